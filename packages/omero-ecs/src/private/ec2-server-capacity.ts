import { acknowledge, ValidationError } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { instanceMemoryMiB } from './instance-memory';
import { taskSecurityGroup } from './task-security-group';
import { wholeGibibytes, wholeMebibytes } from './whole-size';
import type { Ec2CapacityProps, ServerCapacity, ServerCapacityBindOptions, ServerCapacityConfig } from '../server-capacity';

/** Share of an instance's memory that a task may have; the rest is for the kernel, the ECS agent and the EFS mount helper. */
const TASK_SHARE = 0.9;
/** The server refuses less, for its Java heaps. */
const MIN_TASK_MIB = 4096;
const ROOT_VOLUME_GIB = 50;
/** What the ECS-optimized AMI has (Amazon ECS Developer Guide, "Amazon ECS-optimized Linux AMIs"), and a volume that every Region offers. */
const ROOT_VOLUME_LIMITS_GIB = { least: 30, most: 16384 };
const MAX_STOP_TIMEOUT_SECONDS = 300;

export class Ec2ServerCapacity implements ServerCapacity {
  private readonly instanceType: ec2.InstanceType;

  constructor(private readonly props: Ec2CapacityProps) {
    this.instanceType = props.instanceType ?? ec2.InstanceType.of(ec2.InstanceClass.M5, ec2.InstanceSize.XLARGE);
  }

  public bind(scope: Construct, options: ServerCapacityBindOptions): ServerCapacityConfig {
    this.requireX86(scope);
    const memoryMiB = this.taskMemory(scope);
    const cluster = this.requireOwnCluster(scope, options.cluster);
    const securityGroup = taskSecurityGroup(scope, 'InstanceSecurityGroup', cluster.vpc, 'OMERO container instances');
    const provider = this.createCapacityProvider(scope, cluster, options.vpcSubnets, securityGroup);
    return {
      taskDefinition: new ecs.Ec2TaskDefinition(scope, 'TaskDefinition', { networkMode: ecs.NetworkMode.AWS_VPC }),
      memoryMiB,
      maxStopTimeoutSeconds: MAX_STOP_TIMEOUT_SECONDS,
      capacityProviderStrategies: [{ capacityProvider: provider.capacityProviderName, weight: 1 }],
      nfsClient: securityGroup,
      dependency: cluster,
    };
  }

  private requireX86(scope: Construct): void {
    if (Token.isUnresolved(this.instanceType.toString()) || this.architecture(scope) === ec2.InstanceArchitecture.X86_64) return;
    throw new ValidationError(
      `instanceType must be x86-64, the only architecture of the OMERO server image; got "${this.instanceType.toString()}": choose a type such as m5.xlarge`,
      scope,
    );
  }

  private architecture(scope: Construct): ec2.InstanceArchitecture {
    try {
      return this.instanceType.architecture;
    } catch {
      throw new ValidationError(`instanceType must be the name of an EC2 instance type such as m5.xlarge; got "${this.instanceType.toString()}"`, scope);
    }
  }

  private taskMemory(scope: Construct): number {
    const asked = this.props.memory && wholeMebibytes(scope, 'memory', this.props.memory);
    const instance = instanceMemoryMiB(this.instanceType);
    if (instance === undefined) {
      if (asked !== undefined) return asked;
      throw new ValidationError(`the memory of instanceType "${this.instanceType.toString()}" is not known here: check the name, or say with the prop "memory" how much of it the task gets`, scope);
    }
    const largest = Math.floor(instance * TASK_SHARE);
    if (asked !== undefined && !Token.isUnresolved(asked) && asked > largest) {
      throw new ValidationError(
        `a task of ${asked} MiB does not fit on "${this.instanceType.toString()}", which has ${instance} MiB, ${largest} MiB of them for tasks; `
        + 'choose a larger instanceType or less memory',
        scope,
      );
    }
    if (asked === undefined && largest < MIN_TASK_MIB) {
      throw new ValidationError(
        `instanceType "${this.instanceType.toString()}" has ${instance} MiB, ${largest} MiB of them for tasks, and OMERO.server needs at least ${MIN_TASK_MIB}; `
        + 'choose a larger one, such as m5.large',
        scope,
      );
    }
    return asked ?? largest;
  }

