import type { App } from 'aws-cdk-lib/core';

/** What the app cannot do without: the name of OMERO.web and the zone that it is in. */
export interface DomainSettings {
  readonly domainName: string;
  readonly hostedZoneId: string;
  readonly zoneName: string;
}

const EXAMPLES: DomainSettings = { domainName: 'omero.example.org', hostedZoneId: 'Z0123456789EXAMPLE', zoneName: 'example.org' };

/** The settings from cdk.json or the command line. */
export function domainSettings(app: App): DomainSettings {
  const names = Object.keys(EXAMPLES) as (keyof DomainSettings)[];
  const found = Object.fromEntries(names.map((name) => [name, app.node.tryGetContext(name) as unknown]));
  const missing = names.filter((name) => typeof found[name] !== 'string' || found[name] === '');
  if (missing.length === 0) return found as unknown as DomainSettings;
  throw new Error(
    `context ${missing.map((name) => `"${name}"`).join(', ')} is missing; put it into cdk.json under "context", or add to the command: `
    + missing.map((name) => `-c ${name}=${EXAMPLES[name]}`).join(' '),
  );
}

/** What the server runs on: the context "capacity", "fargate" or "ec2". */
export function capacityChoice(app: App): 'fargate' | 'ec2' {
  const value: unknown = app.node.tryGetContext('capacity') ?? 'fargate';
  if (value === 'fargate' || value === 'ec2') return value;
  throw new Error(`context "capacity" must be "fargate" or "ec2"; got ${JSON.stringify(value)}`);
}
