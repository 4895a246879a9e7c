import { ValidationError } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import * as autoscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** For each app, which read-write server writes to which store. */
const writers = new WeakMap<IConstruct, Map<string, IConstruct>>();

/**
 * Notes that a server writes to a store, and refuses a second writer of the same app.
 *
 * @param store what tells the store from all others, such as the id of its file system
 * @throws ValidationError where another server of this app writes to the store
 */
export function claimWriter(server: IConstruct, kind: string, store: string): void {
  const { root } = server.node;
  const claims = writers.get(root) ?? new Map<string, IConstruct>();
  writers.set(root, claims);
  const owner = claims.get(store);
  if (owner) {
    throw new ValidationError(
      `${kind} already has a read-write server, "${owner.node.path}": two writers would corrupt it. `
      + 'Give this server a store of its own, or use the existing server',
      server,
    );
  }
  claims.set(store, server);
}

/** Adds a check that nothing, not even an escape hatch, makes the service run two tasks. */
export function requireOneWriter(service: ecs.BaseService): void {
  service.node.addValidation({ validate: () => secondWriters(service) });
}

function secondWriters(service: ecs.BaseService): string[] {
  const resource = service.node.findChild('Service');
  if (!(resource instanceof ecs.CfnService)) return [];
  const stack = Stack.of(service);
  const rendered = rendering(resource);
  const problems: string[] = [];
  const expect = (property: string, found: unknown, allowed: unknown[]): void => {
    const value: unknown = stack.resolve(found);
    if (!allowed.includes(value)) {
      problems.push(`${property} of the OMERO read-write server must be ${allowed.join(' or ')}, because two writers corrupt its repository; got ${JSON.stringify(value)}`);
    }
  };
  const deployment = rendered.DeploymentConfiguration ?? {};
  expect('DesiredCount', rendered.DesiredCount, [1, 0]);
  expect('MaximumPercent', deployment.MaximumPercent, [100]);
  expect('MinimumHealthyPercent', deployment.MinimumHealthyPercent, [0]);
  expect('AvailabilityZoneRebalancing', rendered.AvailabilityZoneRebalancing, ['DISABLED']);
  if (rendered.SchedulingStrategy !== undefined) expect('SchedulingStrategy', rendered.SchedulingStrategy, ['REPLICA']);
  if (rendered.ServiceName === undefined) problems.push('ServiceName of the OMERO read-write server must stay set, so that a replacement fails instead of running two servers');
  if (service.node.findAll().some((child) => child instanceof autoscaling.CfnScalableTarget)) {
    problems.push('the OMERO read-write server cannot be scaled out, because two writers corrupt its repository: remove the scalable target and give the server more CPU or memory');
  }
  return problems;
}

interface RenderedService {
  readonly DesiredCount?: number;
  readonly DeploymentConfiguration?: { readonly MaximumPercent?: number; readonly MinimumHealthyPercent?: number };
  readonly AvailabilityZoneRebalancing?: string;
  readonly SchedulingStrategy?: string;
  readonly ServiceName?: unknown;
}

/** The properties as they will be in the template, property overrides included. */
function rendering(service: ecs.CfnService): RenderedService {
  const template = Stack.of(service).resolve((service as unknown as { _toCloudFormation(): object })._toCloudFormation()) as {
    Resources: Record<string, { Properties: RenderedService }>;
  };
  return Object.values(template.Resources)[0].Properties;
}
