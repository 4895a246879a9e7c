import * as ecs from 'aws-cdk-lib/aws-ecs';
import { App, Stack } from 'aws-cdk-lib/core';
import { EcsLimits } from '../src';

const IMAGE = ecs.ContainerImage.fromRegistry('example/app:1');
const HEALTH_CHECK = { command: ['CMD', 'true'] };

function fargate(props: ecs.FargateTaskDefinitionProps = { cpu: 1024, memoryLimitMiB: 2048 }): ecs.FargateTaskDefinition {
  return new ecs.FargateTaskDefinition(new Stack(new App(), 'Stack'), 'Task', props);
}

function withContainers(count: number): ecs.FargateTaskDefinition {
  const task = fargate();
  for (let index = 0; index < count; index++) task.addContainer(`c${index}`, { image: IMAGE });
  return task;
}

describe('EcsLimits', () => {
  test('finds nothing in a task that ECS accepts', () => {
    const task = fargate();
    const app = task.addContainer('app', { image: IMAGE, portMappings: [{ containerPort: 80 }], healthCheck: HEALTH_CHECK, memoryLimitMiB: 1024 });
    const sidecar = task.addContainer('proxy', { image: IMAGE, portMappings: [{ containerPort: 443 }], memoryLimitMiB: 1024 });
    sidecar.addContainerDependencies({ container: app, condition: ecs.ContainerDependencyCondition.HEALTHY });
    expect(EcsLimits.findings(task, { defaultContainer: 'app' })).toEqual([]);
  });

  test('accepts ten containers and refuses an eleventh', () => {
    expect(EcsLimits.findings(withContainers(10))).toEqual([]);
    expect(EcsLimits.findings(withContainers(11))).toEqual([expect.stringMatching(/at most 10 containers; got 11/)]);
  });

  test('finds two containers on one port', () => {
    const task = fargate();
    task.addContainer('one', { image: IMAGE, portMappings: [{ containerPort: 104 }] });
    task.addContainer('two', { image: IMAGE, portMappings: [{ containerPort: 104 }] });
    expect(EcsLimits.findings(task)).toEqual([expect.stringMatching(/port 104\/tcp is used by "one" and by "two"/)]);
  });

  test('lets TCP and UDP share a port number', () => {
    const task = fargate();
    task.addContainer('one', { image: IMAGE, portMappings: [{ containerPort: 53 }, { containerPort: 53, protocol: ecs.Protocol.UDP }] });
    expect(EcsLimits.findings(task)).toEqual([]);
  });

  test('finds a wait for the health of a container without a health check', () => {
    const task = fargate();
    const app = task.addContainer('app', { image: IMAGE });
    task.addContainer('proxy', { image: IMAGE }).addContainerDependencies({ container: app, condition: ecs.ContainerDependencyCondition.HEALTHY });
    expect(EcsLimits.findings(task)).toEqual([expect.stringMatching(/"proxy" waits for "app" to be HEALTHY/)]);
  });

  test('finds a side-car that became the default container', () => {
    const task = fargate();
    task.addContainer('proxy', { image: IMAGE });
    task.addContainer('app', { image: IMAGE });
    expect(EcsLimits.findings(task, { defaultContainer: 'app' })).toEqual([expect.stringMatching(/"app" must stay the default container; got "proxy"/)]);
  });

  test('finds bridge networking, the default on EC2', () => {
    const task = new ecs.Ec2TaskDefinition(new Stack(new App(), 'Stack'), 'Task');
    task.addContainer('app', { image: IMAGE, memoryLimitMiB: 512 });
    expect(EcsLimits.findings(task)).toEqual([expect.stringMatching(/network mode must be "awsvpc".*got "bridge"/)]);
  });

  test.each([[256, 512], [256, 2048], [512, 4096], [2048, 5120], [4096, 30720], [8192, 20480], [16384, 122880]])(
    'accepts %d CPU units with %d MiB', (cpu, memoryLimitMiB) => {
      expect(EcsLimits.findings(fargate({ cpu, memoryLimitMiB }))).toEqual([]);
    });

  test.each([[256, 4096], [512, 512], [2048, 17408], [4096, 4096], [8192, 17408], [1000, 2048]])(
    'refuses %d CPU units with %d MiB', (cpu, memoryLimitMiB) => {
      expect(EcsLimits.findings(fargate({ cpu, memoryLimitMiB }))).toEqual([expect.stringMatching(/^Fargate (does not offer|has no tasks)/)]);
    });

  test('finds memory shares that exceed the memory of the task', () => {
    const task = fargate();
    task.addContainer('app', { image: IMAGE, memoryLimitMiB: 1536 });
    task.addContainer('proxy', { image: IMAGE, memoryLimitMiB: 1024 });
    expect(EcsLimits.findings(task)).toEqual([expect.stringMatching(/ask for 2560 MiB together, but the task has 2048 MiB/)]);
  });

  test('finds a definition of 64 KiB', () => {
    const task = fargate();
    task.addContainer('app', { image: IMAGE, environment: { BIG: 'x'.repeat(EcsLimits.MAX_DEFINITION_BYTES) } });
    expect(EcsLimits.findings(task)).toEqual([expect.stringMatching(/must stay below 65536 bytes/)]);
  });

  test('fails the synthesis with what it found', () => {
    const task = withContainers(11);
    EcsLimits.check(task);
    expect(() => (task.node.root as App).synth()).toThrow(/at most 10 containers; got 11/);
  });
});
