/** The part of package.json that the check of a tarball reads. */
export type PackedManifest = Readonly<Record<string, unknown>>;

/** What may be in a published package; everything else was put in by mistake. */
const PUBLISHED = [
  /^(package\.json|README\.md|API\.md|LICENSE|NOTICE|\.jsii|\.jsii\.tabl\.json)$/,
  /^lib\/.+\.(js|d\.ts)$/,
  /^scripts\/[^/]+\.sh$/,
  /^rosetta\/[^/]+\.ts-fixture$/,
];

/** jsii and npm workspaces bundle nothing, so that a user would not get these. */
const BUNDLING_FIELDS = ['dependencies', 'optionalDependencies', 'bundledDependencies', 'bundleDependencies'];

const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepare'];

const SECRETS = [/\b(AKIA|ASIA)[A-Z0-9]{16}\b/, /-----BEGIN [A-Z ]*PRIVATE KEY-----\s+[A-Za-z0-9+/=]{40}/];

/**
 * What is wrong with the files of a package.
 *
 * @param files text of each file by its path within the package
 * @param required files that must be there, beside those that every library has
 */
export function problemsWith(files: ReadonlyMap<string, string>, required: string[]): string[] {
  const missing = ['package.json', '.jsii', 'lib/index.js', 'lib/index.d.ts', 'README.md', 'LICENSE', ...required].filter((file) => !files.has(file));
  const strange = [...files.keys()].filter((file) => !PUBLISHED.some((pattern) => pattern.test(file)));
  const secret = [...files].filter(([, text]) => SECRETS.some((pattern) => pattern.test(text))).map(([file]) => file);
  return [
    ...missing.map((file) => `${file} is missing`),
    ...strange.map((file) => `${file} should not be published`),
    ...secret.map((file) => `${file} contains what looks like a secret`),
    ...manifestProblems(JSON.parse(files.get('package.json') ?? '{}') as PackedManifest),
  ];
}

function manifestProblems(manifest: PackedManifest): string[] {
  const bundled = BUNDLING_FIELDS.flatMap((field) => Object.keys((manifest[field] ?? {}) as object).map((name) => `${name} is in "${field}"; a construct library has peers only`));
  const scripts = INSTALL_SCRIPTS.filter((script) => script in ((manifest.scripts ?? {}) as object)).map((script) => `"${script}" would run a script when the package is installed`);
  return [...bundled, ...scripts];
}
