import { AwsCdkConstructLibrary } from 'projen/lib/awscdk';
import { NodePackageManager, UpdateSnapshot } from 'projen/lib/javascript';
import { JEST_TEMPORARY_DIRECTORY } from './jest';
import { METADATA } from './metadata';
import { replaceScripts } from './scripts';
import { leaveInstallToRoot } from './single-install';
import { AWS_CDK_LIB, CONSTRUCTS, JSII, NODE, TYPESCRIPT, TYPES_NODE } from './versions';
import type { Workspace } from './workspace';

export interface ConstructLibraryOptions {
  /** Directory below `packages/`, and name within the npm scope. */
  readonly name: string;
  readonly description: string;
  readonly keywords: string[];
  /** Libraries of this workspace that this one stands on. */
  readonly siblings?: ConstructLibrary[];
}

/** A published jsii construct library: npm, PyPI and Maven, no dependency but peers. */
export class ConstructLibrary extends AwsCdkConstructLibrary {
  /** npm names of the libraries of this workspace that this one stands on. */
  public readonly siblings: string[];

  constructor(workspace: Workspace, options: ConstructLibraryOptions) {
    const { name } = options;
    const siblings = (options.siblings ?? []).map((sibling) => sibling.package.packageName);
    super({
      parent: workspace,
      outdir: `packages/${name}`,
      name: `@cdk-imaging/${name}`,
      description: options.description,
      keywords: ['aws', 'aws-cdk', 'cdk', 'constructs', ...options.keywords],
      author: METADATA.author,
      authorAddress: METADATA.authorAddress,
      authorOrganization: true,
      repositoryUrl: METADATA.repository,
      repositoryDirectory: `packages/${name}`,
      license: METADATA.license,
      copyrightOwner: METADATA.author,
      stability: 'experimental',
      defaultReleaseBranch: 'main',
      packageManager: NodePackageManager.NPM,
      minNodeVersion: NODE,
      cdkVersion: AWS_CDK_LIB,
      constructsVersion: CONSTRUCTS,
      jsiiVersion: JSII,
      typescriptVersion: TYPESCRIPT,
      peerDeps: siblings.map((sibling) => `${sibling}@^0.0.0`),
      peerDependencyOptions: { pinnedDevDependency: false },
      devDeps: [
        `@types/node@${TYPES_NODE}`, `aws-cdk-lib@${AWS_CDK_LIB}`, 'cdk-nag@3.0.2', 'fast-check@^4',
        ...siblings.map((sibling) => `${sibling}@0.0.0`),
      ],
      publishToPypi: { distName: `cdk-imaging.${name}`, module: `cdk_imaging.${name.replaceAll('-', '_')}` },
      publishToMaven: {
        mavenGroupId: 'io.github.cdk-imaging',
        mavenArtifactId: name,
        javaPackage: `io.github.cdkimaging.${name.replaceAll('-', '')}`,
      },
      jestOptions: {
        updateSnapshot: UpdateSnapshot.NEVER,
        configFilePath: 'jest.config.json',
        junitReporting: false,
        jestConfig: { collectCoverage: false, testMatch: ['<rootDir>/test/**/*.test.ts'], preset: undefined, ...JEST_TEMPORARY_DIRECTORY },
      },
      lambdaAutoDiscover: false, edgeLambdaAutoDiscover: false, lambdaExtensionAutoDiscover: false, integrationTestAutoDiscover: false,
      docgen: false, eslint: false, release: false, github: false, depsUpgrade: false, buildWorkflow: false, sampleCode: false, projenrcJs: false,
    });
    this.siblings = siblings;
    this.addDevDeps(`constructs@${CONSTRUCTS}`);
    leaveInstallToRoot(this.package);
    workspace.addMember(this);
    // Source maps in published files are read at every import, and nobody debugs into them.
    for (const option of ['inlineSourceMap', 'inlineSources']) this.tsconfig?.file.addOverride(`compilerOptions.${option}`, false);
    this.gitignore.exclude('.jsii.tabl.json');
    this.addFields({ publishConfig: { access: 'public' } });
    replaceScripts(this, {
      compile: 'JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20 jsii --silence-warnings=reserved-word',
      docgen: 'node ../../scripts/docgen.mjs',
      test: 'jest',
      rosetta: 'jsii-rosetta extract --strict .',
    });
  }
}
