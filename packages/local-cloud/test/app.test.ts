import * as fs from 'fs';
import * as path from 'path';
import { findApp } from '../src/app';
import { Paths } from '../src/paths';
import { temporaryDirectory } from './temporary-directory';

describe('an app', () => {
  const directory = temporaryDirectory();

  test('is found by the path of a directory with a cdk.json', () => {
    fs.writeFileSync(path.join(directory(), 'cdk.json'), '{}');
    expect(findApp(directory(), new Paths(directory()))).toEqual({ name: path.basename(directory()), directory: directory() });
  });

  test('fails where there is none, and says what to give', () => {
    expect(() => findApp('nowhere', new Paths(directory()))).toThrow(/no app 'nowhere'; give a directory with a cdk\.json, or one of: /);
  });
});
