import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib/core';
import { DataRemoval } from '@cdk-imaging/imaging-core';
import { FlowLogs, ImagingNetwork } from '../src';
import { importedVpc, newStack } from './fixtures';

function withFlowLogs(flowLogs: FlowLogs | undefined, stack: Stack = newStack()): Stack {
  new ImagingNetwork(stack, 'Network', { flowLogs });
  return stack;
}

describe('to CloudWatch Logs', () => {
  test('is the default: all traffic, for one month', () => {
    const template = Template.fromStack(withFlowLogs(undefined));
    template.hasResourceProperties('AWS::EC2::FlowLog', { ResourceType: 'VPC', TrafficType: 'ALL', LogDestinationType: 'cloud-watch-logs' });
    template.hasResource('AWS::Logs::LogGroup', { Properties: { RetentionInDays: 30 }, DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('keeps what it is told to for as long as it is told to', () => {
    const flowLogs = FlowLogs.toCloudWatchLogs({ trafficType: ec2.FlowLogTrafficType.REJECT, retention: logs.RetentionDays.ONE_YEAR });
    const template = Template.fromStack(withFlowLogs(flowLogs));
    template.hasResourceProperties('AWS::EC2::FlowLog', { TrafficType: 'REJECT' });
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
  });

  test('may write to its own log group only', () => {
    const stack = withFlowLogs(undefined);
    const template = Template.fromStack(stack);
    const [logGroup] = Object.keys(template.findResources('AWS::Logs::LogGroup'));
    template.resourceCountIs('AWS::IAM::ManagedPolicy', 1);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: [Match.objectLike({ Effect: 'Allow', Resource: { 'Fn::GetAtt': [logGroup, 'Arn'] } })] },
    });
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [Match.objectLike({ Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } } })] },
    });
  });

  test('uses a key of the user and lets CloudWatch Logs use it', () => {
    const stack = newStack();
    withFlowLogs(FlowLogs.toCloudWatchLogs({ encryptionKey: new kms.Key(stack, 'Key') }), stack);
    const template = Template.fromStack(stack);
    template.hasResourceProperties('AWS::Logs::LogGroup', { KmsKeyId: Match.anyValue() });
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: { Statement: Match.arrayWith([Match.objectLike({ Sid: 'CloudWatchLogs', Condition: { ArnLike: Match.anyValue() } })]) },
    });
  });

  test('accepts an imported key, whose policy is its owner\'s', () => {
    const stack = newStack();
    const encryptionKey = kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-central-1:123456789012:key/1');
    expect(() => withFlowLogs(FlowLogs.toCloudWatchLogs({ encryptionKey }), stack)).not.toThrow();
  });

  test('is deleted only with both keys', () => {
    const flowLogs = FlowLogs.toCloudWatchLogs({ removalPolicy: RemovalPolicy.DESTROY });
    Template.fromStack(withFlowLogs(flowLogs)).hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Retain' });
    const stack = newStack({ [DataRemoval.DESTROY_DATA_CONTEXT]: true });
    Template.fromStack(withFlowLogs(flowLogs, stack)).hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'Delete' });
  });
});

describe('to Amazon S3', () => {
  test('makes a bucket that is private, versioned, encrypted and retained', () => {
    Template.fromStack(withFlowLogs(FlowLogs.toS3())).hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
        VersioningConfiguration: { Status: 'Enabled' },
        LifecycleConfiguration: { Rules: Match.arrayWith([Match.objectLike({ ExpirationInDays: 365 })]) },
      },
    });
  });

  test('takes TLS only, and records of this account only', () => {
    const template = Template.fromStack(withFlowLogs(FlowLogs.toS3({ prefix: 'flow', expiration: Duration.days(30) })));
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({
            Action: 's3:PutObject',
            Principal: { Service: 'delivery.logs.amazonaws.com' },
            Resource: { 'Fn::Join': ['', [Match.anyValue(), '/flow/AWSLogs/', { Ref: 'AWS::AccountId' }, '/*']] },
            Condition: Match.objectLike({
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' }, 's3:x-amz-acl': 'bucket-owner-full-control' },
            }),
          }),
          Match.objectLike({ Action: ['s3:GetBucketAcl', 's3:ListBucket'], Principal: { Service: 'delivery.logs.amazonaws.com' } }),
        ]),
      },
    });
  });

  test('waits for the policy of the bucket', () => {
    const template = Template.fromStack(withFlowLogs(FlowLogs.toS3({ prefix: 'flow' })));
    const [policy] = Object.keys(template.findResources('AWS::S3::BucketPolicy'));
    template.hasResource('AWS::EC2::FlowLog', { DependsOn: [policy], Properties: { LogDestinationType: 's3' } });
  });

  test('uses a bucket of the user', () => {
    const stack = newStack();
    withFlowLogs(FlowLogs.toS3({ bucket: new s3.Bucket(stack, 'Bucket') }), stack);
    Template.fromStack(stack).resourceCountIs('AWS::S3::Bucket', 1);
  });

  test('warns where the policy of an imported bucket has to allow the delivery', () => {
    const stack = newStack();
    withFlowLogs(FlowLogs.toS3({ bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'logs') }), stack);
    Annotations.fromStack(stack).hasWarning('/Stack/Network/FlowLogs', Match.stringLikeRegexp('"logs".*imaging-network:flowLogsBucketPolicy'));
  });

  test.each(['', '/flow', 'flow/', 'AWSLogs/flow'])('fails for the prefix "%s"', (prefix) => {
    expect(() => withFlowLogs(FlowLogs.toS3({ prefix }))).toThrow(`prefix must be a folder without slash at begin and end and without "AWSLogs"; got "${prefix}"`);
  });

  test.each([Duration.hours(12), Duration.hours(36), Duration.days(0)])('fails for an expiration of %s', (expiration) => {
    expect(() => withFlowLogs(FlowLogs.toS3({ expiration }))).toThrow(/expiration must be whole days, at least one; got/);
  });
});

test('can be switched off', () => {
  Template.fromStack(withFlowLogs(FlowLogs.none())).resourceCountIs('AWS::EC2::FlowLog', 0);
});

test('can be added to a VPC that exists', () => {
  const stack = newStack();
  FlowLogs.toCloudWatchLogs().bind(stack, { vpc: importedVpc(stack) });
  Template.fromStack(stack).hasResourceProperties('AWS::EC2::FlowLog', { ResourceId: 'vpc-1' });
});
