import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Version of the module that a program in a directory would get. */
export function versionOf(module: string, directory = __dirname): string {
  const manifest = createRequire(join(directory, 'program.js')).resolve(`${module}/package.json`);
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}

/** Whether a release is as new as another, by its three numbers. A prerelease counts as its release. */
export function isAtLeast(version: string, least: string): boolean {
  const [left, right] = [version, least].map((text) => text.split('-')[0].split('.').map(Number));
  const differing = right.findIndex((number, index) => left[index] !== number);
  return differing === -1 || left[differing] > right[differing];
}
