import * as fs from 'fs';
import * as path from 'path';

interface Artifact {
  readonly type: string;
  readonly properties?: { readonly stackName?: string; readonly directoryName?: string };
}

/** The names of the stacks that an app synthesized, those in stages included. */
export function stackNames(directory: string): string[] {
  const manifest = JSON.parse(fs.readFileSync(path.join(directory, 'manifest.json'), 'utf8')) as { artifacts?: Record<string, Artifact> };
  return Object.entries(manifest.artifacts ?? {}).flatMap(([id, artifact]) => {
    switch (artifact.type) {
      case 'aws:cloudformation:stack':
        return [artifact.properties?.stackName ?? id];
      case 'cdk:cloud-assembly':
        return stackNames(path.join(directory, artifact.properties?.directoryName ?? id));
      default:
        return [];
    }
  });
}
