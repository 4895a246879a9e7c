import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { App, CfnParameter, Size, Stack, Token } from 'aws-cdk-lib/core';
import { ServerCapacity, type Ec2CapacityProps, type FargateCapacityProps } from '../src';
import { clusterIn, containerOf, environmentOf, importedVpc, newServer, newStack, propertiesOf } from './fixtures';

function onFargate(props?: FargateCapacityProps): Stack {
  const stack = newStack();
  newServer(stack, { capacity: ServerCapacity.fargate(props) });
  return stack;
}

function onEc2(props?: Ec2CapacityProps): Stack {
  const stack = newStack();
  newServer(stack, { capacity: ServerCapacity.ec2(props) });
  return stack;
}

const type = (name: string): { instanceType: ec2.InstanceType } => ({ instanceType: new ec2.InstanceType(name) });
const launchTemplateOf = (stack: Stack): Record<string, unknown> => propertiesOf(stack, 'AWS::EC2::LaunchTemplate').LaunchTemplateData as Record<string, unknown>;

describe('Fargate', () => {
  test('runs 2 vCPU and 8 GiB of x86-64 by default', () => {
    expect(propertiesOf(onFargate(), 'AWS::ECS::TaskDefinition')).toMatchObject({
      Cpu: '2048', Memory: '8192', NetworkMode: 'awsvpc', RequiresCompatibilities: ['FARGATE'], RuntimePlatform: { CpuArchitecture: 'X86_64', OperatingSystemFamily: 'LINUX' },
    });
    Template.fromStack(onFargate()).hasResourceProperties('AWS::ECS::Service', { LaunchType: 'FARGATE', PlatformVersion: '1.4.0' });
  });

  test('runs the sizes that it has, with a larger disk where asked', () => {
    const stack = onFargate({ cpu: 16, memory: Size.gibibytes(120), ephemeralStorage: Size.gibibytes(200) });
    expect(propertiesOf(stack, 'AWS::ECS::TaskDefinition')).toMatchObject({ Cpu: '16384', Memory: '122880', EphemeralStorage: { SizeInGiB: 200 } });
    expect(environmentOf(stack).CONFIG_omero_jvmcfg_system__memory).toBe('122880');
  });

  test('lets a memory through that is known at deployment only', () => {
    const stack = newStack();
    const memory = new CfnParameter(stack, 'Memory', { type: 'Number' });
    newServer(stack, { capacity: ServerCapacity.fargate({ memory: Size.mebibytes(memory.valueAsNumber) }) });
    expect(propertiesOf(stack, 'AWS::ECS::TaskDefinition').Memory).toEqual({ Ref: 'Memory' });
    expect(environmentOf(stack).CONFIG_omero_jvmcfg_system__memory).toEqual({ Ref: 'Memory' });
  });

  test.each([
    ['half a vCPU', { cpu: 0.5 }, 'cpu must be a number of vCPUs that Fargate has for a server, 1, 2, 4, 8, 16; got 0.5'],
    ['3 vCPUs', { cpu: 3 }, 'got 3'],
    ['vCPUs that are known at deployment only', { cpu: Token.asNumber({ Ref: 'Cpu' }) }, 'got a token: write the number'],
    ['less memory than OMERO needs', { cpu: 1, memory: Size.gibibytes(2) }, 'memory must be at least 4 GiB for OMERO.server'],
    ['a fraction of memory', { memory: Size.kibibytes(8 * 1024 * 1024 + 1) }, 'memory must be a whole number of MiB; got 8192.0009765625 MiB: round it'],
    ['a small disk', { ephemeralStorage: Size.gibibytes(20) }, 'ephemeralStorage must be 21 to 200 GiB, what Fargate offers; got 20 GiB: leave it out for 20 GiB'],
    ['a large disk', { ephemeralStorage: Size.gibibytes(201) }, 'ephemeralStorage must be 21 to 200 GiB, what Fargate offers; got 201 GiB'],
  ])('fails for %s', (_, props, message) => {
    expect(() => onFargate(props)).toThrow(message);
  });

  test('fails for a pair of CPU and memory that Fargate does not have, with the pairs that it has', () => {
    const stack = onFargate({ cpu: 4, memory: Size.gibibytes(31) });
    expect(() => Template.fromStack(stack)).toThrow('Fargate does not offer 31744 MiB with 4096 CPU units (4 vCPU); choose 8192 to 30720 MiB in steps of 1024 MiB');
  });
});

