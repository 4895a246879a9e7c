import { readFileSync } from 'fs';
import { join } from 'path';
import { ContainerScript, EcsLimits } from '@cdk-imaging/imaging-core';
import { acknowledge, privateSubnets, requireReachableImage, ValidationError } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type * as servicediscovery from 'aws-cdk-lib/aws-servicediscovery';
import { Duration, Names, Tokenization, type RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { IOmeroDatabase } from './omero-database';
import { OmeroImages } from './omero-images';
import { OmeroRepository, type IOmeroRepository } from './omero-repository';
import { jvmMemoryProblem, systemMemoryMiB, translateConfig, type TranslatedConfig } from './private/config';
import { generatedPassword } from './private/generated-password';
import { containerLogs, logDriver } from './private/log-group';
import { allowNfs, mountRepository } from './private/repository-volume';
import { SERVER_OWNED_PROPERTIES } from './private/owned-properties';
import { acknowledgeTaskPolicies } from './private/task-role-findings';
import { secretForTask } from './private/secret-for-task';
import { taskSecurityGroup } from './private/task-security-group';
import { claimWriter, requireOneWriter } from './private/single-writer';
import { ServerCapacity, type ServerCapacityConfig } from './server-capacity';

/** An OMERO.server that clients can connect to. */
export interface IOmeroServer extends ec2.IConnectable {
  /** Fully qualified name of the server in the VPC. */
  readonly host: string;
  /** Port for clients: OMERO's own protocol over TLS. */
  readonly port: number;
}

/** Properties of {@link OmeroServer}. */
export interface OmeroServerProps {
  /** Cluster to run in. EC2 capacity needs an `ecs.Cluster` of the same app. */
  readonly cluster: ecs.ICluster;

  /** Private DNS namespace of the VPC in which the server gets its name. */
  readonly namespace: servicediscovery.IPrivateDnsNamespace;

  /** Database of OMERO. */
  readonly database: IOmeroDatabase;

  /** Binary repository of OMERO. */
  readonly repository: IOmeroRepository;

  /**
   * What the server runs on.
   *
   * @default ServerCapacity.fargate()
   */
  readonly capacity?: ServerCapacity;

  /**
   * Image of the server: the stock image, or one built on it. x86-64.
   *
   * @default OmeroImages.SERVER
   */
  readonly image?: ecs.ContainerImage;

  /**
   * OMERO's own configuration properties, by their own names, such as `omero.db.poolsize`.
   *
   * Properties that this construct sets are refused with the name of the prop to use; secret ones belong into `secretConfig`.
   *
   * @default - OMERO's defaults, and a pool of 25 database connections
   */
  readonly config?: Record<string, string>;

  /**
   * OMERO's secret configuration properties, such as `omero.ldap.password`.
   *
   * @default - none
   */
  readonly secretConfig?: Record<string, ecs.Secret>;

  /**
   * Password of OMERO's user `root`, used when the database is first filled. Letters and digits only.
   *
   * @default - that of the database; otherwise generated, 32 letters and digits
   */
  readonly rootPassword?: secretsmanager.ISecret;

  /**
   * Where what the server prints goes.
   *
   * @default - a new log group, kept for three months
   */
  readonly logGroup?: logs.ILogGroup;

  /**
   * Key that encrypts the generated password and the new log group.
   *
   * @default - the keys that AWS manages
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * What happens to the generated password and the new log group when they leave the stack.
   * DESTROY needs the context `@cdk-imaging/destroyData` as well.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * OMERO's read-write server: one task, never two.
 *
 * OMERO locks its repository for one writer. So a deployment stops the old task before it starts the new one, the service
 * cannot be scaled, and its name is fixed, so that a change that would replace it fails instead of running two.
 * While a new task starts, OMERO is not available for a few minutes.
 */
export class OmeroServer extends Construct implements IOmeroServer {
  /** Port for clients: OMERO's own protocol over TLS (Glacier2). */
  public static readonly PORT = 4064;

  public readonly host: string;
  public readonly port = OmeroServer.PORT;
  public readonly connections: ec2.Connections;
  /** The service, for its names and metrics. It has no methods that could start a second writer. */
  public readonly service: ecs.IBaseService;
  /** Task definition, for side-cars. The server stays its default container. */
  public readonly taskDefinition: ecs.TaskDefinition;
  /** Secret whose value is the password of OMERO's user `root`. */
  public readonly rootPassword: secretsmanager.ISecret;
  /** Where what the server prints goes. */
  public readonly logGroup: logs.ILogGroup;

  /**
   * @throws an error for a second server on the same repository or database, for memory that the JVMs do not fit into,
   * for sizes that the capacity does not have, for an image that the subnets cannot reach, and for wrong configuration
   */
  constructor(scope: Construct, id: string, props: OmeroServerProps) {
    super(scope, id);
    claimWriter(this, 'the repository', props.repository.accessPoint.accessPointId);
    claimWriter(this, 'the database', `${props.database.host}/${props.database.databaseName}`);
    const vpcSubnets = privateSubnets(this, props.cluster.vpc);
    const capacity = (props.capacity ?? ServerCapacity.fargate()).bind(this, { cluster: props.cluster, vpcSubnets });
    this.rootPassword = props.rootPassword ?? props.database.rootPassword
      ?? generatedPassword(this, 'RootPassword', { ...props, description: 'Password of OMERO\'s user root', length: 32 });
    this.logGroup = props.logGroup ?? containerLogs(this, props);
    this.taskDefinition = capacity.taskDefinition;
    const container = this.addServer(props, capacity);
    requireReachableImage(container, props.cluster.vpc, props.cluster.vpc.selectSubnets(vpcSubnets));
    EcsLimits.check(this.taskDefinition, { defaultContainer: CONTAINER });
    const service = this.createService(props, capacity, vpcSubnets);
    requireOneWriter(service);
    acknowledgeTaskPolicies(this.taskDefinition);
    this.service = service;
    this.host = `${HOST}.${props.namespace.namespaceName}`;
    this.connections = new ec2.Connections({ securityGroups: service.connections.securityGroups, defaultPort: ec2.Port.tcp(this.port) });
    this.connectStores(props, capacity);
  }

  /** Command that opens a shell in the running server as the user `omero-server`. Needs the Session Manager plugin of the AWS CLI. */
  public get shellCommand(): string {
    const { clusterName } = this.service.cluster;
    const task = `$(aws ecs list-tasks --cluster ${clusterName} --service-name ${this.service.serviceName} --query 'taskArns[0]' --output text)`;
    return `aws ecs execute-command --cluster ${clusterName} --task ${task} --container ${CONTAINER} --interactive --command "runuser -u omero-server -- bash"`;
  }

  private addServer(props: OmeroServerProps, capacity: ServerCapacityConfig): ecs.ContainerDefinition {
    const { environment, secrets } = this.configuration(props, capacity);
    const stopSeconds = capacity.maxStopTimeoutSeconds;
    const container = this.taskDefinition.addContainer(CONTAINER, {
      image: props.image ?? OmeroImages.SERVER.toContainerImage(),
      memoryLimitMiB: capacity.memoryMiB,
      entryPoint: new ContainerScript({ name: 'cdk-imaging-omero-server', source: SCRIPT }).entryPoint,
      environment: { ...environment, OMERO_STOP_TIMEOUT_SECONDS: String(stopSeconds - STOP_MARGIN_SECONDS) },
      secrets,
      stopTimeout: Duration.seconds(stopSeconds),
      portMappings: [{ containerPort: this.port }],
      linuxParameters: new ecs.LinuxParameters(this, 'LinuxParameters', { initProcessEnabled: true }),
      logging: logDriver(this.logGroup, 'omero'),
      // Pings the grid and opens a session, so HEALTHY means that people can sign in. First start fills the database.
      healthCheck: {
        command: ['CMD-SHELL', '/opt/omero/server/OMERO.server/bin/omero admin status || exit 1'],
        interval: Duration.seconds(60), timeout: Duration.seconds(30), retries: 5, startPeriod: Duration.seconds(300),
      },
    });
    // OMERO's system requirements ask for at least 10,000 open files.
    container.addUlimits({ name: ecs.UlimitName.NOFILE, softLimit: 16384, hardLimit: 65536 });
    mountRepository(container, props.repository, OmeroRepository.MOUNT_PATH);
    acknowledge(
      this.taskDefinition, ['AwsSolutions-ECS2'],
      'The plain environment variables are settings of OMERO that are not secret; secret ones are refused there and come from Secrets Manager.',
    );
    return container;
  }

  private configuration(props: OmeroServerProps, capacity: ServerCapacityConfig): TranslatedConfig {
    const config = { ...DEFAULT_CONFIG, ...props.config };
    const memoryMiB = systemMemoryMiB(capacity.memoryMiB, 0);
    const problem = jvmMemoryProblem(memoryMiB, config);
    if (problem) throw new ValidationError(problem, this);
    const { database } = props;
    const port = Tokenization.stringifyNumber(database.port);
    const translated = translateConfig(this, { component: 'server', config, secretConfig: props.secretConfig, owned: SERVER_OWNED_PROPERTIES });
    return {
      environment: {
        ...translated.environment,
        CONFIG_omero_db_host: database.host,
        CONFIG_omero_db_port: port,
        CONFIG_omero_db_name: database.databaseName,
        // OMERO's start-up tools pass psql neither port nor TLS mode; libpq reads both from here.
        PGPORT: port,
        PGSSLMODE: 'require',
        CONFIG_omero_db_properties: 'sslmode=require',
        // The JVMs would size themselves by the memory of the host.
        CONFIG_omero_jvmcfg_system__memory: Tokenization.stringifyNumber(memoryMiB),
      },
      secrets: {
        ...translated.secrets,
        CONFIG_omero_db_user: secretForTask(this, database.secret, 'username'),
        CONFIG_omero_db_pass: secretForTask(this, database.secret, 'password'),
        ROOTPASS: secretForTask(this, this.rootPassword),
      },
    };
  }

  private createService(props: OmeroServerProps, capacity: ServerCapacityConfig, vpcSubnets: ec2.SubnetSelection): ecs.BaseService {
    const serviceProps = {
      cluster: props.cluster,
      taskDefinition: this.taskDefinition,
      serviceName: Names.uniqueResourceName(this, { maxLength: 255, separator: '-' }),
      desiredCount: 1,
      minHealthyPercent: 0,
      maxHealthyPercent: 100,
      availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.DISABLED,
      circuitBreaker: { rollback: true },
      enableExecuteCommand: true,
      vpcSubnets,
      securityGroups: [taskSecurityGroup(this, 'SecurityGroup', props.cluster.vpc, 'OMERO read-write server')],
      cloudMapOptions: { name: HOST, cloudMapNamespace: props.namespace, dnsTtl: Duration.seconds(10) },
      capacityProviderStrategies: capacity.capacityProviderStrategies,
    };
    const service = this.taskDefinition.isFargateCompatible
      ? new ecs.FargateService(this, 'Service', { ...serviceProps, platformVersion: ecs.FargatePlatformVersion.VERSION1_4 })
      : new ecs.Ec2Service(this, 'Service', serviceProps);
    if (capacity.dependency) service.node.addDependency(capacity.dependency);
    return service;
  }

  private connectStores(props: OmeroServerProps, capacity: ServerCapacityConfig): void {
    this.connections.allowTo(props.database, ec2.Port.tcp(props.database.port), 'PostgreSQL');
    allowNfs(capacity.nfsClient ?? this, props.repository);
    // A task that starts before its mount targets and its permissions are there fails, and three failures end a deployment.
    const { accessPoint, fileSystem } = props.repository;
    this.service.node.addDependency(accessPoint, fileSystem.mountTargetsAvailable, this.taskDefinition.obtainExecutionRole());
  }
}

const CONTAINER = 'server';
/** Name of the server in its namespace. */
const HOST = 'server';
const SCRIPT = readFileSync(join(__dirname, '..', 'scripts', 'server.sh'), 'utf8');
/** Left of the stop timeout for the wrapper to report and to end what hangs. */
const STOP_MARGIN_SECONDS = 10;
/** The Image Data Resource runs with 25 connections; OMERO's default of 10 is not meant for production. */
const DEFAULT_CONFIG = { 'omero.db.poolsize': '25' };
