import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../src/apps';
import { isAtLeast, versionOf } from '../src/versions';

interface Manifest {
  readonly peerDependencies: Readonly<Record<string, string>>;
}

test.each([['2.276.0', '2.276.0'], ['2.276.1', '2.276.0'], ['2.300.0', '2.276.9'], ['3.0.0', '2.276.0'], ['2.1000.0', '2.276.0']])(
  '%s is at least %s', (version, least) => expect(isAtLeast(version, least)).toBe(true),
);

test.each([['2.275.9', '2.276.0'], ['2.99.0', '2.276.0'], ['1.999.0', '2.276.0'], ['2.276.0', '2.276.1'], ['2.263.0-rc.1', '2.276.0']])(
  '%s is older than %s', (version, least) => expect(isAtLeast(version, least)).toBe(false),
);

test('the workspace is built against the oldest aws-cdk-lib and constructs that the libraries support', () => {
  const { peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'packages', 'omero-ecs', 'package.json'), 'utf8')) as Manifest;
  expect(peerDependencies).toMatchObject({ 'aws-cdk-lib': `^${versionOf('aws-cdk-lib')}`, 'constructs': `^${versionOf('constructs')}` });
});
