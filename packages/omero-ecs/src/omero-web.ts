import { readFileSync } from 'fs';
import { join } from 'path';
import { ContainerScript, EcsLimits } from '@cdk-imaging/imaging-core';
import { acknowledge, privateSubnets, requireReachableImage, ValidationError } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import type { Entrance, EntranceConfig } from '@cdk-imaging/imaging-network';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Duration, Token, Tokenization, type RemovalPolicy, type Size } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { OmeroImages } from './omero-images';
import type { IOmeroServer } from './omero-server';
import { translateConfig } from './private/config';
import { generatedPassword } from './private/generated-password';
import { containerLogs, logDriver } from './private/log-group';
import { WEB_OWNED_PROPERTIES } from './private/owned-properties';
import { acknowledgeTaskPolicies } from './private/task-role-findings';
import { secretForTask } from './private/secret-for-task';
import { taskSecurityGroup } from './private/task-security-group';
import { wholeMebibytes } from './private/whole-size';
import { WebSessions, type WebSessionsConfig } from './web-sessions';

/** How OMERO.web runs. */
export interface OmeroWebOptions {
  /**
   * Number of tasks. Two or more survive the loss of one without an interruption.
   *
   * @default 2
   */
  readonly desiredCount?: number;

  /**
   * Number of vCPUs of each task: 0.25, 0.5, 1, 2, 4, 8 or 16.
   *
   * @default 1
   */
  readonly cpu?: number;

  /**
   * Memory of each task. At least 1 GiB, for the five worker processes of OMERO.web.
   *
   * @default Size.gibibytes(2)
   */
  readonly memory?: Size;

  /**
   * Where sessions are kept.
   *
   * @default WebSessions.sticky()
   */
  readonly sessions?: WebSessions;

  /**
   * Image of OMERO.web: the stock image, or one built on it. x86-64, serving its own static files.
   *
   * @default OmeroImages.WEB
   */
  readonly image?: ecs.ContainerImage;

  /**
   * OMERO.web's own configuration properties, by their own names, such as `omero.web.page_size`.
   *
   * @default - the defaults of OMERO.web
   */
  readonly config?: Record<string, string>;

  /**
   * OMERO.web's secret configuration properties, such as `omero.web.email_host_password`.
   *
   * @default - none
   */
  readonly secretConfig?: Record<string, ecs.Secret>;
}

/** Properties of {@link OmeroWeb}. */
export interface OmeroWebProps extends OmeroWebOptions {
  /** Cluster to run in, on Fargate. */
  readonly cluster: ecs.ICluster;

  /** Server that users sign in to. */
  readonly server: IOmeroServer;

  /** How browsers come in. What it is (HTTP or HTTPS, its name) decides the cookie and CSRF settings. */
  readonly entrance: Entrance;

  /**
   * Key that encrypts the generated secrets, the sessions in Redis, and the log group.
   *
   * @default - the keys that AWS manages
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * What happens to the generated secrets and the log group when they leave the stack. DESTROY needs the context `@cdk-imaging/destroyData` as well.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** OMERO.web behind a load balancer. */
export class OmeroWeb extends Construct implements ec2.IConnectable {
  /** Port on which OMERO.web serves HTTP to the load balancer. */
  public static readonly PORT = 4080;

  /** Address for browsers. */
  public readonly url: string;
  public readonly connections: ec2.Connections;
  /** The service. */
  public readonly service: ecs.FargateService;
  /** Task definition, for side-cars. */
  public readonly taskDefinition: ecs.FargateTaskDefinition;
  /** What the load balancer sends requests to. */
  public readonly targetGroup: elbv2.ApplicationTargetGroup;

