import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elasticache from 'aws-cdk-lib/aws-elasticache';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { plainSecret, plainTask, plainTaskSecurityGroup } from './plain-tasks';

/** What the plain OMERO.web is made with. */
export interface PlainWebProps {
  readonly cluster: ecs.Cluster;
  readonly server: ec2.IConnectable;
  readonly listener: elbv2.ApplicationListener;
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly desiredCount: number;
  readonly redis: boolean;
  readonly environment: Record<string, string>;
  readonly encryptionKey?: kms.IKey;
}

/** OMERO.web as one would write it with aws-cdk-lib alone. */
export class PlainWeb extends Construct {
  constructor(parent: Construct, props: PlainWebProps) {
    super(parent, 'Web');
    const securityGroup = plainTaskSecurityGroup(this, props.cluster.vpc, 'OMERO.web');
    const service = this.service(props, securityGroup);
    const targetGroup = new elbv2.ApplicationTargetGroup(this, 'TargetGroup', {
      vpc: props.cluster.vpc,
      protocol: elbv2.ApplicationProtocol.HTTP,
      port: 4080,
      targets: [service.loadBalancerTarget({ containerName: 'web', containerPort: 4080 })],
      healthCheck: { path: '/api/', healthyHttpCodes: '200', interval: Duration.seconds(15), timeout: Duration.seconds(5), healthyThresholdCount: 2 },
      deregistrationDelay: Duration.seconds(70),
      stickinessCookieDuration: props.redis ? undefined : Duration.days(1),
    });
    props.listener.addTargetGroups('OmeroWeb', { targetGroups: [targetGroup] });
    props.listener.connections.allowTo(securityGroup, ec2.Port.tcp(4080), 'OMERO.web');
    service.node.addDependency(props.listener);
    securityGroup.connections.allowTo(props.server, ec2.Port.tcp(4064), 'OMERO.server');
  }

  private service(props: PlainWebProps, securityGroup: ec2.SecurityGroup): ecs.FargateService {
    const redis = props.redis ? this.redis(props, securityGroup) : { environment: {}, secrets: {} };
    return new ecs.FargateService(this, 'Service', {
      cluster: props.cluster,
      taskDefinition: plainTask(this, {
        name: 'web',
        cpu: props.cpu,
        memoryLimitMiB: props.memoryMiB,
        image: 'openmicroscopy/omero-web-standalone:5.33.0-1',
        port: 4080,
        stopTimeout: Duration.seconds(75),
        environment: {
          CONFIG_omero_web_server__list: '[["server.omero.internal", 4064, "omero"]]',
          OMERO_STOP_TIMEOUT_SECONDS: '65', ...props.environment, ...redis.environment,
        },
        secrets: {
          CONFIG_omero_web_secret__key: ecs.Secret.fromSecretsManager(plainSecret(this, 'SecretKey', 50, props.encryptionKey)), ...redis.secrets,
        },
        encryptionKey: props.encryptionKey,
      }),
      platformVersion: ecs.FargatePlatformVersion.VERSION1_4,
      desiredCount: props.desiredCount,
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.ENABLED,
      circuitBreaker: { rollback: true },
      healthCheckGracePeriod: Duration.minutes(3),
      enableExecuteCommand: true,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      securityGroups: [securityGroup],
    });
  }

  private redis(props: PlainWebProps, client: ec2.SecurityGroup): { environment: Record<string, string>; secrets: Record<string, ecs.Secret> } {
    const { vpc } = props.cluster;
    const securityGroup = new ec2.SecurityGroup(this, 'RedisSecurityGroup', { vpc, description: 'OMERO.web sessions', allowAllOutbound: false });
    client.connections.allowTo(securityGroup, ec2.Port.tcp(6380), 'Redis over TLS');
    const authToken = plainSecret(this, 'AuthToken', 64, props.encryptionKey);
    const subnets = new elasticache.CfnSubnetGroup(this, 'Subnets', {
      description: 'OMERO.web sessions',
      subnetIds: vpc.selectSubnets({ subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }).subnetIds,
    });
    const group = new elasticache.CfnReplicationGroup(this, 'Redis', {
      replicationGroupDescription: 'OMERO.web sessions',
      engine: 'redis',
      engineVersion: '7.1',
      cacheNodeType: 'cache.t4g.micro',
      port: 6380,
      numNodeGroups: 1,
      replicasPerNodeGroup: 1,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      atRestEncryptionEnabled: true,
      kmsKeyId: props.encryptionKey?.keyArn,
      transitEncryptionEnabled: true,
      authToken: authToken.secretValue.unsafeUnwrap(),
      autoMinorVersionUpgrade: true,
      cacheSubnetGroupName: subnets.ref,
      securityGroupIds: [securityGroup.securityGroupId],
    });
    return {
      environment: { REDIS_URL_HOST: group.attrPrimaryEndPointAddress, REDIS_PORT: '6380' },
      secrets: { REDIS_AUTH_TOKEN: ecs.Secret.fromSecretsManager(authToken) },
    };
  }
}
