import { problemsWith } from '../src/package-content';

const GOOD = { name: '@cdk-imaging/example', peerDependencies: { constructs: '^10.5.1' }, scripts: { test: 'jest' } };

function files(more: Record<string, string> = {}, manifest: object = GOOD): Map<string, string> {
  return new Map(Object.entries({
    'package.json': JSON.stringify(manifest), '.jsii': '{}', 'lib/index.js': '', 'lib/index.d.ts': '', 'README.md': '', 'LICENSE': '',
    'scripts/server.sh': 'exec server', ...more,
  }));
}

test('a package of compiled code, scripts and peers has no problems', () => {
  expect(problemsWith(files(), ['scripts/server.sh'])).toEqual([]);
});

test('a script that the library reads at run time must be there', () => {
  expect(problemsWith(files(), ['scripts/web.sh'])).toEqual(['scripts/web.sh is missing']);
});

test.each(['test/server.test.ts', 'src/index.ts', 'lib/index.ts', 'node_modules/left-pad/index.js', '.env', 'key.pem', 'tsconfig.json'])(
  '%s should not be published', (file) => {
    expect(problemsWith(files({ [file]: '' }), [])).toEqual([`${file} should not be published`]);
  },
);

test.each(['dependencies', 'optionalDependencies'])('a package in "%s" is a problem', (field) => {
  const [problem, ...more] = problemsWith(files({}, { ...GOOD, [field]: { 'left-pad': '^1' } }), []);
  expect(problem).toContain(`left-pad is in "${field}"`);
  expect(more).toEqual([]);
});

test.each(['bundledDependencies', 'bundleDependencies'])('"%s" is a problem', (field) => {
  expect(problemsWith(files({}, { ...GOOD, [field]: ['left-pad'] }), [])[0]).toContain(`is in "${field}"`);
});

test('a script that runs at installation is a problem', () => {
  expect(problemsWith(files({}, { ...GOOD, scripts: { postinstall: 'node lib' } }), [])).toEqual([
    '"postinstall" would run a script when the package is installed',
  ]);
});

test('what looks like a secret is found', () => {
  const key = `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(64)}\n`;
  expect(problemsWith(files({ 'lib/a.js': `const id = '${'AKIA'}${'A'.repeat(16)}';`, 'lib/b.js': key, 'lib/c.js': 'BEGIN PRIVATE KEY' }), [])).toEqual([
    'lib/a.js contains what looks like a secret', 'lib/b.js contains what looks like a secret',
  ]);
});
