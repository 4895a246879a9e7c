import * as appscaling from 'aws-cdk-lib/aws-applicationautoscaling';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import { Template } from 'aws-cdk-lib/assertions';
import { App, CfnParameter, Duration, NestedStack, Stack, Stage } from 'aws-cdk-lib/core';
import { OmeroDatabase, OmeroRepository, OmeroServer, ServerCapacity } from '../../src';
import { importedVpc, newServer, newStack } from '../fixtures';

const serviceOf = (server: OmeroServer): ecs.FargateService => server.node.findChild('Service') as ecs.FargateService;
const cfnServiceOf = (server: OmeroServer): ecs.CfnService => serviceOf(server).node.defaultChild as ecs.CfnService;
const synth = (stack: Stack): Template => Template.fromStack(stack);

test.each([
  ['Fargate', ServerCapacity.fargate()],
  ['EC2', ServerCapacity.ec2()],
])('a deployment on %s stops the old task before it starts the new one, and nothing else starts one', (_, capacity) => {
  const stack = newStack();
  newServer(stack, { capacity });
  const template = synth(stack);
  template.hasResourceProperties('AWS::ECS::Service', {
    DesiredCount: 1,
    DeploymentConfiguration: { MaximumPercent: 100, MinimumHealthyPercent: 0 },
    AvailabilityZoneRebalancing: 'DISABLED',
    ServiceName: 'Stack-Server-0C1E77D5',
  });
  template.resourceCountIs('AWS::ApplicationAutoScaling::ScalableTarget', 0);
});

test('the service may be scaled to no task', () => {
  const stack = newStack();
  cfnServiceOf(newServer(stack)).addPropertyOverride('DesiredCount', 0);
  synth(stack).hasResourceProperties('AWS::ECS::Service', { DesiredCount: 0 });
});

