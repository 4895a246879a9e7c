import { acknowledge, allowCloudWatchLogs } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Size, type RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { dataRemovalPolicy } from './kept-data';

export interface ContainerLogsOptions {
  readonly encryptionKey?: kms.IKey;
  readonly removalPolicy?: RemovalPolicy;
}

/** A log group for what a container prints: kept for three months, and retained when the stack is deleted unless both keys of deletion are given. */
export function containerLogs(scope: Construct, options: ContainerLogsOptions): logs.LogGroup {
  const { encryptionKey } = options;
  if (encryptionKey) allowCloudWatchLogs(encryptionKey, scope);
  const logGroup = new logs.LogGroup(scope, 'Logs', {
    retention: logs.RetentionDays.THREE_MONTHS,
    encryptionKey,
    removalPolicy: dataRemovalPolicy(scope, options.removalPolicy),
  });
  if (!encryptionKey) {
    acknowledge(
      logGroup, ['HIPAA.Security-CloudWatchLogGroupEncrypted', 'NIST.800.53.R5-CloudWatchLogGroupEncrypted'],
      'CloudWatch Logs encrypts every log group at rest with a key of its own; encryptionKey takes a key of the operator\'s',
    );
  }
  return logGroup;
}

/**
 * Sends what a container prints to a log group, without ever holding the container up.
 *
 * 25 MiB, which AWS recommends for `non-blocking`, hold what is printed while CloudWatch Logs is slow; the default of 1 MiB loses a burst.
 */
export function logDriver(logGroup: logs.ILogGroup, streamPrefix: string): ecs.LogDriver {
  return ecs.LogDrivers.awsLogs({ logGroup, streamPrefix, mode: ecs.AwsLogDriverMode.NON_BLOCKING, maxBufferSize: Size.mebibytes(25) });
}
