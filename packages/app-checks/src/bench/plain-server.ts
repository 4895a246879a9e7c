import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as rds from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as servicediscovery from 'aws-cdk-lib/aws-servicediscovery';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { PlainStorage } from './plain-storage';
import { plainTask, plainTaskSecurityGroup } from './plain-tasks';

/** What the plain OMERO.server is made with. */
export interface PlainServerProps extends PlainStorage {
  readonly cluster: ecs.Cluster;
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly encryptionKey?: kms.IKey;
}

/** OMERO.server as one would write it with aws-cdk-lib alone. */
export class PlainServer extends Construct {
  public readonly service: ecs.FargateService;
  public readonly rootPassword: secretsmanager.ISecret;

  constructor(parent: Construct, props: PlainServerProps) {
    super(parent, 'Server');
    const { vpc } = props.cluster;
    this.rootPassword = this.readable('ImportedRootPassword', props.rootPassword);
    const taskDefinition = this.task(props);
    this.service = new ecs.FargateService(this, 'Service', {
      cluster: props.cluster,
      taskDefinition,
      serviceName: 'omero-server',
      platformVersion: ecs.FargatePlatformVersion.VERSION1_4,
      desiredCount: 1,
      minHealthyPercent: 0,
      maxHealthyPercent: 100,
      availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.DISABLED,
      circuitBreaker: { rollback: true },
      enableExecuteCommand: true,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      securityGroups: [plainTaskSecurityGroup(this, vpc, 'OMERO server')],
      cloudMapOptions: {
        name: 'server',
        cloudMapNamespace: new servicediscovery.PrivateDnsNamespace(this, 'Namespace', { vpc, name: 'omero.internal', description: 'OMERO servers' }),
        dnsTtl: Duration.seconds(10),
      },
    });
    this.service.connections.allowTo(props.database, ec2.Port.tcp(5432), 'PostgreSQL');
    this.service.connections.allowTo(props.fileSystem, ec2.Port.tcp(2049), 'NFS to the binary repository');
    this.service.node.addDependency(props.accessPoint);
  }

  private task(props: PlainServerProps): ecs.FargateTaskDefinition {
    const { fileSystem, accessPoint } = props;
    const taskDefinition = plainTask(this, {
      name: 'server',
      cpu: props.cpu,
      memoryLimitMiB: props.memoryMiB,
      image: 'openmicroscopy/omero-server:5.6.18',
      port: 4064,
      stopTimeout: Duration.seconds(120),
      ...this.settings(props.database, props.memoryMiB),
      healthCheck: {
        command: ['CMD-SHELL', '/opt/omero/server/OMERO.server/bin/omero admin status || exit 1'],
        interval: Duration.seconds(60), timeout: Duration.seconds(30), retries: 5, startPeriod: Duration.seconds(300),
      },
      encryptionKey: props.encryptionKey,
    });
    taskDefinition.addVolume({
      name: 'repository',
      efsVolumeConfiguration: {
        fileSystemId: fileSystem.fileSystemId,
        transitEncryption: 'ENABLED',
        authorizationConfig: { accessPointId: accessPoint.accessPointId, iam: 'ENABLED' },
      },
    });
    taskDefinition.defaultContainer?.addUlimits({ name: ecs.UlimitName.NOFILE, softLimit: 16384, hardLimit: 65536 });
    taskDefinition.defaultContainer?.addMountPoints({ sourceVolume: 'repository', containerPath: '/OMERO', readOnly: false });
    fileSystem.grant(taskDefinition.taskRole, 'elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite');
    this.allowDecryption(taskDefinition, props.database);
    return taskDefinition;
  }

  private settings(database: rds.DatabaseInstance, memoryMiB: number): { environment: Record<string, string>; secrets: Record<string, ecs.Secret> } {
    if (!database.secret) throw new Error('the database must have a secret');
    const secret = this.readable('DatabaseSecret', database.secret);
    return {
      environment: {
        CONFIG_omero_db_poolsize: '25',
        CONFIG_omero_db_host: database.dbInstanceEndpointAddress,
        CONFIG_omero_db_port: '5432',
        CONFIG_omero_db_name: 'omero',
        PGPORT: '5432',
        PGSSLMODE: 'require',
        CONFIG_omero_db_properties: 'sslmode=require',
        CONFIG_omero_jvmcfg_system__memory: String(memoryMiB),
        OMERO_STOP_TIMEOUT_SECONDS: '110',
      },
      secrets: {
        CONFIG_omero_db_user: ecs.Secret.fromSecretsManager(secret, 'username'),
        CONFIG_omero_db_pass: ecs.Secret.fromSecretsManager(secret, 'password'),
        ROOTPASS: ecs.Secret.fromSecretsManager(this.rootPassword),
      },
    };
  }

  /** The secret of another stack is imported: a grant on it would make the two stacks wait for each other. */
  private readable(id: string, secret: secretsmanager.ISecret): secretsmanager.ISecret {
    return Stack.of(secret) === Stack.of(this) ? secret : secretsmanager.Secret.fromSecretCompleteArn(this, id, secret.secretArn);
  }

  private allowDecryption(taskDefinition: ecs.FargateTaskDefinition, { secret }: rds.DatabaseInstance): void {
    if (!secret?.encryptionKey) return;
    taskDefinition.addToExecutionRolePolicy(new iam.PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: [secret.encryptionKey.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${Stack.of(this).region}.amazonaws.com` } },
    }));
  }
}
