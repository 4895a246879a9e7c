import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { CfnParameter, Duration, RemovalPolicy, Size, Token, type Stack } from 'aws-cdk-lib/core';
import { OmeroDatabase, type OmeroDatabaseProps } from '../src';
import { clusterIn, DESTROY_KEY, environmentOf, importedVpc, newServer, newStack, publicVpc } from './fixtures';
import { acknowledgements, findings, findingsWithoutAcknowledgements, inBothPacks } from './nag';

function withDatabase(props: Partial<OmeroDatabaseProps> = {}, context: Record<string, unknown> = {}): Stack {
  const stack = newStack(context);
  new OmeroDatabase(stack, 'Database', { vpc: importedVpc(stack), ...props });
  return stack;
}

function instanceHas(stack: Stack, properties: Record<string, unknown>): void {
  Template.fromStack(stack).hasResourceProperties('AWS::RDS::DBInstance', properties);
}

test('the database is PostgreSQL 16, the version of the client tools in the server image', () => {
  instanceHas(withDatabase(), { Engine: 'postgres', EngineVersion: '16', DBName: 'omero', Port: '5432' });
});

test('the database is encrypted, private, and refuses connections without TLS', () => {
  const stack = withDatabase();
  instanceHas(stack, { StorageEncrypted: true, PubliclyAccessible: false });
  Template.fromStack(stack).hasResourceProperties('AWS::RDS::DBParameterGroup', { Parameters: { 'rds.force_ssl': '1' } });
});

test('the database is backed up, watched, and kept up to date', () => {
  instanceHas(withDatabase(), {
    BackupRetentionPeriod: 30, MonitoringInterval: 60, EnablePerformanceInsights: true, AutoMinorVersionUpgrade: true,
    EnableCloudwatchLogsExports: ['postgresql', 'upgrade'], CopyTagsToSnapshot: true,
  });
});

test('the database lives in the private subnets', () => {
  Template.fromStack(withDatabase()).hasResourceProperties('AWS::RDS::DBSubnetGroup', { SubnetIds: ['subnet-private-a', 'subnet-private-b'] });
});

test('the database lives in isolated subnets where there are no others', () => {
  const stack = newStack();
  new OmeroDatabase(stack, 'Database', { vpc: importedVpc(stack, { privateSubnetIds: undefined, isolatedSubnetIds: ['subnet-i-a', 'subnet-i-b'] }) });
  Template.fromStack(stack).hasResourceProperties('AWS::RDS::DBSubnetGroup', { SubnetIds: ['subnet-i-a', 'subnet-i-b'] });
});

test('nobody reaches the database who is not allowed to, and it reaches nobody', () => {
  const template = Template.fromStack(withDatabase());
  template.hasResourceProperties('AWS::EC2::SecurityGroup', {
    SecurityGroupIngress: Match.absent(), SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32' })],
  });
  template.resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
});

test('the password is generated of letters and digits, and never in the template', () => {
  const template = Template.fromStack(withDatabase());
  template.hasResourceProperties('AWS::SecretsManager::Secret', {
    GenerateSecretString: {
      GenerateStringKey: 'password', SecretStringTemplate: '{"username":"omero"}', ExcludeCharacters: ' !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    },
  });
  template.hasResourceProperties('AWS::RDS::DBInstance', {
    MasterUserPassword: { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'DatabaseCredentials24F58BE6' }, ':SecretString:password::}}']] },
  });
});

test('a key of the user encrypts storage, performance data and credentials', () => {
  const stack = newStack();
  const encryptionKey = new kms.Key(stack, 'Key');
  new OmeroDatabase(stack, 'Database', { vpc: importedVpc(stack), encryptionKey });
  const arn = { 'Fn::GetAtt': [stack.getLogicalId(encryptionKey.node.defaultChild as kms.CfnKey), 'Arn'] };
  instanceHas(stack, { KmsKeyId: arn, PerformanceInsightsKMSKeyId: arn });
  Template.fromStack(stack).hasResourceProperties('AWS::SecretsManager::Secret', { KmsKeyId: arn });
});

test('storage grows up to five times, and up to what RDS offers', () => {
  instanceHas(withDatabase(), { StorageType: 'gp3', AllocatedStorage: '20', MaxAllocatedStorage: 100 });
  instanceHas(withDatabase({ storage: Size.tebibytes(20) }), { AllocatedStorage: '20480', MaxAllocatedStorage: 65536 });
});

test('size, standby and backups are the user\'s choice', () => {
  const stack = withDatabase({
    instanceType: new ec2.InstanceType('r7g.large'), storage: Size.gibibytes(200), multiAz: true, backupRetention: Duration.days(7),
  });
  instanceHas(stack, { DBInstanceClass: 'db.r7g.large', AllocatedStorage: '200', MultiAZ: true, BackupRetentionPeriod: 7 });
});

