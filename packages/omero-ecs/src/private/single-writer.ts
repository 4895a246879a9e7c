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

/** A resource that may start or scale tasks, with its properties as text. */
interface Starter {
  readonly resource: CfnResource;
  readonly text: string;
}

/** What starts tasks in a stage, as the servers that are validated together share it: one search for all of them, not one for each. */
class Starters {
  /** The starters in the stage of a service. A service that asks again is validated again, and what was found before may be outdated. */
  public static around(service: ecs.CfnService): Starter[] {
    const stage = Stage.of(service) ?? service.node.root;
    let starters = Starters.found.get(stage);
    if (!starters || starters.askedBy.has(service)) {
      starters = new Starters(stage);
      Starters.found.set(stage, starters);
    }
    starters.askedBy.add(service);
    return starters.list;
  }

  private static readonly found = new WeakMap<IConstruct, Starters>();

  private readonly askedBy = new Set<ecs.CfnService>();
  private readonly list: Starter[];

  private constructor(stage: IConstruct) {
    this.list = stage.node.findAll()
      .filter((resource): resource is CfnResource => CfnResource.isCfnResource(resource) && resource.cfnResourceType in STARTERS)
      .map((resource) => ({ resource, text: JSON.stringify(rendering(resource)) }));
  }
}

function otherStarters(service: ecs.CfnService, taskDefinition: ecs.TaskDefinition): string[] {
  const { serviceName } = service;
  const targets = [service, taskDefinition.node.defaultChild]
    .filter((resource): resource is CfnResource => CfnResource.isCfnResource(resource)).map(mentionOf);
  return Starters.around(service)
    .filter(({ resource, text }) => resource !== service
      && ((serviceName !== undefined && text.includes(serviceName)) || targets.some((isMentioned) => isMentioned(text, Stack.of(resource)))))
    .map(({ resource }) => `"${resource.node.path}" ${STARTERS[resource.cfnResourceType]} the OMERO read-write server, `
      + 'and two writers corrupt its repository: '
      + 'remove it, and give the server more CPU or memory where it is slow');
}

/** Tells whether rendered properties refer to a resource: by its logical id, by an export of its stack, or by a parameter of a nested stack. */
function mentionOf(target: CfnResource): (text: string, from: Stack) => boolean {
  const stack = Stack.of(target);
  const logicalId = String(stack.resolve(target.logicalId));
  const parameter = `referenceto${Names.nodeUniqueId(target.node)}`;
  return (text, from) => {
    if (from === stack) return text.includes(logicalId);
    return (text.includes(`${stack.stackName}:`) && text.includes(logicalId)) || text.includes(parameter);
  };
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
