import * as fs from 'fs';
import * as path from 'path';
import { readState, removeState, type State, writeState } from '../src/state';
import { temporaryDirectory } from './temporary-directory';

const STATE: State = { pid: 4711, started: 'boot/123', port: 4566, version: '1.5.33', ready: true };

describe('the state', () => {
  const directory = temporaryDirectory();
  const file = () => path.join(directory(), 'home', 'state.json');

  test('is read as it was written', () => {
    writeState(file(), STATE);
    expect(readState(file())).toEqual(STATE);
  });

  test('is none before the first start and after the end', () => {
    expect(readState(file())).toBeUndefined();
    writeState(file(), STATE);
    removeState(file());
    removeState(file());
    expect(readState(file())).toBeUndefined();
  });

  test.each([
    ['is not JSON', '{'],
    ['names no start time, so that its process could be another one', JSON.stringify({ ...STATE, started: undefined })],
    ['names process 1, which is nobody\'s to end', JSON.stringify({ ...STATE, pid: 1 })],
    ['is a list', '[]'],
  ])('is none where the file %s', (_why, text) => {
    writeState(file(), STATE);
    fs.writeFileSync(file(), text);
    expect(readState(file())).toBeUndefined();
  });
});
