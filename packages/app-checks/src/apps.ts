import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

/** A way to synthesize an app: the app with the context that its README names. */
export interface AppVariant {
  /** Name of the app, followed by what sets the variant apart. */
  readonly name: string;
  /** Directory below `apps/`. */
  readonly directory: string;
  readonly context: Readonly<Record<string, unknown>>;
}

export const ROOT = resolve(__dirname, '..', '..', '..');

const DOMAIN = { domainName: 'omero.example.org', hostedZoneId: 'Z0123456789EXAMPLE', zoneName: 'example.org' };

/** Every app in TypeScript, in every variant that its README offers. */
export const APPS: readonly AppVariant[] = [
  { name: 'omero-quickstart', directory: 'omero-quickstart', context: {} },
  { name: 'omero-quickstart (internet-facing)', directory: 'omero-quickstart', context: { allowedCidr: '198.51.100.0/24' } },
  { name: 'omero-https', directory: 'omero-https', context: DOMAIN },
  { name: 'omero-https (EC2)', directory: 'omero-https', context: { ...DOMAIN, capacity: 'ec2' } },
];

/** No feature flags, and all that `cdk init` of the aws-cdk-lib that a directory uses would put into a new app's cdk.json. */
export function flagSets(directory = __dirname): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const file = createRequire(join(directory, 'program.js')).resolve('aws-cdk-lib/recommended-feature-flags.json');
  return { 'no feature flags': {}, 'all recommended feature flags': JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown> };
}

/** Path of the program of an app. */
export function mainOf(variant: AppVariant): string {
  return join(ROOT, 'apps', variant.directory, 'main.ts');
}
