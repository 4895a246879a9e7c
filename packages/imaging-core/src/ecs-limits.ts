import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack, Token } from 'aws-cdk-lib/core';
import { fargateSizeProblem } from './private/fargate-sizes';

/** Options for {@link EcsLimits.check}. */
export interface EcsLimitsOptions {
  /**
   * Name of the container that must stay the default container of the task definition: the application, not a side-car.
   *
   * @default - not checked
   */
  readonly defaultContainer?: string;
}

/**
 * Finds at synthesis what ECS would refuse, or get wrong, at deployment.
 *
 * aws-cdk-lib accepts all of: more than 10 containers, clashing ports, waiting for HEALTHY without a health check,
 * CPU and memory that Fargate does not offer, `bridge` networking by default on EC2, and a side-car as default container.
 *
 * Limits: Amazon ECS Developer Guide, "Amazon ECS service quotas" and "Task definition parameters".
 */
export class EcsLimits {
  /** Most containers in a task definition. */
  public static readonly MAX_CONTAINERS = 10;

  /** Largest task definition, in bytes. */
  public static readonly MAX_DEFINITION_BYTES = 64 * 1024;

  /** Adds the checks to a task definition. What they find ends the synthesis with one error that lists all findings. */
  public static check(taskDefinition: ecs.TaskDefinition, options: EcsLimitsOptions = {}): void {
    taskDefinition.node.addValidation({ validate: () => EcsLimits.findings(taskDefinition, options) });
  }

  /** What ECS would refuse, one sentence each. */
  public static findings(taskDefinition: ecs.TaskDefinition, options: EcsLimitsOptions = {}): string[] {
    const containers = EcsLimits.containersOf(taskDefinition);
    return [
      ...EcsLimits.containerCount(containers),
      ...EcsLimits.networkMode(taskDefinition),
      ...EcsLimits.ports(containers),
      ...EcsLimits.healthChecks(containers),
      ...EcsLimits.defaultContainer(taskDefinition, options),
      ...EcsLimits.sizes(taskDefinition, containers),
      ...EcsLimits.definitionBytes(taskDefinition),
    ];
  }

  private static containersOf(taskDefinition: ecs.TaskDefinition): ecs.ContainerDefinition[] {
    return taskDefinition.node.children.filter((child): child is ecs.ContainerDefinition => child instanceof ecs.ContainerDefinition);
  }

  private static containerCount(containers: ecs.ContainerDefinition[]): string[] {
    if (containers.length <= EcsLimits.MAX_CONTAINERS) return [];
    return [`a task definition holds at most ${EcsLimits.MAX_CONTAINERS} containers; got ${containers.length}: remove a side-car or split the task`];
  }

  private static networkMode(taskDefinition: ecs.TaskDefinition): string[] {
    if (taskDefinition.networkMode === ecs.NetworkMode.AWS_VPC) return [];
    return [`network mode must be "awsvpc", which gives each task its own address and security group; got "${taskDefinition.networkMode}"`];
  }

  private static ports(containers: ecs.ContainerDefinition[]): string[] {
    const owners = new Map<string, string>();
    const problems: string[] = [];
    for (const container of containers) {
      for (const mapping of container.portMappings) {
        const protocol = mapping.protocol === ecs.Protocol.UDP ? 'udp' : 'tcp';
        const key = `${mapping.containerPort}/${protocol}`;
        const owner = owners.get(key);
        if (owner) problems.push(`port ${key} is used by "${owner}" and by "${container.containerName}": the containers of a task share one network namespace`);
        owners.set(key, container.containerName);
      }
    }
    return problems;
  }

  private static healthChecks(containers: ecs.ContainerDefinition[]): string[] {
    return containers.flatMap((container) => container.containerDependencies
      .filter((dependency) => dependency.condition === ecs.ContainerDependencyCondition.HEALTHY
        && dependency.container.renderContainerDefinition().healthCheck === undefined)
      .map((dependency) => `"${container.containerName}" waits for "${dependency.container.containerName}" to be HEALTHY, `
        + 'but that container has no health check: the task would never start'));
  }

  private static defaultContainer(taskDefinition: ecs.TaskDefinition, options: EcsLimitsOptions): string[] {
    const found = taskDefinition.defaultContainer?.containerName;
    if (options.defaultContainer === undefined || found === options.defaultContainer) return [];
    return [`"${options.defaultContainer}" must stay the default container; got "${found}": add side-cars after the application`];
  }

  private static sizes(taskDefinition: ecs.TaskDefinition, containers: ecs.ContainerDefinition[]): string[] {
    const { cpu, memory } = cfnOf(taskDefinition);
    const problems: string[] = [];
    if (taskDefinition.isFargateCompatible) {
      const problem = fargateSizeProblem(cpu, memory);
      if (problem) problems.push(problem);
    }
    const taskMemory = Number(memory);
    const shares = containers.map((container) => container.renderContainerDefinition())
      .map((definition) => definition.memory ?? definition.memoryReservation ?? 0)
      .reduce((sum, share) => sum + share, 0);
    if (memory !== undefined && !Number.isNaN(taskMemory) && shares > taskMemory) {
      problems.push(`the containers ask for ${shares} MiB together, but the task has ${taskMemory} MiB: raise the task's memory or lower a share`);
    }
    return problems;
  }

  private static definitionBytes(taskDefinition: ecs.TaskDefinition): string[] {
    const rendered: unknown = Stack.of(taskDefinition).resolve(EcsLimits.containersOf(taskDefinition).map((c) => c.renderContainerDefinition()));
    const bytes = Buffer.byteLength(JSON.stringify(rendered));
    if (bytes < EcsLimits.MAX_DEFINITION_BYTES) return [];
    return [`a task definition must stay below ${EcsLimits.MAX_DEFINITION_BYTES} bytes; got about ${bytes}: shorten inline configuration and scripts`];
  }
}

function cfnOf(taskDefinition: ecs.TaskDefinition): { cpu?: string; memory?: string } {
  const resource = taskDefinition.node.defaultChild;
  if (!(resource instanceof ecs.CfnTaskDefinition)) return {};
  const known = (value: string | undefined): string | undefined => (Token.isUnresolved(value) ? undefined : value);
  return { cpu: known(resource.cpu), memory: known(resource.memory) };
}
