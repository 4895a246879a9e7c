import { JsonFile, Project } from 'projen';
import type { ConstructLibrary } from './construct-library';
import { JEST_TEMPORARY_DIRECTORY } from './jest';
import { METADATA } from './metadata';
import { AWS_CDK_LIB, CONSTRUCTS, TYPES_NODE } from './versions';
import type { Workspace } from './workspace';

export interface PrivatePackageOptions {
  readonly name: string;
  readonly description: string;
  readonly deps?: string[];
  readonly siblings?: ConstructLibrary[];
}

/** A package that is never published: TypeScript run by tsx, checked by tsc. */
export class PrivatePackage extends Project {
  constructor(workspace: Workspace, options: PrivatePackageOptions) {
    super({ parent: workspace, outdir: `packages/${options.name}`, name: options.name });
    workspace.addMember(this);
    new JsonFile(this, 'package.json', {
      marker: false,
      obj: {
        name: `@cdk-imaging/${options.name}`,
        description: options.description,
        version: '0.0.0',
        private: true,
        license: METADATA.license,
        scripts: {
          'type-check': 'tsc --noEmit',
          ...(options.name === 'integ-tests' ? { integ: 'tsx src/integ.ts' } : { test: 'jest' }),
        },
        dependencies: {
          ...Object.fromEntries((options.siblings ?? []).map((sibling) => [sibling.package.packageName, '0.0.0'])),
          ...Object.fromEntries((options.deps ?? []).map(nameAndRange)),
          'aws-cdk-lib': AWS_CDK_LIB,
          'constructs': CONSTRUCTS,
        },
        devDependencies: { '@types/jest': '^30', '@types/node': TYPES_NODE, 'jest': '^30', 'ts-jest': '^29' },
      },
    });
    new JsonFile(this, 'tsconfig.json', {
      marker: false,
      obj: { extends: '../../tsconfig.base.json', compilerOptions: { types: ['node', 'jest'], isolatedModules: true }, include: ['src/**/*.ts', 'test*/**/*.ts'] },
    });
    new JsonFile(this, 'jest.config.json', {
      marker: false,
      obj: {
        testMatch: ['<rootDir>/test/**/*.test.ts'],
        transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.json' }] },
        clearMocks: true,
        ...JEST_TEMPORARY_DIRECTORY,
      },
    });
  }
}

/** Splits `@scope/name@range`; a missing range means the newest within the major that the lock file holds. */
function nameAndRange(dependency: string): [string, string] {
  const at = dependency.lastIndexOf('@');
  return at > 0 ? [dependency.slice(0, at), dependency.slice(at + 1)] : [dependency, '^3'];
}
