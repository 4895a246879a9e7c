import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as efs from 'aws-cdk-lib/aws-efs';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { RemovalPolicy, type Stack } from 'aws-cdk-lib/core';
import { OmeroRepository, type OmeroRepositoryProps } from '../src';
import { DESTROY_KEY, importedVpc, newServer, newStack, propertiesOf, publicVpc } from './fixtures';
import { acknowledgements, findings, findingsWithoutAcknowledgements, inBothPacks } from './nag';

function withRepository(props: Partial<OmeroRepositoryProps> = {}, context: Record<string, unknown> = {}): Stack {
  const stack = newStack(context);
  new OmeroRepository(stack, 'Repository', { vpc: importedVpc(stack), ...props });
  return stack;
}

const tiersOf = (stack: Stack): unknown => propertiesOf(stack, 'AWS::EFS::FileSystem').LifecyclePolicies;

test('the file system is encrypted, elastic and backed up', () => {
  Template.fromStack(withRepository()).hasResourceProperties('AWS::EFS::FileSystem', {
    Encrypted: true, ThroughputMode: 'elastic', BackupPolicy: { Status: 'ENABLED' },
  });
});

test('a key of the user encrypts the file system', () => {
  const stack = newStack();
  const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-central-1:111122223333:key/k1');
  new OmeroRepository(stack, 'Repository', { vpc: importedVpc(stack), encryptionKey });
  Template.fromStack(stack).hasResourceProperties('AWS::EFS::FileSystem', { KmsKeyId: 'arn:aws:kms:eu-central-1:111122223333:key/k1' });
});

test('everyone who mounts is the user that OMERO runs as', () => {
  Template.fromStack(withRepository()).hasResourceProperties('AWS::EFS::AccessPoint', {
    PosixUser: { Uid: '1000', Gid: '1000' },
    RootDirectory: { Path: '/omero', CreationInfo: { OwnerUid: '1000', OwnerGid: '1000', Permissions: '755' } },
  });
});

test('connections without TLS are refused, and nobody is allowed anything by the file system', () => {
  const { FileSystemPolicy: policy } = propertiesOf(withRepository(), 'AWS::EFS::FileSystem');
  expect((policy as { Statement: unknown[] }).Statement).toEqual([{
    Sid: 'RefuseUnencrypted', Effect: 'Deny', Principal: { AWS: '*' }, Action: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  }]);
});

test('each private subnet has a mount target, which nobody reaches who is not allowed to', () => {
  const template = Template.fromStack(withRepository());
  template.resourceCountIs('AWS::EFS::MountTarget', 2);
  template.hasResourceProperties('AWS::EFS::MountTarget', { SubnetId: 'subnet-private-a' });
  template.hasResourceProperties('AWS::EC2::SecurityGroup', {
    SecurityGroupIngress: Match.absent(), SecurityGroupEgress: [Match.objectLike({ CidrIp: '255.255.255.255/32' })],
  });
});

test('files that nobody opens move to cheaper tiers, and back when somebody does', () => {
  expect(tiersOf(withRepository())).toEqual([
    { TransitionToIA: 'AFTER_30_DAYS' }, { TransitionToPrimaryStorageClass: 'AFTER_1_ACCESS' }, { TransitionToArchive: 'AFTER_90_DAYS' },
  ]);
});

test('files move to the Archive tier only if that is later than Infrequent Access', () => {
  const late = { transitionToInfrequentAccess: efs.LifecyclePolicy.AFTER_90_DAYS };
  expect(tiersOf(withRepository(late))).toEqual([{ TransitionToIA: 'AFTER_90_DAYS' }, { TransitionToPrimaryStorageClass: 'AFTER_1_ACCESS' }]);
  expect(tiersOf(withRepository({ ...late, transitionToArchive: efs.LifecyclePolicy.AFTER_365_DAYS })))
    .toContainEqual({ TransitionToArchive: 'AFTER_365_DAYS' });
});

