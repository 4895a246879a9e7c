import { ValidationError } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { IConstruct } from 'constructs';
import { renderedProperties } from './rendered-properties';
import { otherStarters } from './task-starters';

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

/** Adds a check that nothing, not even an escape hatch, makes the service run two tasks, or runs its task a second time. */
export function requireOneWriter(service: ecs.BaseService): void {
  service.node.addValidation({ validate: () => secondWriters(service) });
}

function secondWriters(service: ecs.BaseService): string[] {
  const resource = service.node.findChild('Service');
  if (!(resource instanceof ecs.CfnService)) return [];
  return [...wrongProperties(renderedProperties<ServiceProperties>(resource)), ...otherStarters(resource, service.taskDefinition)];
}

function wrongProperties(service: ServiceProperties): string[] {
  const deployment = service.DeploymentConfiguration ?? {};
  const problems: string[] = [];
  const expect = (property: string, found: unknown, ...allowed: unknown[]): void => {
    if (allowed.includes(found)) return;
    const values = allowed.filter((value) => value !== undefined).join(' or ');
    problems.push(`${property} of the OMERO read-write server must be ${values}, because two writers corrupt its repository; got ${JSON.stringify(found)}`);
  };
  expect('DesiredCount', service.DesiredCount, 1, 0);
  expect('MaximumPercent', deployment.MaximumPercent, 100);
  expect('MinimumHealthyPercent', deployment.MinimumHealthyPercent, 0);
  expect('Strategy', deployment.Strategy, 'ROLLING', undefined);
  expect('DeploymentController', service.DeploymentController?.Type, 'ECS', undefined);
  expect('AvailabilityZoneRebalancing', service.AvailabilityZoneRebalancing, 'DISABLED');
  expect('SchedulingStrategy', service.SchedulingStrategy, 'REPLICA', undefined);
  if (service.ServiceName === undefined) {
    problems.push('ServiceName of the OMERO read-write server must stay set, so that a replacement fails instead of running two servers');
  }
  return problems;
}

interface ServiceProperties {
  readonly DesiredCount?: number;
  readonly DeploymentConfiguration?: { readonly MaximumPercent?: number; readonly MinimumHealthyPercent?: number; readonly Strategy?: string };
  readonly DeploymentController?: { readonly Type?: string };
  readonly AvailabilityZoneRebalancing?: string;
  readonly SchedulingStrategy?: string;
  readonly ServiceName?: unknown;
}