  /** @throws an error for sizes that Fargate does not have, for an image that the subnets cannot reach, and for wrong configuration */
  constructor(scope: Construct, id: string, props: OmeroWebProps) {
    super(scope, id);
    this.validate(props);
    const { vpc } = props.cluster;
    const vpcSubnets = privateSubnets(this, vpc);
    const entrance = props.entrance.bind(this, { vpc });
    const securityGroup = taskSecurityGroup(this, 'SecurityGroup', vpc, 'OMERO.web');
    this.connections = new ec2.Connections({ securityGroups: [securityGroup], defaultPort: ec2.Port.tcp(OmeroWeb.PORT) });
    const sessions = (props.sessions ?? WebSessions.sticky()).bind(this, {
      vpc, client: this, encryptionKey: props.encryptionKey, removalPolicy: props.removalPolicy,
    });
    this.taskDefinition = this.createTaskDefinition(props);
    const container = this.addWeb(props, entrance, sessions);
    requireReachableImage(container, vpc, vpc.selectSubnets(vpcSubnets));
    EcsLimits.check(this.taskDefinition, { defaultContainer: CONTAINER });
    this.service = this.createService(props, securityGroup, vpcSubnets);
    acknowledgeTaskPolicies(this.taskDefinition);
    this.targetGroup = this.createTargetGroup(vpc, sessions);
    this.connectEntrance(entrance);
    this.connections.allowTo(props.server, ec2.Port.tcp(props.server.port), 'OMERO.server');
    this.url = entrance.url;
  }

  private validate(props: OmeroWebProps): void {
    const count = props.desiredCount ?? DESIRED_COUNT;
    if (!Token.isUnresolved(count) && (!Number.isInteger(count) || count < 1)) {
      throw new ValidationError(`desiredCount must be a whole number from 1; got ${count}`, this);
    }
    if (Token.isUnresolved(props.cpu)) throw new ValidationError('cpu must be a number of vCPUs that is known at synthesis; got a token: write the number', this);
    const memory = props.memory && wholeMebibytes(this, 'memory', props.memory);
    if (memory !== undefined && !Token.isUnresolved(memory) && memory < 1024) {
      throw new ValidationError(`memory must be at least 1 GiB for OMERO.web, which runs five worker processes; got ${memory} MiB`, this);
    }
  }

  private createTaskDefinition(props: OmeroWebProps): ecs.FargateTaskDefinition {
    const taskDefinition = new ecs.FargateTaskDefinition(this, 'TaskDefinition', {
      cpu: (props.cpu ?? 1) * 1024,
      memoryLimitMiB: props.memory?.toMebibytes() ?? 2048,
      runtimePlatform: { cpuArchitecture: ecs.CpuArchitecture.X86_64, operatingSystemFamily: ecs.OperatingSystemFamily.LINUX },
    });
    acknowledge(
      taskDefinition, ['AwsSolutions-ECS2'],
      'The plain environment variables are settings of OMERO.web that are not secret; secret ones are refused there and come from Secrets Manager.',
    );
    return taskDefinition;
  }

  private addWeb(props: OmeroWebProps, entrance: EntranceConfig, sessions: WebSessionsConfig): ecs.ContainerDefinition {
    const { environment, secrets } = translateConfig(this, {
      component: 'web', config: props.config, secretConfig: props.secretConfig, owned: WEB_OWNED_PROPERTIES,
    });
    const secretKey = generatedPassword(this, 'SecretKey', { ...props, description: 'Key that signs the cookies of OMERO.web', length: 50 });
    const own = translateConfig(this, {
      component: 'web', owned: {}, config: { ...serverList(props.server), ...behindEntrance(entrance) },
      secretConfig: { 'omero.web.secret_key': secretForTask(this, secretKey) },
    });
    return this.taskDefinition.addContainer(CONTAINER, {
      image: props.image ?? OmeroImages.WEB.toContainerImage(),
      entryPoint: new ContainerScript({ name: 'cdk-imaging-omero-web', source: SCRIPT }).entryPoint,
      environment: {
        ...environment,
        ...own.environment,
        ...sessions.environment,
        OMERO_STOP_TIMEOUT_SECONDS: String(STOP_TIMEOUT.toSeconds() - STOP_MARGIN_SECONDS),
      },
      secrets: { ...secrets, ...own.secrets, ...sessions.secrets },
      stopTimeout: STOP_TIMEOUT,
      portMappings: [{ containerPort: OmeroWeb.PORT }],
      linuxParameters: new ecs.LinuxParameters(this, 'LinuxParameters', { initProcessEnabled: true }),
      logging: logDriver(containerLogs(this, props), 'omero-web'),
    });
  }

