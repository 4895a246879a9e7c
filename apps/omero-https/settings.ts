import type { App } from 'aws-cdk-lib/core';

/** A setting that the app cannot do without, from cdk.json or the command line. */
export function requiredContext(app: App, name: string, example: string): string {
  const value: unknown = app.node.tryGetContext(name);
  if (typeof value === 'string' && value !== '') return value;
  throw new Error(`context "${name}" is missing; pass it as: cdk deploy -c ${name}=${example}`);
}

/** What the server runs on: the context "capacity", "fargate" or "ec2". */
export function capacityChoice(app: App): 'fargate' | 'ec2' {
  const value: unknown = app.node.tryGetContext('capacity') ?? 'fargate';
  if (value === 'fargate' || value === 'ec2') return value;
  throw new Error(`context "capacity" must be "fargate" or "ec2"; got ${JSON.stringify(value)}`);
}
