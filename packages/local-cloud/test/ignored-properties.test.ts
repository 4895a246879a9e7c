import * as fs from 'fs';
import { ignoredSince, ignoredSoFar } from '../src/ignored-properties';
import { Paths } from '../src/paths';
import { temporaryDirectory } from './temporary-directory';

describe('properties that the emulator ignores', () => {
  const directory = temporaryDirectory();

  test('are told for one deployment, once a type', () => {
    const paths = new Paths(directory());
    report(paths, 'AWS::A::B', 'Earlier');
    const position = ignoredSoFar(paths);
    report(paths, 'AWS::C::D', 'Two');
    report(paths, 'AWS::C::D', 'One');
    report(paths, 'AWS::C::D', 'One');
    report(paths, 'AWS::A::B', 'Later');
    expect(ignoredSince(paths, position)).toEqual(['AWS::A::B: Later', 'AWS::C::D: One, Two']);
  });

  test('are none where the emulator reported nothing', () => {
    const paths = new Paths(directory());
    expect(ignoredSoFar(paths)).toBe(0);
    expect(ignoredSince(paths, 0)).toEqual([]);
  });

  function report(paths: Paths, type: string, property: string): void {
    fs.appendFileSync(paths.ignoredProperties, JSON.stringify({ type, property }) + '\n');
  }
});
