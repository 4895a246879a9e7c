import { acknowledge, privateSubnets, ValidationError } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Duration, RemovalPolicy, Size, Token } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { acknowledgeManagedKey, generatedPassword } from './private/generated-password';
import { dataRemovalPolicy } from './private/kept-data';
import { requireTwoZones } from './private/two-zones';
import { wholeGibibytes } from './private/whole-size';

/** A PostgreSQL database for OMERO, with the credentials that OMERO signs in with. */
export interface IOmeroDatabase extends ec2.IConnectable {
  /** DNS name of the server. */
  readonly host: string;
  /** TCP port of the server. */
  readonly port: number;
  /** Name of the database. OMERO creates its tables, not the database. */
  readonly databaseName: string;
  /** Secret with the fields `username` and `password`. */
  readonly secret: secretsmanager.ISecret;
  /**
   * Secret whose value is the password of OMERO's user `root`, which OMERO stores in the database when it first fills it.
   *
   * @default - the server generates one
   */
  readonly rootPassword?: secretsmanager.ISecret;
}

/** Properties of {@link OmeroDatabase}. */
export interface OmeroDatabaseProps {
  /** VPC with private subnets in at least two Availability Zones. */
  readonly vpc: ec2.IVpc;

  /**
   * Class of the database instance.
   *
   * @default - db.t4g.medium (2 vCPU, 4 GiB)
   */
  readonly instanceType?: ec2.InstanceType;

  /**
   * Storage to begin with; it grows by itself up to five times as much, and 64 TiB at most. 20 to 65,536 GiB, what RDS offers for gp3.
   *
   * @default Size.gibibytes(20)
   */
  readonly storage?: Size;

  /**
   * Keeps a standby in another Availability Zone, which takes over within minutes. Doubles the cost of the instance.
   *
   * @default false
   */
  readonly multiAz?: boolean;

  /**
   * How long automated backups are kept: 1 to 35 days.
   *
   * @default Duration.days(30)
   */
  readonly backupRetention?: Duration;

  /**
   * Key that encrypts the storage, the performance data and the generated credentials.
   *
   * @default - the keys that AWS manages for RDS and Secrets Manager
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * What happens to the database and its credentials when they leave the stack. DESTROY needs the context `@cdk-imaging/destroyData` as well.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * PostgreSQL 16 on RDS: encrypted, private, with generated credentials, and kept when the stack is deleted.
 *
 * PostgreSQL 16 is what the OMERO server image carries the client tools of; its `pg_dump` refuses newer servers.
 */
export class OmeroDatabase extends Construct implements IOmeroDatabase {
  /**
   * Uses an RDS instance that exists.
   *
   * @param instance the instance, created elsewhere in the app or imported with its security groups
   * @param secret secret with the fields `username` and `password`; an imported instance carries none
   * @param databaseName name of the database; @default 'omero'
   * @throws an error for an imported instance without security groups
   */
  public static fromInstance(instance: rds.IDatabaseInstance, secret: secretsmanager.ISecret, databaseName?: string): IOmeroDatabase {
    requireSecurityGroups(instance, 'database instance');
    const port = Number(instance.dbInstanceEndpointPort);
    return {
      host: instance.dbInstanceEndpointAddress,
      port: Token.isUnresolved(instance.dbInstanceEndpointPort) || Number.isNaN(port) ? Token.asNumber(instance.dbInstanceEndpointPort) : port,
      databaseName: databaseName ?? DATABASE_NAME,
      secret,
      connections: instance.connections,
    };
  }

  /**
   * Uses an Aurora PostgreSQL cluster, or a Multi-AZ cluster, that exists.
   *
   * @param cluster the cluster; OMERO uses its writer endpoint
   * @param secret secret with the fields `username` and `password`
   * @param databaseName name of the database; @default 'omero'
   * @throws an error for an imported cluster without security groups
   */
  public static fromCluster(cluster: rds.IDatabaseCluster, secret: secretsmanager.ISecret, databaseName?: string): IOmeroDatabase {
    requireSecurityGroups(cluster, 'database cluster');
    return {
      host: cluster.clusterEndpoint.hostname,
      port: cluster.clusterEndpoint.port,
      databaseName: databaseName ?? DATABASE_NAME,
      secret,
      connections: cluster.connections,
    };
  }

  public readonly host: string;
  public readonly port: number;
  public readonly databaseName = DATABASE_NAME;
  public readonly secret: secretsmanager.ISecret;
  public readonly connections: ec2.Connections;
  public readonly rootPassword?: secretsmanager.ISecret;
  /** The RDS instance. */
  public readonly instance: rds.IDatabaseInstance;

  /**
   * @throws an error for storage outside of 20 to 65,536 GiB, for a backup retention outside of 1 to 35 days, for a snapshot as removal
   * policy, and for a VPC without private subnets in two zones
   */
  constructor(scope: Construct, id: string, props: OmeroDatabaseProps) {
    super(scope, id);
    this.validate(props);
    const removalPolicy = dataRemovalPolicy(this, props.removalPolicy);
    const secret = this.credentials(props, removalPolicy);
    this.rootPassword = generatedPassword(this, 'RootPassword', { ...props, description: 'Password of OMERO\'s user root', length: 32 });
    const instance = this.createInstance(props, secret, removalPolicy);
    this.instance = instance;
    this.host = instance.dbInstanceEndpointAddress;
    this.port = PORT;
    this.secret = instance.secret ?? secret;
    this.connections = instance.connections;
  }