describe('EC2', () => {
  test('runs one x86-64 instance, and a second one only while the first is replaced', () => {
    const template = Template.fromStack(onEc2());
    template.hasResource('AWS::AutoScaling::AutoScalingGroup', {
      Properties: { MinSize: '1', MaxSize: '2', VPCZoneIdentifier: ['subnet-private-a', 'subnet-private-b'] },
      UpdatePolicy: { AutoScalingRollingUpdate: { MinInstancesInService: 1 } },
    });
    template.resourceCountIs('AWS::AutoScaling::LaunchConfiguration', 0);
    template.resourceCountIs('AWS::AutoScaling::LifecycleHook', 0);
  });

  test('starts Amazon Linux 2023 for ECS, as it is at the time of a deployment', () => {
    const stack = onEc2();
    const { Ref: parameter } = launchTemplateOf(stack).ImageId as { Ref: string };
    expect(Template.fromStack(stack).findParameters('*')[parameter]).toMatchObject({
      Type: 'AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>', Default: '/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id',
    });
  });

  test('is reached by nobody, without a key, and gives no credentials to containers', () => {
    const stack = onEc2();
    const data = launchTemplateOf(stack);
    expect(data.KeyName).toBeUndefined();
    expect(data.MetadataOptions).toEqual({ HttpTokens: 'required', HttpPutResponseHopLimit: 1 });
    expect(JSON.stringify(data.UserData)).toContain('echo ECS_AWSVPC_BLOCK_IMDS=true >> /etc/ecs/ecs.config');
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroup', { GroupDescription: 'OMERO container instances', SecurityGroupIngress: Match.absent() });
  });

  test('joins the cluster when it starts', () => {
    expect(JSON.stringify(launchTemplateOf(onEc2()).UserData)).toContain('echo ECS_CLUSTER=",{"Ref":"ClusterEB0386A7"}');
  });

  test('is encrypted, with room for images', () => {
    expect(launchTemplateOf(onEc2()).BlockDeviceMappings).toEqual([
      { DeviceName: '/dev/xvda', Ebs: { DeleteOnTermination: true, Encrypted: true, VolumeSize: 50, VolumeType: 'gp3' } },
    ]);
    expect(launchTemplateOf(onEc2({ rootVolume: Size.gibibytes(500) })).BlockDeviceMappings).toMatchObject([{ Ebs: { VolumeSize: 500 } }]);
  });

  test('is drained before it is terminated, by ECS itself', () => {
    Template.fromStack(onEc2()).hasResourceProperties('AWS::ECS::CapacityProvider', {
      AutoScalingGroupProvider: { ManagedDraining: 'ENABLED', ManagedTerminationProtection: 'DISABLED', ManagedScaling: { Status: 'ENABLED' } },
    });
  });

  test('is a capacity provider of the cluster before the service asks for it', () => {
    const template = Template.fromStack(onEc2());
    const [[association]] = Object.entries(template.findResources('AWS::ECS::ClusterCapacityProviderAssociations'));
    template.hasResource('AWS::ECS::Service', {
      DependsOn: Match.arrayWith([association]),
      Properties: { LaunchType: Match.absent(), CapacityProviderStrategy: [{ CapacityProvider: { Ref: Match.stringLikeRegexp('^ServerCapacityProvider') }, Weight: 1 }] },
    });
  });

  test('gives the task an address of its own', () => {
    expect(propertiesOf(onEc2(), 'AWS::ECS::TaskDefinition')).toMatchObject({ NetworkMode: 'awsvpc', RequiresCompatibilities: ['EC2'] });
  });

  test('may only do what the agent of ECS does', () => {
    expect(propertiesOf(onEc2(), 'AWS::IAM::Role', /^ServerInstanceRole/).ManagedPolicyArns).toBeUndefined();
  });

  test.each([
    ['m5.xlarge', undefined, 14745], ['r6i.2xlarge', Size.gibibytes(50), 51200], ['x2iedn.xlarge', Size.gibibytes(100), 102400], ['t3.large', undefined, 7372],
  ])('%s gives the task its memory', (name, memory, mebibytes) => {
    const stack = onEc2({ ...type(name), memory });
    expect(containerOf(stack).Memory).toBe(mebibytes);
    expect(environmentOf(stack).CONFIG_omero_jvmcfg_system__memory).toBe(String(mebibytes));
  });

  test('lets values through that are known at deployment only', () => {
    const stack = newStack();
    const name = new CfnParameter(stack, 'Type');
    const memory = new CfnParameter(stack, 'Memory', { type: 'Number' });
    newServer(stack, { capacity: ServerCapacity.ec2({ ...type(name.valueAsString), memory: Size.mebibytes(memory.valueAsNumber) }) });
    expect(launchTemplateOf(stack).InstanceType).toEqual({ Ref: 'Type' });
    expect(containerOf(stack).Memory).toEqual({ Ref: 'Memory' });
  });

  test.each([
    ['a Graviton type', type('m7g.xlarge'), 'instanceType must be x86-64, the only architecture of the OMERO server image; got "m7g.xlarge": choose a type such as m5.xlarge'],
    ['a1, an old Graviton type', type('a1.xlarge'), 'instanceType must be x86-64'],
    ['what is no type', type('large'), 'instanceType must be the name of an EC2 instance type such as m5.xlarge; got "large"'],
    ['an instance that is too small', type('t3.small'),
      'instanceType "t3.small" has 2048 MiB, 1843 MiB of them for tasks, and OMERO.server needs at least 4096; choose a larger one, such as m5.large'],
    ['a task that does not fit', { ...type('m5.large'), memory: Size.gibibytes(8) },
      'a task of 8192 MiB does not fit on "m5.large", which has 8192 MiB, 7372 MiB of them for tasks; choose a larger instanceType or less memory'],
    ['a family whose memory is not known', type('x2iedn.xlarge'), 'the memory of instanceType "x2iedn.xlarge" is not known here: check the name, or say with the prop "memory" how much of it the task gets'],
    ['a type that is chosen at deployment, without memory', type(Token.asString({ Ref: 'Type' })), 'is not known here: check the name, or say with the prop "memory"'],
    ['a small root volume', { rootVolume: Size.gibibytes(29) }, 'rootVolume must be 30 to 16384 GiB, since the image of the instances has 30 GiB; got 29 GiB'],
    ['a fraction of a root volume', { rootVolume: Size.mebibytes(50000) }, 'rootVolume must be a whole number of GiB; got 48.828125 GiB: round it'],
  ])('fails for %s', (_, props, message) => {
    expect(() => onEc2(props)).toThrow(message);
  });

  test('fails in a cluster that exists', () => {
    const stack = newStack();
    const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Shared', { clusterName: 'shared', vpc: importedVpc(stack) });
    expect(() => newServer(stack, { cluster, capacity: ServerCapacity.ec2() }))
      .toThrow('an imported cluster cannot be given EC2 capacity; pass an ecs.Cluster of this app, leave "cluster" out, or use ServerCapacity.fargate()');
  });

  test('fails in a cluster of another stack, where the two would wait for each other', () => {
    const stack = newStack();
    const other = new Stack(stack.node.root as App, 'Other');
    expect(() => newServer(stack, { ...clusterIn(other, importedVpc(other)), capacity: ServerCapacity.ec2() }))
      .toThrow('EC2 capacity belongs into the stack of its cluster, "Other", which lists its capacity providers; create the server there');
  });
});