test.each([
  ['by default', {}, {}],
  ['with DESTROY alone', { removalPolicy: RemovalPolicy.DESTROY }, {}],
  ['with the context alone', {}, DESTROY_KEY],
])('the file system is retained %s', (_, props, context) => {
  Template.fromStack(withRepository(props, context)).hasResource('AWS::EFS::FileSystem', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
});

test('both keys delete the file system', () => {
  const template = Template.fromStack(withRepository({ removalPolicy: RemovalPolicy.DESTROY }, DESTROY_KEY));
  template.hasResource('AWS::EFS::FileSystem', { DeletionPolicy: 'Delete' });
});

test('DESTROY without the context is warned about', () => {
  Annotations.fromStack(withRepository({ removalPolicy: RemovalPolicy.DESTROY })).hasWarning('/Stack/Repository', Match.stringLikeRegexp('will be retained'));
});

test('the ids of what holds data never change', () => {
  const template = Template.fromStack(withRepository());
  expect(Object.keys(template.findResources('AWS::EFS::FileSystem'))).toEqual(['RepositoryFileSystem7F4576B8']);
  expect(Object.keys(template.findResources('AWS::EFS::AccessPoint'))).toEqual(['RepositoryFileSystemAccessPointF8D7F7D7']);
});

test('an access point that exists can be used', () => {
  const stack = newStack();
  const fileSystem = efs.FileSystem.fromFileSystemAttributes(stack, 'Files', {
    fileSystemId: 'fs-1', securityGroup: ec2.SecurityGroup.fromSecurityGroupId(stack, 'Nfs', 'sg-nfs'),
  });
  const accessPoint = efs.AccessPoint.fromAccessPointAttributes(stack, 'AccessPoint', { accessPointId: 'fsap-1', fileSystem });
  newServer(stack, { repository: OmeroRepository.fromAccessPoint(fileSystem, accessPoint) });
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::EFS::FileSystem', 0);
  template.hasResourceProperties('AWS::ECS::TaskDefinition', {
    Volumes: [{ EFSVolumeConfiguration: { FilesystemId: 'fs-1', TransitEncryption: 'ENABLED', AuthorizationConfig: { AccessPointId: 'fsap-1', IAM: 'ENABLED' } } }],
  });
  template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { GroupId: 'sg-nfs', FromPort: 2049 });
});

test('fails where files would move to Archive before Infrequent Access', () => {
  const sixtyDays = efs.LifecyclePolicy.AFTER_60_DAYS;
  expect(() => withRepository({ transitionToInfrequentAccess: sixtyDays, transitionToArchive: sixtyDays }))
    .toThrow('transitionToArchive must be later than transitionToInfrequentAccess, 60 days; got 60 days: EFS moves files from tier to tier');
});

test('fails for a snapshot in place of the data', () => {
  expect(() => withRepository({ removalPolicy: RemovalPolicy.SNAPSHOT })).toThrow('removalPolicy must be RETAIN, RETAIN_ON_UPDATE_OR_DELETE or DESTROY; got SNAPSHOT');
});

test('fails in a VPC without private subnets', () => {
  const stack = newStack();
  expect(() => new OmeroRepository(stack, 'Repository', { vpc: publicVpc(stack) })).toThrow('the VPC has no private subnets (2 public)');
});

describe('rule packs', () => {
  test('find nothing in a repository with backups', () => {
    expect(findings(withRepository())).toEqual([]);
  });

  test('leave it to the judgement of the user to go without backups', () => {
    expect(findings(withRepository({ backups: false }))).toEqual(inBothPacks('EFSInBackupPlan Stack/Repository/FileSystem/Resource'));
  });

  test('have a finding for every acknowledgement', () => {
    const stack = withRepository();
    expect(acknowledgements(stack).length).toBeGreaterThan(0);
    expect(findingsWithoutAcknowledgements(stack)).toEqual(expect.arrayContaining(acknowledgements(stack)));
  });
});
