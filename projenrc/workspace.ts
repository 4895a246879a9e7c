import { JsonFile, type Project } from 'projen';
import { NodePackageManager } from 'projen/lib/javascript';
import { TypeScriptProject, TypeScriptRunner } from 'projen/lib/typescript';
import { METADATA } from './metadata';
import { nxConfiguration } from './nx';
import { replaceScripts } from './scripts';
import { AWS_CDK_CLI, AWS_CDK_LIB, CONSTRUCTS, NODE, TYPESCRIPT, TYPES_NODE } from './versions';

/** The root: npm workspaces with one install, Nx, the commands of the README, and the configuration that all packages share. */
export class Workspace extends TypeScriptProject {
  private readonly members: Project[] = [];

  constructor() {
    super({
      name: '@cdk-imaging/workspace',
      description: 'OMERO and Dicoogle on AWS as typed, separately published CDK constructs',
      defaultReleaseBranch: 'main',
      packageManager: NodePackageManager.NPM,
      authorName: METADATA.author,
      authorUrl: METADATA.authorUrl,
      authorOrganization: true,
      repository: METADATA.repository,
      license: METADATA.license,
      copyrightOwner: METADATA.author,
      minNodeVersion: NODE,
      projenrcTs: true,
      runner: TypeScriptRunner.tsx(),
      projenVersion: '0.103.25',
      typescriptVersion: TYPESCRIPT,
      devDeps: [
        `@types/node@${TYPES_NODE}`, `aws-cdk@${AWS_CDK_CLI}`, `aws-cdk-lib@${AWS_CDK_LIB}`, `constructs@${CONSTRUCTS}`,
        'nx@^22', 'tsx@^4', 'eslint@^9', 'typescript-eslint@^8', '@stylistic/eslint-plugin@^5', 'jsii-docgen@^10.12.0',
      ],
      package: false, release: false, github: false, jest: false, eslint: false, sampleCode: false,
      depsUpgrade: false, buildWorkflow: false, disableTsconfig: true, disableTsconfigDev: false, tsconfigDevFile: 'tsconfig.json',
      tsconfigDev: { compilerOptions: { noEmit: true, skipLibCheck: true, types: ['node'], lib: ['es2022'], target: 'ES2022', module: 'commonjs' } },
      gitignore: ['.nx/', 'cdk-integ.out.*/', '*.snapshot/asset.*', '*.snapshot/*.metadata.json', '.local-cloud/', 'cdk.out/', '/dist/', '.DS_Store', '.venv/', 'target/', '__pycache__/', '*.py[cod]'],
    });
    this.package.addField('private', true);
    new JsonFile(this, 'nx.json', { obj: nxConfiguration, marker: false });
    new JsonFile(this, 'tsconfig.base.json', {
      obj: {
        compilerOptions: {
          target: 'ES2022', lib: ['ES2022'], module: 'node16', moduleResolution: 'node16', types: ['node'],
          strict: true, noUnusedLocals: true, noUnusedParameters: true, noImplicitReturns: true, noFallthroughCasesInSwitch: true,
          esModuleInterop: true, resolveJsonModule: true, skipLibCheck: true, noEmit: true,
        },
      },
      marker: false,
    });
    this.addCommands();
  }

  /** Registers a package or an app as npm workspace. */
  public addMember(member: Project): void {
    this.members.push(member);
  }

  public override preSynthesize(): void {
    this.package.addField('workspaces', this.members.map((member) => member.outdir.slice(this.outdir.length + 1)).sort());
    super.preSynthesize();
  }

  /** Plain npm scripts: those of the README must work before anything is installed, so they begin with `prepare.mjs`. */
  private addCommands(): void {
    const prepared = 'node scripts/prepare.mjs';
    const build = 'nx run-many -t compile docgen';
    // To standard error, so that what follows can print JSON to standard output.
    const compiled = 'nx run-many -t compile --outputStyle=static >&2';
    const scripts = {
      'demo': `${prepared} && ${build} && tsx packages/local-cloud/src/demo.ts`,
      'test': `${prepared} && nx run-many -t compile docgen type-check test rosetta && npm run lint && npm run nag`,
      'build': build,
      'lint': 'eslint .',
      'local': 'tsx packages/local-cloud/src/main.ts',
      'integ': `${compiled} && npm run integ -w @cdk-imaging/integ-tests --`,
      'integ:negative-control': `${compiled} && tsx packages/integ-tests/src/negative-control.ts`,
      'nag': `${compiled} && tsx packages/app-checks/src/nag.ts`,
      'bench': `${compiled} && tsx packages/app-checks/src/bench.ts`,
      'package': 'nx run-many -t compile docgen rosetta && node scripts/package.mjs && tsx packages/app-checks/src/check-packages.ts',
      'compare-languages': 'tsx packages/app-checks/src/compare-languages.ts',
      'newest-cdk': 'tsx packages/app-checks/src/newest-cdk.ts',
      'no-custom-resources': `${compiled} && tsx packages/app-checks/src/no-custom-resources.ts`,
      'projen': 'tsx .projenrc.ts',
    };
    replaceScripts(this, scripts);
  }
}
