import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { CfnResource, Names, Stack, Stage } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';
import { renderedProperties } from './rendered-properties';

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
      .map((resource) => ({ resource, text: JSON.stringify(renderedProperties(resource)) }));
  }
}

/** Says of each resource that would run the server's task a second time, or scale its service, what it would do. */
export function otherStarters(service: ecs.CfnService, taskDefinition: ecs.TaskDefinition): string[] {
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
