import { JsonFile, Project } from 'projen';
import type { ConstructLibrary } from './construct-library';
import { METADATA } from './metadata';
import { AWS_CDK_CLI, AWS_CDK_LIB, CONSTRUCTS, TYPES_NODE, TYPESCRIPT } from './versions';
import type { Workspace } from './workspace';

/**
 * The starters below `apps/`. Each must make sense on its own once cloned, so it gets plain files and no projen of its own.
 */
export class Apps {
  constructor(private readonly workspace: Workspace) {}

  /** An app in TypeScript: member of the npm workspace. */
  public typescript(name: string, libraries: ConstructLibrary[]): void {
    const app = new Project({ parent: this.workspace, outdir: `apps/${name}`, name });
    this.workspace.addMember(app);
    new JsonFile(app, 'package.json', {
      marker: false,
      obj: {
        name,
        version: '0.0.0',
        private: true,
        license: METADATA.license,
        scripts: { 'type-check': 'tsc --noEmit', 'synth': 'cdk synth', 'diff': 'cdk diff', 'deploy': 'cdk deploy --all', 'destroy': 'cdk destroy --all' },
        dependencies: {
          ...Object.fromEntries(libraries.map((library) => [library.package.packageName, '^0.0.0'])),
          'aws-cdk-lib': `^${AWS_CDK_LIB}`,
          'constructs': `^${CONSTRUCTS}`,
        },
        devDependencies: { '@types/node': TYPES_NODE, 'aws-cdk': AWS_CDK_CLI, 'tsx': '^4', 'typescript': TYPESCRIPT },
      },
    });
    new JsonFile(app, 'tsconfig.json', { marker: false, obj: { extends: '../../tsconfig.base.json', include: ['*.ts'] } });
    this.cdkJson(app, 'npx tsx main.ts');
  }

  /** An app in Python: uses the wheels that `npm run package` makes. */
  public python(name: string): void {
    this.cdkJson(new Project({ parent: this.workspace, outdir: `apps/${name}`, name }), 'python3 app.py');
  }

  /** An app in Java: uses the jars that `npm run package` makes. */
  public java(name: string): void {
    this.cdkJson(new Project({ parent: this.workspace, outdir: `apps/${name}`, name }), 'mvn -q -e compile exec:java');
  }

  private cdkJson(app: Project, command: string): void {
    new JsonFile(app, 'cdk.json', { marker: false, obj: { app: command } });
  }
}
