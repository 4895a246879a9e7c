import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { plainSecret } from './plain-tasks';

/** What differs between the plain apps in where OMERO's data is. */
export interface PlainStorageProps {
  readonly vpc: ec2.IVpc;
  readonly multiAz: boolean;
  readonly encryptionKey?: kms.IKey;
}

/** Where OMERO's data is. */
export interface PlainStorage {
  readonly database: rds.DatabaseInstance;
  /** Secret whose value is the password of OMERO's user `root`. */
  readonly rootPassword: secretsmanager.ISecret;
  readonly fileSystem: efs.FileSystem;
  readonly accessPoint: efs.AccessPoint;
}

/** OMERO's database and file system as one would write them with aws-cdk-lib alone. */
export function plainStorage(scope: Construct, props: PlainStorageProps): PlainStorage {
  const fileSystem = createFileSystem(scope, props);
  return {
    database: createDatabase(scope, props),
    rootPassword: plainSecret(scope, 'RootPasswordSecret', 32, props.encryptionKey),
    fileSystem,
    accessPoint: fileSystem.addAccessPoint('AccessPoint', {
      path: '/omero',
      posixUser: { uid: '1000', gid: '1000' },
      createAcl: { ownerUid: '1000', ownerGid: '1000', permissions: '755' },
    }),
  };
}

function createDatabase(scope: Construct, { vpc, multiAz, encryptionKey }: PlainStorageProps): rds.DatabaseInstance {
  const engine = rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_16 });
  const secret = new rds.DatabaseSecret(scope, 'DatabaseSecret', {
    username: 'omero', encryptionKey, excludeCharacters: ' !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
  });
  secret.applyRemovalPolicy(RemovalPolicy.RETAIN);
  return new rds.DatabaseInstance(scope, 'Database', {
    vpc,
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
    engine,
    instanceType: ec2.InstanceType.of(ec2.InstanceClass.T4G, ec2.InstanceSize.SMALL),
    credentials: rds.Credentials.fromSecret(secret),
    databaseName: 'omero',
    port: 5432,
    multiAz,
    publiclyAccessible: false,
    allocatedStorage: 20,
    maxAllocatedStorage: 100,
    storageType: rds.StorageType.GP3,
    storageEncrypted: true,
    storageEncryptionKey: encryptionKey,
    backupRetention: Duration.days(30),
    copyTagsToSnapshot: true,
    autoMinorVersionUpgrade: true,
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
    deleteAutomatedBackups: false,
    cloudwatchLogsExports: ['postgresql', 'upgrade'],
    monitoringInterval: Duration.minutes(1),
    enablePerformanceInsights: true,
    performanceInsightEncryptionKey: encryptionKey,
    parameterGroup: new rds.ParameterGroup(scope, 'Parameters', {
      engine, parameters: { 'rds.force_ssl': '1' }, removalPolicy: RemovalPolicy.RETAIN,
    }),
    securityGroups: [new ec2.SecurityGroup(scope, 'DatabaseSecurityGroup', { vpc, description: 'OMERO database', allowAllOutbound: false })],
  });
}

function createFileSystem(scope: Construct, { vpc, encryptionKey }: PlainStorageProps): efs.FileSystem {
  const fileSystem = new efs.FileSystem(scope, 'FileSystem', {
    vpc,
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
    encrypted: true,
    kmsKey: encryptionKey,
    lifecyclePolicy: efs.LifecyclePolicy.AFTER_30_DAYS,
    transitionToArchivePolicy: efs.LifecyclePolicy.AFTER_90_DAYS,
    outOfInfrequentAccessPolicy: efs.OutOfInfrequentAccessPolicy.AFTER_1_ACCESS,
    throughputMode: efs.ThroughputMode.ELASTIC,
    enableAutomaticBackups: true,
    allowAnonymousAccess: false,
    removalPolicy: RemovalPolicy.RETAIN,
    securityGroup: new ec2.SecurityGroup(scope, 'FileSystemSecurityGroup', { vpc, description: 'OMERO binary repository', allowAllOutbound: false }),
  });
  fileSystem.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'RefuseUnencrypted',
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ['*'],
    conditions: { Bool: { 'aws:SecureTransport': 'false' } },
  }));
  return fileSystem;
}
