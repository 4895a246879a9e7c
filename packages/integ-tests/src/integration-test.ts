import * as fs from 'fs';
import * as path from 'path';
import { IntegError } from './integ-error';
import { Snapshot } from './snapshot';

export const PACKAGE_DIRECTORY = path.resolve(__dirname, '..');

/** A file `integ.NAME.ts`: an app that deploys stacks and asserts on them. */
export class IntegrationTest {
  /** Path relative to the package, which is where integ-runner is started. */
  public readonly file: string;
  public readonly snapshot: Snapshot;

  constructor(public readonly directory: string, public readonly name: string) {
    this.file = `${directory}/integ.${name}.ts`;
    this.snapshot = new Snapshot(path.join(PACKAGE_DIRECTORY, `${this.file}.snapshot`));
  }
}

/** The tests of a directory, or those of them that are named. */
export function findTests(names: string[], directory = 'test'): IntegrationTest[] {
  const found = fs.readdirSync(path.join(PACKAGE_DIRECTORY, directory))
    .map((file) => /^integ\.(.+)\.ts$/.exec(file)?.[1])
    .filter((name) => name !== undefined)
    .sort();
  const unknown = names.filter((name) => !found.includes(name));
  if (unknown.length > 0) throw new IntegError(`no such test: ${unknown.join(', ')}; there are: ${found.join(', ')}`);
  return found.filter((name) => names.length === 0 || names.includes(name)).map((name) => new IntegrationTest(directory, name));
}