  private createService(props: OmeroWebProps, securityGroup: ec2.SecurityGroup, vpcSubnets: ec2.SubnetSelection): ecs.FargateService {
    return new ecs.FargateService(this, 'Service', {
      cluster: props.cluster,
      taskDefinition: this.taskDefinition,
      platformVersion: ecs.FargatePlatformVersion.VERSION1_4,
      desiredCount: props.desiredCount ?? DESIRED_COUNT,
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.ENABLED,
      circuitBreaker: { rollback: true },
      // OMERO.web collects its static files before it answers.
      healthCheckGracePeriod: Duration.minutes(3),
      enableExecuteCommand: true,
      vpcSubnets,
      securityGroups: [securityGroup],
    });
  }

  private createTargetGroup(vpc: ec2.IVpc, sessions: WebSessionsConfig): elbv2.ApplicationTargetGroup {
    return new elbv2.ApplicationTargetGroup(this, 'TargetGroup', {
      vpc,
      protocol: elbv2.ApplicationProtocol.HTTP,
      port: OmeroWeb.PORT,
      targets: [this.service.loadBalancerTarget({ containerName: CONTAINER, containerPort: OmeroWeb.PORT })],
      // Answers without a session and without the server, so it tells about this task alone.
      healthCheck: { path: '/api/', healthyHttpCodes: '200', interval: Duration.seconds(15), timeout: Duration.seconds(5), healthyThresholdCount: 2 },
      deregistrationDelay: DEREGISTRATION_DELAY,
      stickinessCookieDuration: sessions.sticky ? Duration.days(1) : undefined,
    });
  }

  private connectEntrance(entrance: EntranceConfig): void {
    const { listener, conditions, priority } = entrance;
    const targetGroups = [this.targetGroup];
    if (conditions && priority !== undefined) {
      // Made here and not by the listener, which may be of another stack and serve another OMERO.
      const rule = new elbv2.ApplicationListenerRule(this, 'ListenerRule', { listener, conditions, priority, targetGroups });
      this.service.node.addDependency(rule);
    } else {
      listener.addTargetGroups('OmeroWeb', { targetGroups });
      this.service.node.addDependency(listener);
    }
    this.connections.allowFrom(entrance.connections, ec2.Port.tcp(OmeroWeb.PORT), 'Load balancer');
    // A task that starts before its permissions are there fails, and a few failures end a deployment.
    this.service.node.addDependency(this.taskDefinition.obtainExecutionRole());
  }
}

function serverList(server: IOmeroServer): Record<string, string> {
  return { 'omero.web.server_list': `[["${server.host}", ${Tokenization.stringifyNumber(server.port)}, "omero"]]` };
}

/** Behind TLS that ends at the load balancer, Django must be told the origin and that the browser's connection is secure. */
function behindEntrance(entrance: EntranceConfig): Record<string, string> {
  if (!entrance.encrypted) return {};
  return {
    'omero.web.csrf_trusted_origins': JSON.stringify([entrance.url]),
    'omero.web.secure_proxy_ssl_header': '["HTTP_X_FORWARDED_PROTO", "https"]',
    'omero.web.session_cookie_secure': 'true',
    'omero.web.csrf_cookie_secure': 'true',
  };
}

const CONTAINER = 'web';
const DESIRED_COUNT = 2;
const SCRIPT = readFileSync(join(__dirname, '..', 'scripts', 'web.sh'), 'utf8');
/** OMERO.web gives a request 60 seconds (`omero.web.wsgi_timeout`); a task that leaves may finish the ones it has. */
const DEREGISTRATION_DELAY = Duration.seconds(70);
const STOP_TIMEOUT = Duration.seconds(75);
const STOP_MARGIN_SECONDS = 10;
