import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, Stack } from 'aws-cdk-lib/core';
import { AwsSolutionsChecks } from 'cdk-nag';
import { Construct } from 'constructs';
import { acknowledge, privateSubnets, requireReachableImage, ValidationError } from '../../src/helpers-internal';

const NAT = [{ name: 'public', subnetType: ec2.SubnetType.PUBLIC }, { name: 'private', subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }];
const ISOLATED = [{ name: 'isolated', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }];

function setup(subnetConfiguration: ec2.SubnetConfiguration[]): { stack: Stack; vpc: ec2.Vpc; task: ecs.FargateTaskDefinition } {
  const stack = new Stack(new App(), 'Stack');
  return { stack, vpc: new ec2.Vpc(stack, 'Vpc', { subnetConfiguration }), task: new ecs.FargateTaskDefinition(stack, 'Task') };
}

describe('requireReachableImage', () => {
  test('accepts a public image where there is a NAT gateway', () => {
    const { vpc, task } = setup(NAT);
    const container = task.addContainer('app', { image: ecs.ContainerImage.fromRegistry('example/app:1') });
    expect(() => requireReachableImage(container, vpc, vpc.selectSubnets(privateSubnets(task, vpc)))).not.toThrow();
  });

  test('fails for a public image where there is none', () => {
    const { vpc, task } = setup(ISOLATED);
    const container = task.addContainer('app', { image: ecs.ContainerImage.fromRegistry('example/app:1') });
    expect(() => requireReachableImage(container, vpc, vpc.selectSubnets(privateSubnets(task, vpc))))
      .toThrow(/image "example\/app:1" cannot be pulled from subnets without a route to the internet/);
  });

  test('fails for ECR Public, which has no VPC endpoint', () => {
    const { vpc, task } = setup(ISOLATED);
    const container = task.addContainer('app', { image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.27') });
    expect(() => requireReachableImage(container, vpc, vpc.selectSubnets(privateSubnets(task, vpc)))).toThrow(ValidationError);
  });

  test('accepts private ECR, by repository and by name', () => {
    const { stack, vpc, task } = setup(ISOLATED);
    const subnets = vpc.selectSubnets(privateSubnets(task, vpc));
    const byRepository = task.addContainer('a', { image: ecs.ContainerImage.fromEcrRepository(new ecr.Repository(stack, 'Repository'), '1') });
    const byName = task.addContainer('b', { image: ecs.ContainerImage.fromRegistry('123456789012.dkr.ecr.eu-central-1.amazonaws.com/app:1') });
    expect(() => requireReachableImage(byRepository, vpc, subnets)).not.toThrow();
    expect(() => requireReachableImage(byName, vpc, subnets)).not.toThrow();
  });
});

describe('privateSubnets', () => {
  test('fails for a VPC with public subnets only', () => {
    const { task, vpc } = setup([{ name: 'public', subnetType: ec2.SubnetType.PUBLIC }]);
    expect(() => privateSubnets(task, vpc)).toThrow(/the VPC has no private subnets \(2 public\)/);
  });
});

describe('acknowledge', () => {
  test('silences the finding on the resource, and only there', () => {
    const stack = new Stack(new App(), 'Stack');
    const known = new s3.Bucket(stack, 'Known');
    new s3.Bucket(stack, 'Other');
    acknowledge(known, ['AwsSolutions-S1', 'AwsSolutions-S10'], 'a test bucket');
    const { violations } = new AwsSolutionsChecks(stack).validateScope(stack);
    expect(violations.length).toBeGreaterThan(0);
    const paths = violations.flatMap((violation) => violation.violatingResources.map((resource) => String(resource.constructPath)));
    expect(paths.filter((path) => path.startsWith('Stack/Known'))).toEqual([]);
    expect(paths.filter((path) => path.startsWith('Stack/Other')).length).toBeGreaterThan(0);
  });

  test('fails on a composite', () => {
    const composite = new Construct(new Stack(new App(), 'Stack'), 'Composite');
    expect(() => acknowledge(composite, ['AwsSolutions-S1'], 'no')).toThrow(/findings are acknowledged on an L1 resource/);
  });
});
