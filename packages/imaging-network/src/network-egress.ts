import { InterfaceVpcEndpointAwsService as Service } from 'aws-cdk-lib/aws-ec2';
import { ValidationError } from '@cdk-imaging/imaging-core/lib/helpers-internal';

/** Options for {@link NetworkEgress.nat}. */
export interface NatEgressOptions {
  /**
   * Number of NAT gateways, from 1 to the number of Availability Zones.
   *
   * One is the cheapest. When its zone fails, servers in the other zones lose the way out: no image is pulled from outside the VPC and no task
   * starts that needs one. One per zone keeps the zones apart; each costs about as much as the first.
   *
   * @default 1
   */
  readonly gateways?: number;
}

/** Options for {@link NetworkEgress.vpcEndpoints}. */
export interface VpcEndpointsEgressOptions {
  /**
   * AWS services that get an interface endpoint in each Availability Zone. Amazon S3 always has a gateway endpoint, which is free.
   *
   * @default NetworkEgress.ecsServices()
   */
  readonly services?: Service[];
}

/** Says how servers in private subnets reach what is outside the VPC. */
export class NetworkEgress {
  /**
   * Through NAT gateways, to everything. Amazon S3 is reached through a gateway endpoint, which saves the charge for its data.
   *
   * @throws an error where the number of gateways is none
   */
  public static nat(options: NatEgressOptions = {}): NetworkEgress {
    const gateways = options.gateways ?? 1;
    if (!Number.isInteger(gateways) || gateways < 1) {
      throw new ValidationError(`gateways must be a whole number, at least 1; got ${gateways}: NetworkEgress.vpcEndpoints() needs none`);
    }
    return new NetworkEgress(gateways, []);
  }

  /**
   * Through VPC endpoints, to the AWS services that are listed and to nothing else: the subnets have no route to the internet.
   *
   * Container images have to be in private Amazon ECR of the same Region.
   */
  public static vpcEndpoints(options: VpcEndpointsEgressOptions = {}): NetworkEgress {
    return new NetworkEgress(0, options.services ?? NetworkEgress.ecsServices());
  }

  /**
   * What Amazon ECS tasks on Fargate need: images (ECR), logs, secrets (Secrets Manager, Parameter Store, KMS), file systems (EFS),
   * and ECS Exec (ssmmessages).
   */
  public static fargateServices(): Service[] {
    return [
      Service.ECR, Service.ECR_DOCKER, Service.CLOUDWATCH_LOGS, Service.SECRETS_MANAGER, Service.SSM, Service.SSM_MESSAGES, Service.KMS,
      Service.ELASTIC_FILESYSTEM,
    ];
  }

  /**
   * What Amazon ECS tasks on Fargate and on EC2 need: those for Fargate, the agent of container instances (ecs, ecs-agent, ecs-telemetry),
   * and their management by Systems Manager (ec2messages).
   */
  public static ecsServices(): Service[] {
    return [...NetworkEgress.fargateServices(), Service.ECS, Service.ECS_AGENT, Service.ECS_TELEMETRY, Service.EC2_MESSAGES];
  }

  private constructor(
    /** Number of NAT gateways; 0 where there is no route to the internet. */
    public readonly natGateways: number,
    /** Services with an interface endpoint. */
    public readonly services: Service[],
  ) {}
}
