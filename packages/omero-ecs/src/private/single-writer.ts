import { ValidationError } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { CfnResource, Names, Stack, Stage } from 'aws-cdk-lib/core';
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

/** Adds a check that nothing, not even an escape hatch, makes the service run two tasks, or runs its task a second time. */
export function requireOneWriter(service: ecs.BaseService): void {
  service.node.addValidation({ validate: () => secondWriters(service) });
}

function secondWriters(service: ecs.BaseService): string[] {
  const resource = service.node.findChild('Service');
  if (!(resource instanceof ecs.CfnService)) return [];
  return [...wrongProperties(rendering(resource)), ...otherStarters(resource, service.taskDefinition)];
}

function wrongProperties(service: Rendering): string[] {
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

/** Types of resources that scale a service, or start tasks. */
const STARTERS: Record<string, string> = {
  'AWS::ApplicationAutoScaling::ScalableTarget': 'would scale',
  'AWS::ECS::Service': 'would run a second time',
  'AWS::ECS::TaskSet': 'would run a second time',
  'AWS::Events::Rule': 'would run a second time',
  'AWS::Scheduler::Schedule': 'would run a second time',
};

function otherStarters(service: ecs.CfnService, taskDefinition: ecs.TaskDefinition): string[] {
  const own = [service, taskDefinition.node.defaultChild].filter((resource): resource is CfnResource => CfnResource.isCfnResource(resource));
  return Stage.of(service)?.node.findAll()
    .filter((resource): resource is CfnResource => CfnResource.isCfnResource(resource) && resource !== service)
    .filter((resource) => resource.cfnResourceType in STARTERS)
    .filter((resource) => {
      const text = JSON.stringify(rendering(resource));
      return (service.serviceName !== undefined && text.includes(service.serviceName)) || own.some((target) => mentions(text, resource, target));
    })
    .map((resource) => `"${resource.node.path}" ${STARTERS[resource.cfnResourceType]} the OMERO read-write server, `
      + 'and two writers corrupt its repository: '
      + 'remove it, and give the server more CPU or memory where it is slow') ?? [];
}

/** Whether rendered properties refer to a resource: by its logical id, by an export of its stack, or by a parameter of a nested stack. */
function mentions(text: string, resource: CfnResource, target: CfnResource): boolean {
  const [stack, logicalId] = [Stack.of(target), String(Stack.of(target).resolve(target.logicalId))];
  if (Stack.of(resource) === stack) return text.includes(logicalId);
  return (text.includes(`${stack.stackName}:`) && text.includes(logicalId)) || text.includes(`referenceto${Names.nodeUniqueId(target.node)}`);
}

interface Rendering {
  readonly DesiredCount?: number;
  readonly DeploymentConfiguration?: { readonly MaximumPercent?: number; readonly MinimumHealthyPercent?: number; readonly Strategy?: string };
  readonly DeploymentController?: { readonly Type?: string };
  readonly AvailabilityZoneRebalancing?: string;
  readonly SchedulingStrategy?: string;
  readonly ServiceName?: unknown;
}

/** The properties as they will be in the template, property overrides included. */
function rendering(resource: CfnResource): Rendering {
  const template = Stack.of(resource).resolve((resource as unknown as { _toCloudFormation(): object })._toCloudFormation()) as {
    Resources: Record<string, { Properties?: Rendering }>;
  };
  return Object.values(template.Resources)[0].Properties ?? {};
}
