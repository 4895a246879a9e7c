import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Stack } from 'aws-cdk-lib/core';
import { DataRemoval } from '@cdk-imaging/imaging-core';
import { acknowledge, allowCloudWatchLogs } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import { Construct } from 'constructs';
import type { CloudWatchFlowLogsOptions } from '../flow-logs';

/** Sends flow logs to a log group. */
export function flowLogToCloudWatchLogs(parent: Construct, vpc: ec2.IVpc, options: CloudWatchFlowLogsOptions): void {
  const scope = new Construct(parent, 'FlowLogs');
  const logGroup = createLogGroup(scope, options);
  new ec2.CfnFlowLog(scope, 'FlowLog', {
    resourceType: 'VPC',
    resourceId: vpc.vpcId,
    trafficType: options.trafficType ?? ec2.FlowLogTrafficType.ALL,
    logDestinationType: 'cloud-watch-logs',
    logGroupName: logGroup.logGroupName,
    deliverLogsPermissionArn: createRole(scope, logGroup).roleArn,
  });
}

function createLogGroup(scope: Construct, options: CloudWatchFlowLogsOptions): logs.LogGroup {
  const { encryptionKey } = options;
  if (encryptionKey) allowCloudWatchLogs(encryptionKey, scope);
  const logGroup = new logs.LogGroup(scope, 'LogGroup', {
    retention: options.retention ?? logs.RetentionDays.ONE_MONTH,
    encryptionKey,
    removalPolicy: DataRemoval.policyFor(scope, options.removalPolicy),
  });
  if (!encryptionKey) {
    acknowledge(
      logGroup, ['HIPAA.Security-CloudWatchLogGroupEncrypted', 'NIST.800.53.R5-CloudWatchLogGroupEncrypted'],
      'CloudWatch Logs encrypts every log group at rest with a key of its own; the records hold addresses and ports, no content. '
      + 'encryptionKey of FlowLogs.toCloudWatchLogs takes a key of yours',
    );
  }
  return logGroup;
}

/* A managed policy, because rule packs object to inline ones. */
function createRole(scope: Construct, logGroup: logs.LogGroup): iam.Role {
  const role = new iam.Role(scope, 'Role', {
    description: 'Lets VPC flow logs write to their log group',
    assumedBy: new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    }),
  });
  new iam.ManagedPolicy(scope, 'Policy', {
    roles: [role],
    statements: [new iam.PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:PutLogEvents', 'logs:DescribeLogStreams'],
      resources: [logGroup.logGroupArn],
    })],
  });
  return role;
}