  private validate(props: OmeroDatabaseProps): void {
    if (props.storage?.isUnresolved()) {
      throw new ValidationError(
        'storage must be known at synthesis, because the limit of its growth is computed from it; got a token: write the size', this,
      );
    }
    const gibibytes = props.storage && wholeGibibytes(this, 'storage', props.storage);
    if (gibibytes !== undefined && (gibibytes < 20 || gibibytes > MAX_STORAGE_GIB)) {
      throw new ValidationError(`storage must be 20 to ${MAX_STORAGE_GIB} GiB, what RDS offers for gp3; got ${gibibytes} GiB`, this);
    }
    const days = props.backupRetention?.isUnresolved() ? undefined : props.backupRetention?.toDays({ integral: false });
    if (days !== undefined && (!Number.isInteger(days) || days < 1 || days > 35)) {
      throw new ValidationError(`backupRetention must be 1 to 35 whole days; got ${days}: without backups a damaged database cannot be restored`, this);
    }
    requireTwoZones(this, props.vpc);
  }

  private credentials(props: OmeroDatabaseProps, removalPolicy: RemovalPolicy): rds.DatabaseSecret {
    const secret = new rds.DatabaseSecret(this, 'Credentials', {
      username: 'omero',
      encryptionKey: props.encryptionKey,
      // OMERO's start-up tools format the password into strings; letters and digits pass through all of them.
      excludeCharacters: PUNCTUATION,
    });
    secret.applyRemovalPolicy(removalPolicy);
    acknowledge(
      secret, ['AwsSolutions-SMG4', 'HIPAA.Security-SecretsManagerRotationEnabled', 'NIST.800.53.R5-SecretsManagerRotationEnabled'],
      'A rotation needs a Lambda function and interrupts OMERO while it restarts, so when to rotate is the operator\'s choice. '
      + 'The server notices a rotated password and restarts with it, the password is random, and only the server\'s task may read it.',
    );
    acknowledgeManagedKey(secret, props.encryptionKey);
    return secret;
  }

  private createInstance(props: OmeroDatabaseProps, secret: secretsmanager.ISecret, removalPolicy: RemovalPolicy): rds.DatabaseInstance {
    const storage = (props.storage ?? Size.gibibytes(20)).toGibibytes();
    const engine = rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_16 });
    const instance = new rds.DatabaseInstance(this, 'Instance', {
      vpc: props.vpc,
      vpcSubnets: privateSubnets(this, props.vpc),
      engine,
      instanceType: props.instanceType ?? ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.MEDIUM),
      credentials: rds.Credentials.fromSecret(secret),
      databaseName: this.databaseName,
      port: PORT,
      multiAz: props.multiAz ?? false,
      publiclyAccessible: false,
      allocatedStorage: storage,
      maxAllocatedStorage: Math.min(storage * 5, MAX_STORAGE_GIB),
      storageType: rds.StorageType.GP3,
      storageEncrypted: true,
      storageEncryptionKey: props.encryptionKey,
      backupRetention: props.backupRetention ?? Duration.days(30),
      copyTagsToSnapshot: true,
      autoMinorVersionUpgrade: true,
      deletionProtection: removalPolicy !== RemovalPolicy.DESTROY,
      removalPolicy,
      deleteAutomatedBackups: removalPolicy === RemovalPolicy.DESTROY,
      cloudwatchLogsExports: ['postgresql', 'upgrade'],
      monitoringInterval: Duration.minutes(1),
      enablePerformanceInsights: true,
      performanceInsightEncryptionKey: props.encryptionKey,
      parameterGroup: new rds.ParameterGroup(this, 'Parameters', { engine, parameters: { 'rds.force_ssl': '1' }, removalPolicy }),
      securityGroups: [this.createSecurityGroup(props.vpc, removalPolicy)],
    });
    this.acknowledgeFindings(instance);
    return instance;
  }

  /** Kept with the instance, whose network interface could not lose it. */
  private createSecurityGroup(vpc: ec2.IVpc, removalPolicy: RemovalPolicy): ec2.SecurityGroup {
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', { vpc, description: 'OMERO database', allowAllOutbound: false });
    securityGroup.applyRemovalPolicy(removalPolicy);
    return securityGroup;
  }

  private acknowledgeFindings(instance: rds.DatabaseInstance): void {
    acknowledge(
      instance, ['AwsSolutions-RDS11'],
      'OMERO\'s start-up tools expect the standard port 5432. The security group lets only the server\'s tasks in.',
    );
    acknowledge(
      instance, ['HIPAA.Security-RDSInBackupPlan', 'NIST.800.53.R5-RDSInBackupPlan'],
      'RDS itself keeps automated backups with point-in-time recovery for the retention given by backupRetention, 30 days by default.',
    );
    const monitoringRole = instance.node.findChild('MonitoringRole');
    acknowledge(
      monitoringRole, ['AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole]'],
      'AmazonRDSEnhancedMonitoringRole is the policy that RDS names for Enhanced Monitoring; it allows writing to the log group RDSOSMetrics only.',
    );
  }
}

/** Without its security groups there is no rule to write, and the server could not reach the database. */
function requireSecurityGroups(database: ec2.IConnectable & IConstruct, kind: string): void {
  if (database.connections.securityGroups.length > 0) return;
  throw new ValidationError(
    `the ${kind} "${database.node.id}" names no security groups, so that the server's way to it cannot be opened; pass its securityGroups when you import it`,
    database,
  );
}

const DATABASE_NAME = 'omero';
const PORT = 5432;
/** Largest gp3 volume of an RDS instance: Amazon RDS User Guide, "Amazon RDS DB instance storage". */
const MAX_STORAGE_GIB = 65536;
/** All printable ASCII characters that are neither letters nor digits. */
const PUNCTUATION = ' !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