test('values that are known at deployment only are let through', () => {
  const stack = newStack();
  const days = new CfnParameter(stack, 'Days', { type: 'Number' });
  const type = new CfnParameter(stack, 'Type');
  new OmeroDatabase(stack, 'Database', {
    vpc: importedVpc(stack), backupRetention: Duration.days(days.valueAsNumber), instanceType: new ec2.InstanceType(type.valueAsString),
  });
  instanceHas(stack, { BackupRetentionPeriod: { Ref: 'Days' } });
});

const KEPT = ['AWS::RDS::DBInstance', 'AWS::SecretsManager::Secret', 'AWS::RDS::DBSubnetGroup', 'AWS::RDS::DBParameterGroup', 'AWS::EC2::SecurityGroup'];

test.each([
  ['by default', {}, {}],
  ['with DESTROY alone', { removalPolicy: RemovalPolicy.DESTROY }, {}],
  ['with the context alone', {}, DESTROY_KEY],
])('the database, its credentials and what it cannot be without are retained %s', (_, props, context) => {
  const template = Template.fromStack(withDatabase(props, context));
  for (const type of KEPT) template.allResources(type, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  template.hasResourceProperties('AWS::RDS::DBInstance', { DeletionProtection: true, DeleteAutomatedBackups: false });
});

test('both keys delete the database, its credentials and its backups', () => {
  const template = Template.fromStack(withDatabase({ removalPolicy: RemovalPolicy.DESTROY }, DESTROY_KEY));
  for (const type of KEPT) expect(Object.keys(template.findResources(type))).not.toEqual([]);
  expect(Object.values(template.toJSON().Resources as Record<string, { DeletionPolicy?: string }>).filter(({ DeletionPolicy: policy }) => policy === 'Retain')).toEqual([]);
  template.hasResourceProperties('AWS::RDS::DBInstance', { DeletionProtection: false, DeleteAutomatedBackups: true });
});

test('DESTROY without the context is warned about', () => {
  Annotations.fromStack(withDatabase({ removalPolicy: RemovalPolicy.DESTROY })).hasWarning('/Stack/Database', Match.stringLikeRegexp('will be retained'));
});

test('the ids of what holds data never change', () => {
  const resources = Template.fromStack(withDatabase()).toJSON().Resources as Record<string, { Type: string }>;
  expect(resources.DatabaseInstanceAA8A5FDE.Type).toBe('AWS::RDS::DBInstance');
  expect(resources.DatabaseCredentials24F58BE6.Type).toBe('AWS::SecretsManager::Secret');
  expect(resources.DatabaseInstanceSubnetGroupDE121BB6.Type).toBe('AWS::RDS::DBSubnetGroup');
});

test.each([
  ['too little storage', { storage: Size.gibibytes(19) }, 'storage must be 20 to 65536 GiB, what RDS offers for gp3; got 19 GiB'],
  ['too much storage', { storage: Size.tebibytes(65) }, 'storage must be 20 to 65536 GiB, what RDS offers for gp3; got 66560 GiB'],
  ['a fraction of storage', { storage: Size.mebibytes(20500) }, 'storage must be a whole number of GiB; got 20.01953125 GiB: round it'],
  ['storage that is not known at synthesis', { storage: Size.gibibytes(Token.asNumber({ Ref: 'Storage' })) },
    'storage must be known at synthesis, because the limit of its growth is computed from it; got a token: write the size'],
  ['no backups', { backupRetention: Duration.days(0) }, 'backupRetention must be 1 to 35 whole days; got 0: without backups a damaged database cannot be restored'],
  ['backups that are kept too long', { backupRetention: Duration.days(36) }, 'backupRetention must be 1 to 35 whole days; got 36'],
  ['backups that are kept for half days', { backupRetention: Duration.hours(36) }, 'backupRetention must be 1 to 35 whole days; got 1.5'],
  ['a snapshot in place of the data', { removalPolicy: RemovalPolicy.SNAPSHOT }, 'removalPolicy must be RETAIN, RETAIN_ON_UPDATE_OR_DELETE or DESTROY; got SNAPSHOT'],
])('fails for %s', (_, props, message) => {
  expect(() => withDatabase(props)).toThrow(message);
});

test('fails in a VPC without private subnets', () => {
  const stack = newStack();
  expect(() => new OmeroDatabase(stack, 'Database', { vpc: publicVpc(stack) })).toThrow('the VPC has no private subnets (2 public)');
});

test('fails in a VPC with private subnets in one zone', () => {
  const stack = newStack();
  const vpc = importedVpc(stack, { availabilityZones: ['eu-central-1a'], privateSubnetIds: ['subnet-private-a'], publicSubnetIds: undefined });
  expect(() => new OmeroDatabase(stack, 'Database', { vpc }))
    .toThrow('the VPC has private subnets in one Availability Zone only, "eu-central-1a"; add one in another zone');
});

describe('a database that exists', () => {
  const secretOf = (stack: Stack): secretsmanager.ISecret => secretsmanager.Secret.fromSecretNameV2(stack, 'Secret', 'omero-db');
  const groupOf = (stack: Stack): ec2.ISecurityGroup => ec2.SecurityGroup.fromSecurityGroupId(stack, 'DbGroup', 'sg-db');

  test('can be an imported instance', () => {
    const stack = newStack();
    const instance = rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Instance', {
      instanceIdentifier: 'omero', instanceEndpointAddress: 'db.example.org', port: 5433, securityGroups: [groupOf(stack)],
    });
    newServer(stack, { database: OmeroDatabase.fromInstance(instance, secretOf(stack), 'images') });
    expect(environmentOf(stack)).toMatchObject({
      CONFIG_omero_db_host: 'db.example.org', CONFIG_omero_db_port: '5433', PGPORT: '5433', CONFIG_omero_db_name: 'images',
    });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { GroupId: 'sg-db', FromPort: 5433, ToPort: 5433 });
  });

  test('can be an instance of the app, whose port is known at deployment only', () => {
    const stack = newStack();
    const vpc = importedVpc(stack);
    const instance = new rds.DatabaseInstance(stack, 'Instance', { vpc, engine: rds.DatabaseInstanceEngine.postgres({ version: rds.PostgresEngineVersion.VER_16 }) });
    newServer(stack, {
      database: OmeroDatabase.fromInstance(instance, secretOf(stack)), ...clusterIn(stack, vpc),
    });
    const port = { 'Fn::GetAtt': ['InstanceC1063A87', 'Endpoint.Port'] };
    expect(environmentOf(stack)).toMatchObject({ CONFIG_omero_db_port: port, PGPORT: port, CONFIG_omero_db_name: 'omero' });
  });

  test('can be a cluster of the app, whose port is known at deployment only', () => {
    const stack = newStack();
    const vpc = importedVpc(stack);
    const cluster = new rds.DatabaseCluster(stack, 'Aurora', {
      vpc, engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.VER_16_4 }), writer: rds.ClusterInstance.serverlessV2('writer'),
    });
    newServer(stack, { database: OmeroDatabase.fromCluster(cluster, secretOf(stack)), ...clusterIn(stack, vpc) });
    expect(environmentOf(stack)).toMatchObject({
      CONFIG_omero_db_host: { 'Fn::GetAtt': ['Aurora2CBAB212', 'Endpoint.Address'] }, PGPORT: { 'Fn::GetAtt': ['Aurora2CBAB212', 'Endpoint.Port'] },
    });
  });

  test('fails where nothing says how to reach it', () => {
    const stack = newStack();
    const instance = rds.DatabaseInstance.fromDatabaseInstanceAttributes(stack, 'Instance', {
      instanceIdentifier: 'omero', instanceEndpointAddress: 'db.example.org', port: 5432, securityGroups: [],
    });
    const secret = secretOf(stack);
    expect(() => OmeroDatabase.fromInstance(instance, secret)).toThrow('the database instance "Instance" names no security groups');
    const cluster = rds.DatabaseCluster.fromDatabaseClusterAttributes(stack, 'Aurora', { clusterIdentifier: 'omero', clusterEndpointAddress: 'c.example.org', port: 5432 });
    expect(() => OmeroDatabase.fromCluster(cluster, secret)).toThrow('the database cluster "Aurora" names no security groups');
  });
});

describe('rule packs', () => {
  const WITHOUT_STANDBY = ['AwsSolutions-RDS3 Stack/Database/Instance/Resource', ...inBothPacks('RDSMultiAZSupport Stack/Database/Instance/Resource')].sort();

  test('leave the standby to the judgement of the user', () => {
    expect(findings(withDatabase())).toEqual(WITHOUT_STANDBY);
  });

  test('find nothing in a database with a standby', () => {
    expect(findings(withDatabase({ multiAz: true }))).toEqual([]);
  });

  test('find what both keys switch off', () => {
    expect(findings(withDatabase({ multiAz: true, removalPolicy: RemovalPolicy.DESTROY }, DESTROY_KEY))).toEqual([
      'AwsSolutions-RDS10 Stack/Database/Instance/Resource', ...inBothPacks('RDSInstanceDeletionProtectionEnabled Stack/Database/Instance/Resource'),
    ]);
  });

  test('have a finding for every acknowledgement', () => {
    const stack = withDatabase();
    const found = findingsWithoutAcknowledgements(stack);
    expect(acknowledgements(stack).length).toBeGreaterThan(0);
    expect(found).toEqual(expect.arrayContaining(acknowledgements(stack)));
  });
});
