import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { warn } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import { Construct } from 'constructs';
import type { S3FlowLogsOptions } from '../flow-logs';
import { createLogBucket, requirePrefix } from './log-bucket';

/** Sends flow logs to a bucket. The policy is ours: that of the L2 depends on a feature flag. */
export function flowLogToS3(parent: Construct, vpc: ec2.IVpc, options: S3FlowLogsOptions): void {
  const scope = new Construct(parent, 'FlowLogs');
  requirePrefix(scope, options.prefix);
  const bucket = options.bucket ?? createLogBucket(scope, 'Bucket', {
    expiration: options.expiration ?? Duration.days(365),
    removalPolicy: options.removalPolicy,
    whyNotKms: 'S3 encrypts the records with keys of its own (SSE-S3); they hold addresses and ports, no content. FlowLogs.toS3 takes a bucket with a KMS key',
  });
  allowDelivery(scope, bucket, options.prefix);
  const flowLog = new ec2.CfnFlowLog(scope, 'FlowLog', {
    resourceType: 'VPC',
    resourceId: vpc.vpcId,
    trafficType: options.trafficType ?? ec2.FlowLogTrafficType.ALL,
    logDestinationType: 's3',
    logDestination: options.prefix ? bucket.arnForObjects(options.prefix) : bucket.bucketArn,
  });
  if (bucket.policy) flowLog.node.addDependency(bucket.policy);
}

/* As the Amazon VPC User Guide, "Publish flow logs to Amazon S3", asks for. */
function allowDelivery(scope: Construct, bucket: s3.IBucket, prefix?: string): void {
  const stack = Stack.of(scope);
  const source = {
    StringEquals: { 'aws:SourceAccount': stack.account },
    ArnLike: { 'aws:SourceArn': stack.formatArn({ service: 'logs', resource: '*' }) },
  };
  const principals = [new iam.ServicePrincipal('delivery.logs.amazonaws.com')];
  const key = `${prefix ? `${prefix}/` : ''}AWSLogs/${stack.account}/*`;
  const { statementAdded } = bucket.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'FlowLogDelivery',
    principals,
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects(key)],
    conditions: { ...source, StringEquals: { ...source.StringEquals, 's3:x-amz-acl': 'bucket-owner-full-control' } },
  }));
  bucket.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'FlowLogDeliveryCheck', principals, actions: ['s3:GetBucketAcl', 's3:ListBucket'], resources: [bucket.bucketArn], conditions: source,
  }));
  if (statementAdded) return;
  warn(
    scope, 'imaging-network:flowLogsBucketPolicy',
    `the policy of the imported bucket "${bucket.bucketName}" cannot be changed here: see to it that it allows delivery.logs.amazonaws.com `
    + `to s3:PutObject to "${key}" and to s3:GetBucketAcl`,
  );
}
