import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Size } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { Ec2ServerCapacity } from './private/ec2-server-capacity';
import { FargateServerCapacity } from './private/fargate-server-capacity';

/** Size of a Fargate task for the OMERO server. */
export interface FargateCapacityProps {
  /**
   * Number of vCPUs: 1, 2, 4, 8 or 16. OMERO gains more from a fast core than from many.
   *
   * @default 2
   */
  readonly cpu?: number;

  /**
   * Memory of the task; which sizes go with how many vCPUs is set by Fargate. At least 4 GiB.
   *
   * OMERO recommends 8 GiB and 4 cores for 25 to 50 users (OMERO documentation, "System requirements").
   *
   * @default Size.gibibytes(8)
   */
  readonly memory?: Size;

  /**
   * Local disk of the task, for temporary files: 21 to 200 GiB.
   *
   * @default - 20 GiB, included in the price of the task
   */
  readonly ephemeralStorage?: Size;
}

/** EC2 instances for the OMERO server. */
export interface Ec2CapacityProps {
  /**
   * Type of the instance. Must be x86-64, as the server image is.
   *
   * @default - m5.xlarge (4 vCPU, 16 GiB)
   */
  readonly instanceType?: ec2.InstanceType;

  /**
   * Memory of the task. At least 4 GiB, and at most 90 % of the memory of the instance: the rest is for the system and the ECS agent.
   *
   * @default - 90 % of the memory of the instance; must be given for old types and for those outside of the c, m, r and t families
   */
  readonly memory?: Size;

  /**
   * Root volume of the instance, for images and temporary files: 30 to 16,384 GiB.
   *
   * @default - 50 GiB
   */
  readonly rootVolume?: Size;
}

/** What a capacity is asked for. */
export interface ServerCapacityBindOptions {
  /** Cluster that the service will run in. */
  readonly cluster: ecs.ICluster;
  /** Subnets for tasks and instances. */
  readonly vpcSubnets: ec2.SubnetSelection;
}

/** What a server needs to know of its capacity. */
export interface ServerCapacityConfig {
  /** Task definition to add the server to: `awsvpc`, x86-64. */
  readonly taskDefinition: ecs.TaskDefinition;
  /** Memory of the whole task in MiB. */
  readonly memoryMiB: number;
  /** Longest that ECS waits between asking the task to stop and killing it, in seconds. */
  readonly maxStopTimeoutSeconds: number;
  /**
   * Capacity providers to run the service on.
   *
   * @default - Fargate
   */
  readonly capacityProviderStrategies?: ecs.CapacityProviderStrategy[];
  /**
   * What mounts the file systems of the task and so must reach them.
   *
   * @default - the task itself, as on Fargate; on EC2 it is the instance, also in `awsvpc` mode
   */
  readonly nfsClient?: ec2.IConnectable;
  /**
   * What must exist before the service does.
   *
   * @default - nothing
   */
  readonly dependency?: Construct;
}

/** What the OMERO server runs on. */
export abstract class ServerCapacity {
  /**
   * Runs the server on Fargate: nothing to patch, at most 16 vCPU and 120 GiB.
   *
   * @throws an error for a size that Fargate does not have, and for less than 4 GiB
   */
  public static fargate(props: FargateCapacityProps = {}): ServerCapacity {
    return new FargateServerCapacity(props);
  }

  /**
   * Runs the server on an EC2 instance in an Auto Scaling group of its own: any size, and up to five minutes to stop.
   *
   * Amazon Linux 2023, launch template, IMDSv2, no SSH key.
   *
   * @throws an error for a type that is too small or not x86-64, and for less than 4 GiB
   */
  public static ec2(props: Ec2CapacityProps = {}): ServerCapacity {
    return new Ec2ServerCapacity(props);
  }

  /** Creates the task definition and, on EC2, the instances. Called once by the server. */
  public abstract bind(scope: Construct, options: ServerCapacityBindOptions): ServerCapacityConfig;
}
