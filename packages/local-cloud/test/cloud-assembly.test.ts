import * as fs from 'fs';
import * as path from 'path';
import { stackNames } from '../src/cloud-assembly';
import { temporaryDirectory } from './temporary-directory';

describe('a cloud assembly', () => {
  const directory = temporaryDirectory();

  test('names its stacks, those of stages included', () => {
    const stage = path.join(directory(), 'assembly-Stage');
    fs.mkdirSync(stage);
    write(directory(), {
      'Tree': { type: 'cdk:tree' },
      'Named': { type: 'aws:cloudformation:stack', properties: { stackName: 'a-name' } },
      'Plain': { type: 'aws:cloudformation:stack' },
      'assembly-Stage': { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Stage' } },
    });
    write(stage, { StageStack: { type: 'aws:cloudformation:stack', properties: { stackName: 'Stage-Stack' } } });
    expect(stackNames(directory())).toEqual(['a-name', 'Plain', 'Stage-Stack']);
  });

  function write(to: string, artifacts: object): void {
    fs.writeFileSync(path.join(to, 'manifest.json'), JSON.stringify({ artifacts }));
  }
});
