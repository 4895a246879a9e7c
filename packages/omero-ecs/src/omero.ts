import { Entrance } from '@cdk-imaging/imaging-network';
import { ValidationError } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as servicediscovery from 'aws-cdk-lib/aws-servicediscovery';
import { CfnOutput, Token, type RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { OmeroDatabase, type IOmeroDatabase } from './omero-database';
import { OmeroRepository, type IOmeroRepository } from './omero-repository';
import { OmeroServer } from './omero-server';
import { OmeroWeb, type OmeroWebOptions } from './omero-web';
import type { ServerCapacity } from './server-capacity';

/** Properties of {@link Omero}. */
export interface OmeroProps {
  /** VPC with private subnets in at least two Availability Zones. */
  readonly vpc: ec2.IVpc;

  /**
   * How browsers come in.
   *
   * @default Entrance.http() - inside of the VPC only, unencrypted
   */
  readonly entrance?: Entrance;

  /**
   * What the read-write server runs on.
   *
   * @default ServerCapacity.fargate() - 2 vCPU, 8 GiB
   */
  readonly server?: ServerCapacity;

  /**
   * Image of the server: the stock image, or one built on it.
   *
   * @default OmeroImages.SERVER
   */
  readonly serverImage?: ecs.ContainerImage;

  /**
   * How OMERO.web runs.
   *
   * @default - two tasks of 1 vCPU and 2 GiB, sticky sessions
   */
  readonly web?: OmeroWebOptions;

  /**
   * Configuration properties of the server by OMERO's own names, such as `omero.db.poolsize`. Those of OMERO.web go into `web.config`.
   *
   * @default - OMERO's defaults, and a pool of 25 database connections
   */
  readonly config?: Record<string, string>;

  /**
   * Secret configuration properties of the server, such as `omero.ldap.password`.
   *
   * @default - none
   */
  readonly secretConfig?: Record<string, ecs.Secret>;

  /**
   * Database to use.
   *
   * @default - a new OmeroDatabase
   */
  readonly database?: IOmeroDatabase;

  /**
   * Password of OMERO's user `root`, used when the database is first filled. To be given for an imported database that OMERO has filled before.
   *
   * @default - that of the database; otherwise generated
   */
  readonly rootPassword?: secretsmanager.ISecret;

  /**
   * Binary repository to use.
   *
   * @default - a new OmeroRepository
   */
  readonly repository?: IOmeroRepository;

  /**
   * Cluster to run in, in the same VPC.
   *
   * @default - a new cluster with Container Insights
   */
  readonly cluster?: ecs.ICluster;

  /**
   * Key that encrypts the new database and repository, all generated secrets and the log groups.
   *
   * @default - the keys that AWS manages
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * What happens to the new database and repository, the generated secrets and the log groups when they leave the stack.
   * DESTROY needs the context `@cdk-imaging/destroyData` as well.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** OMERO with one read-write server: database, binary repository, server and web. */
export class Omero extends Construct {
  /** Cluster that both services run in. */
  public readonly cluster: ecs.ICluster;
  /** Database of OMERO. */
  public readonly database: IOmeroDatabase;
  /** Binary repository of OMERO. */
  public readonly repository: IOmeroRepository;
  /** The read-write server. */
  public readonly server: OmeroServer;
  /** OMERO.web. */
  public readonly web: OmeroWeb;
  /** Address for browsers. */
  public readonly url: string;

  /**
   * @throws an error for a cluster of another VPC, and what {@link OmeroServer}, {@link OmeroWeb}, {@link OmeroDatabase} and
   * {@link OmeroRepository} throw
   */
  constructor(scope: Construct, id: string, props: OmeroProps) {
    super(scope, id);
    const { vpc, encryptionKey, removalPolicy } = props;
    this.cluster = props.cluster ?? new ecs.Cluster(this, 'Cluster', { vpc, containerInsightsV2: ecs.ContainerInsights.ENABLED });
    this.requireVpcOf(this.cluster, vpc);
    this.database = props.database ?? new OmeroDatabase(this, 'Database', { vpc, encryptionKey, removalPolicy });
    this.repository = props.repository ?? new OmeroRepository(this, 'Repository', { vpc, encryptionKey, removalPolicy });
    this.server = new OmeroServer(this, 'Server', {
      cluster: this.cluster,
      namespace: new servicediscovery.PrivateDnsNamespace(this, 'Namespace', { vpc, name: this.namespaceName(), description: 'OMERO servers' }),
      database: this.database,
      repository: this.repository,
      capacity: props.server,
      image: props.serverImage,
      config: props.config,
      secretConfig: props.secretConfig,
      rootPassword: props.rootPassword,
      encryptionKey,
      removalPolicy,
    });
    this.web = new OmeroWeb(this, 'Web', {
      ...props.web, cluster: this.cluster, server: this.server, entrance: props.entrance ?? Entrance.http(), encryptionKey, removalPolicy,
    });
    this.url = this.web.url;
    this.addOutputs();
  }

  private requireVpcOf(cluster: ecs.ICluster, vpc: ec2.IVpc): void {
    const [given, found] = [vpc.vpcId, cluster.vpc.vpcId];
    const known = ![given, found].some((id) => Token.isUnresolved(id));
    const created = vpc instanceof ec2.Vpc && cluster.vpc instanceof ec2.Vpc;
    if (!(known || created) || given === found) return;
    const name = (candidate: ec2.IVpc): string => (known ? candidate.vpcId : candidate.node.path);
    throw new ValidationError(`cluster must be in the VPC "${name(vpc)}", where database and repository are; got a cluster in "${name(cluster.vpc)}"`, this);
  }

  /** Two private zones of the same name cannot be in one VPC, so the name tells this OMERO from others. */
  private namespaceName(): string {
    return `omero-${this.node.addr.slice(-8)}.internal`;
  }

  private addOutputs(): void {
    new CfnOutput(this, 'Url', { description: 'OMERO.web', value: this.url });
    new CfnOutput(this, 'RootPassword', {
      description: 'Shows the password of OMERO\'s user root',
      value: `aws secretsmanager get-secret-value --query SecretString --output text --secret-id ${this.server.rootPassword.secretArn}`,
    });
    new CfnOutput(this, 'ServerShell', { description: 'Opens a shell in the server as OMERO\'s system user', value: this.server.shellCommand });
  }
}