test('side-cars may be added', () => {
  const stack = newStack();
  newServer(stack).taskDefinition.addContainer('sidecar', { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/x/y:1') });
  expect(() => synth(stack)).not.toThrow();
});

test('services that have nothing to do with the server are left alone', () => {
  const stack = newStack();
  const server = newServer(stack);
  const other = new ecs.FargateService(stack, 'Other', {
    cluster: server.service.cluster, taskDefinition: otherTask(stack), desiredCount: 3, minHealthyPercent: 100, maxHealthyPercent: 200,
  });
  other.autoScaleTaskCount({ maxCapacity: 5 });
  expect(() => synth(stack)).not.toThrow();
});

function otherTask(stack: Stack): ecs.FargateTaskDefinition {
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'OtherTask');
  taskDefinition.addContainer('other', { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/x/y:1') });
  return taskDefinition;
}

test.each([
  ['two tasks', 'DesiredCount', 2, 'DesiredCount of the OMERO read-write server must be 1 or 0, because two writers corrupt its repository; got 2'],
  ['200 % during a deployment', 'DeploymentConfiguration.MaximumPercent', 200, 'MaximumPercent of the OMERO read-write server must be 100'],
  ['100 % healthy during a deployment', 'DeploymentConfiguration.MinimumHealthyPercent', 100, 'MinimumHealthyPercent of the OMERO read-write server must be 0'],
  ['a blue/green deployment', 'DeploymentConfiguration.Strategy', 'BLUE_GREEN', 'Strategy of the OMERO read-write server must be ROLLING'],
  ['a deployment by CodeDeploy', 'DeploymentController.Type', 'CODE_DEPLOY', 'DeploymentController of the OMERO read-write server must be ECS'],
  ['a deployment from outside', 'DeploymentController.Type', 'EXTERNAL', 'DeploymentController of the OMERO read-write server must be ECS'],
  ['rebalancing between zones', 'AvailabilityZoneRebalancing', 'ENABLED', 'AvailabilityZoneRebalancing of the OMERO read-write server must be DISABLED'],
  ['a task on each instance', 'SchedulingStrategy', 'DAEMON', 'SchedulingStrategy of the OMERO read-write server must be REPLICA'],
])('fails for an escape hatch to %s', (_, property, value, message) => {
  const stack = newStack();
  cfnServiceOf(newServer(stack)).addPropertyOverride(property, value);
  expect(() => synth(stack)).toThrow(message);
});

test('fails for a number of tasks that is known at deployment only', () => {
  const stack = newStack();
  const count = new CfnParameter(stack, 'Count', { type: 'Number' });
  cfnServiceOf(newServer(stack)).desiredCount = count.valueAsNumber;
  expect(() => synth(stack)).toThrow('DesiredCount of the OMERO read-write server must be 1 or 0, because two writers corrupt its repository; got {"Ref":"Count"}');
});

test('fails where the service loses its name, and a replacement would run beside it', () => {
  const stack = newStack();
  cfnServiceOf(newServer(stack)).addPropertyDeletionOverride('ServiceName');
  expect(() => synth(stack)).toThrow('ServiceName of the OMERO read-write server must stay set');
});

test('fails for auto scaling of the service', () => {
  const stack = newStack();
  serviceOf(newServer(stack)).autoScaleTaskCount({ maxCapacity: 2 });
  expect(() => synth(stack)).toThrow('"Stack/Server/Service/TaskCount/Target/Resource" would scale the OMERO read-write server, and two writers corrupt its repository');
});

test.each([
  ['its attribute', (server: OmeroServer) => server.service.serviceName],
  ['its text', () => 'Stack-Server-0C1E77D5'],
])('fails for auto scaling from elsewhere, by the name of the service from %s', (_, nameOf) => {
  const stack = newStack();
  const server = newServer(stack);
  new appscaling.ScalableTarget(stack, 'Scaling', {
    serviceNamespace: appscaling.ServiceNamespace.ECS, scalableDimension: 'ecs:service:DesiredCount', minCapacity: 1, maxCapacity: 2,
    resourceId: `service/${server.service.cluster.clusterName}/${nameOf(server)}`,
  });
  expect(() => synth(stack)).toThrow('"Stack/Scaling/Resource" would scale the OMERO read-write server');
});

test.each([
  ['of the stack', (app: Stack) => app],
  ['of another stack', (stack: Stack) => new Stack(Stage.of(stack) as Stage, 'Second')],
  ['of a nested stack', (stack: Stack) => new NestedStack(stack, 'Nested')],
])('fails for a second service %s with the task of the server', (_, stackFor) => {
  const stack = newStack();
  const server = newServer(stack);
  new ecs.FargateService(stackFor(stack), 'Again', {
    cluster: server.service.cluster, taskDefinition: server.taskDefinition, desiredCount: 1, minHealthyPercent: 0, maxHealthyPercent: 100,
  });
  expect(() => synth(stack)).toThrow('Again/Service" would run a second time the OMERO read-write server');
});

test('fails for a schedule that starts the task of the server', () => {
  const stack = newStack();
  const server = newServer(stack);
  new events.Rule(stack, 'Nightly', {
    schedule: events.Schedule.rate(Duration.days(1)),
    targets: [new targets.EcsTask({ cluster: server.service.cluster, taskDefinition: server.taskDefinition })],
  });
  expect(() => synth(stack)).toThrow('"Stack/Nightly/Resource" would run a second time the OMERO read-write server');
});

describe('a second server', () => {
  test('fails on the same repository, with the name of the first', () => {
    const stack = newStack();
    const vpc = importedVpc(stack);
    const repository = new OmeroRepository(stack, 'Repository', { vpc });
    const first = newServer(stack, { repository, cluster: new ecs.Cluster(stack, 'Cluster', { vpc }) });
    const database = new OmeroDatabase(stack, 'SecondDatabase', { vpc });
    expect(() => new OmeroServer(stack, 'Second', { cluster: first.service.cluster, namespace: namespaceOf(stack), database, repository }))
      .toThrow('the repository already has a read-write server, "Stack/Server": two writers would corrupt it. Give this server a store of its own');
  });

  test('fails on the same database, also from another stack', () => {
    const stack = newStack();
    const vpc = importedVpc(stack);
    const database = new OmeroDatabase(stack, 'Database', { vpc });
    newServer(stack, { database, cluster: new ecs.Cluster(stack, 'Cluster', { vpc }) });
    const other = new Stack(stack.node.root as App, 'Other');
    expect(() => newServer(other, { database })).toThrow('the database already has a read-write server, "Stack/Server"');
  });

  test('is welcome with stores of its own', () => {
    const stack = newStack();
    newServer(stack);
    const other = new Stack(stack.node.root as App, 'Other');
    newServer(other);
    expect(() => synth(other)).not.toThrow();
  });

  test('is welcome in another app', () => {
    expect(() => [newServer(newStack()), newServer(newStack())]).not.toThrow();
  });
});

function namespaceOf(stack: Stack): ConstructorParameters<typeof OmeroServer>[2]['namespace'] {
  return stack.node.findChild('Namespace') as unknown as ConstructorParameters<typeof OmeroServer>[2]['namespace'];
}
