import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib/core';
import { DataRemoval } from '@cdk-imaging/imaging-core';
import { AccessLogs, Entrance } from '../src';
import { newStack, serve } from './fixtures';

function withAccessLogs(accessLogs?: AccessLogs, stack: Stack = newStack()): Stack {
  serve(Entrance.http({ accessLogs }), stack);
  return stack;
}

const DELIVERY = { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' };

describe('to a new bucket', () => {
  test('are delivered by default, in a stack without a Region', () => {
    const template = Template.fromStack(withAccessLogs());
    const [bucket] = Object.keys(template.findResources('AWS::S3::Bucket'));
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      LoadBalancerAttributes: Match.arrayWith([
        { Key: 'access_logs.s3.enabled', Value: 'true' },
        { Key: 'access_logs.s3.bucket', Value: { Ref: bucket } },
      ]),
    });
  });

  test.each(['us-east-1', 'eu-central-2', 'me-central-1', 'cn-north-1'])('name no account of %s in the policy', (region) => {
    const stack = newStack({}, { env: { account: '123456789012', region } });
    const template = Template.fromStack(withAccessLogs(undefined, stack));
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          {
            Sid: 'LoadBalancerLogDelivery',
            Effect: 'Allow',
            Principal: DELIVERY,
            Action: 's3:PutObject',
            Resource: { 'Fn::Join': ['', [Match.anyValue(), '/AWSLogs/123456789012/*']] },
          },
        ],
      },
    });
  });

  test('come after the policy of the bucket', () => {
    const template = Template.fromStack(withAccessLogs());
    const [policy] = Object.keys(template.findResources('AWS::S3::BucketPolicy'));
    template.hasResource('AWS::ElasticLoadBalancingV2::LoadBalancer', { DependsOn: [policy] });
  });

  test('are private, versioned, encrypted with keys of S3, and retained', () => {
    Template.fromStack(withAccessLogs()).hasResource('AWS::S3::Bucket', {
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
        PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
        VersioningConfiguration: { Status: 'Enabled' },
      },
    });
  });

  test.each([[undefined, 365], [Duration.days(2190), 2190]])('expire', (expiration, days) => {
    Template.fromStack(withAccessLogs(AccessLogs.toNewBucket({ expiration }))).hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: { Rules: Match.arrayWith([Match.objectLike({ ExpirationInDays: days, Status: 'Enabled' })]) },
    });
  });

  test('are deleted only with both keys', () => {
    const accessLogs = AccessLogs.toNewBucket({ removalPolicy: RemovalPolicy.DESTROY });
    const kept = withAccessLogs(accessLogs);
    Template.fromStack(kept).hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Retain' });
    Annotations.fromStack(kept).hasWarning('*', Match.stringLikeRegexp('imaging-core:retainedData'));
    const stack = newStack({ [DataRemoval.DESTROY_DATA_CONTEXT]: true });
    Template.fromStack(withAccessLogs(accessLogs, stack)).hasResource('AWS::S3::Bucket', { DeletionPolicy: 'Delete' });
  });
});

describe('to a bucket of the user', () => {
  test('are delivered below a prefix, to which alone the delivery may write', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Logs', { encryption: s3.BucketEncryption.S3_MANAGED });
    withAccessLogs(AccessLogs.toBucket(bucket, { prefix: 'omero/web' }), stack);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::S3::Bucket', 1);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      LoadBalancerAttributes: Match.arrayWith([{ Key: 'access_logs.s3.prefix', Value: 'omero/web' }]),
    });
    template.hasResourceProperties('AWS::S3::BucketPolicy', {
      PolicyDocument: {
        Statement: [Match.objectLike({
          Principal: DELIVERY,
          Resource: { 'Fn::Join': ['', [Match.anyValue(), '/omero/web/AWSLogs/', { Ref: 'AWS::AccountId' }, '/*']] },
        })],
      },
    });
  });

  test('may share the bucket with what else is in it', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Logs', { encryption: s3.BucketEncryption.S3_MANAGED, enforceSSL: true });
    bucket.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.AccountRootPrincipal()], actions: ['s3:GetObject'], resources: [bucket.arnForObjects('*')],
    }));
    withAccessLogs(AccessLogs.toBucket(bucket), stack);
    Template.fromStack(stack).resourceCountIs('AWS::S3::BucketPolicy', 1);
  });

  test('are warned about where the bucket is imported, because its policy has to allow the delivery', () => {
    const stack = newStack();
    withAccessLogs(AccessLogs.toBucket(s3.Bucket.fromBucketName(stack, 'Logs', 'central-logs')), stack);
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('"central-logs".*logdelivery.*imaging-network:accessLogsBucketPolicy'));
  });

  test('fails where the bucket has a KMS key', () => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Logs', { encryption: s3.BucketEncryption.KMS });
    expect(() => withAccessLogs(AccessLogs.toBucket(bucket), stack)).toThrow(/only to buckets with SSE-S3; got a bucket with a KMS key/);
  });

  test.each(['', '/omero', 'omero/', 'AWSLogs'])('fails for the prefix "%s"', (prefix) => {
    const stack = newStack();
    const bucket = new s3.Bucket(stack, 'Logs', { encryption: s3.BucketEncryption.S3_MANAGED });
    expect(() => withAccessLogs(AccessLogs.toBucket(bucket, { prefix }), stack)).toThrow(/prefix must be a folder/);
  });
});

test('can be switched off', () => {
  const template = Template.fromStack(withAccessLogs(AccessLogs.none()));
  template.resourceCountIs('AWS::S3::Bucket', 0);
  expect(JSON.stringify(template.toJSON())).not.toContain('access_logs');
});