  private requireOwnCluster(scope: Construct, cluster: ecs.ICluster): ecs.Cluster {
    if (cluster instanceof ecs.Cluster) {
      if (Stack.of(cluster) === Stack.of(scope)) return cluster;
      throw new ValidationError(
        `EC2 capacity belongs into the stack of its cluster, "${Stack.of(cluster).node.path}", which lists its capacity providers; `
        + 'create the server there, leave "cluster" out, or use ServerCapacity.fargate()', scope,
      );
    }
    throw new ValidationError(
      'an imported cluster cannot be given EC2 capacity; pass an ecs.Cluster of this app, leave "cluster" out, or use ServerCapacity.fargate()', scope,
    );
  }

  private createCapacityProvider(
    scope: Construct, cluster: ecs.Cluster, vpcSubnets: ec2.SubnetSelection, securityGroup: ec2.ISecurityGroup,
  ): ecs.AsgCapacityProvider {
    const group = this.createAutoScalingGroup(scope, cluster.vpc, vpcSubnets, securityGroup);
    const provider = new ecs.AsgCapacityProvider(scope, 'CapacityProvider', {
      autoScalingGroup: group,
      machineImageType: ecs.MachineImageType.AMAZON_LINUX_2,
      // The group holds no data, and protected instances would keep it from being deleted with its stack.
      enableManagedTerminationProtection: false,
      enableManagedDraining: true,
    });
    cluster.addAsgCapacityProvider(provider);
    this.acknowledgeFindings(group);
    return provider;
  }

  private createAutoScalingGroup(
    scope: Construct, vpc: ec2.IVpc, vpcSubnets: ec2.SubnetSelection, securityGroup: ec2.ISecurityGroup,
  ): autoscaling.AutoScalingGroup {
    const userData = ec2.UserData.forLinux();
    // Keeps containers from the credentials of the instance.
    userData.addCommands('echo ECS_AWSVPC_BLOCK_IMDS=true >> /etc/ecs/ecs.config');
    const launchTemplate = new ec2.LaunchTemplate(scope, 'LaunchTemplate', {
      instanceType: this.instanceType,
      machineImage: ecs.EcsOptimizedImage.amazonLinux2023(ecs.AmiHardwareType.STANDARD),
      userData,
      role: new iam.Role(scope, 'InstanceRole', { assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com') }),
      securityGroup,
      requireImdsv2: true,
      httpPutResponseHopLimit: 1,
      detailedMonitoring: true,
      blockDevices: [{
        deviceName: '/dev/xvda',
        volume: ec2.BlockDeviceVolume.ebs(this.rootVolume(scope), {
          encrypted: true,
          volumeType: ec2.EbsDeviceVolumeType.GP3,
          deleteOnTermination: true,
        }),
      }],
    });
    return new autoscaling.AutoScalingGroup(scope, 'Instances', {
      vpc,
      vpcSubnets,
      launchTemplate,
      minCapacity: 1,
      // One more lets a new instance start before the old one is drained; the service still runs one task at a time.
      maxCapacity: 2,
      updatePolicy: autoscaling.UpdatePolicy.rollingUpdate({ minInstancesInService: 1 }),
    });
  }

  private rootVolume(scope: Construct): number {
    if (!this.props.rootVolume) return ROOT_VOLUME_GIB;
    const gibibytes = wholeGibibytes(scope, 'rootVolume', this.props.rootVolume);
    const { least, most } = ROOT_VOLUME_LIMITS_GIB;
    if (Token.isUnresolved(gibibytes) || (gibibytes >= least && gibibytes <= most)) return gibibytes;
    throw new ValidationError(`rootVolume must be ${least} to ${most} GiB, since the image of the instances has ${least} GiB; got ${gibibytes} GiB`, scope);
  }

  private acknowledgeFindings(group: autoscaling.AutoScalingGroup): void {
    acknowledge(
      group, ['AwsSolutions-AS3'],
      'The group runs one task of one service; ECS reports what happens to it as service events, and a topic of the operator\'s can be added to the group.',
    );
    acknowledge(
      group.role.node.findChild('DefaultPolicy'), [
        'AwsSolutions-IAM5[Action::ecs:Submit*]', 'AwsSolutions-IAM5[Resource::*]',
        'HIPAA.Security-IAMNoInlinePolicy', 'NIST.800.53.R5-IAMNoInlinePolicy',
      ],
      'The policy is what the ECS agent needs, as aws-cdk-lib writes it: the wildcards are the agent\'s own calls, limited to its cluster where ECS allows it. '
      + 'Containers cannot use it, because the agent keeps them from the credentials of the instance.',
    );
  }
}
