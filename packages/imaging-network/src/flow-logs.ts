import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import type { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { flowLogToCloudWatchLogs } from './private/flow-log-cloudwatch';
import { flowLogToS3 } from './private/flow-log-s3';

/** What flow logs have in common. */
export interface FlowLogsOptions {
  /**
   * Which traffic is recorded.
   *
   * @default FlowLogTrafficType.ALL
   */
  readonly trafficType?: ec2.FlowLogTrafficType;

  /**
   * What becomes of the log group or the bucket when the stack is deleted. `DESTROY` needs the context `@cdk-imaging/destroyData` too.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** Options for {@link FlowLogs.toCloudWatchLogs}. */
export interface CloudWatchFlowLogsOptions extends FlowLogsOptions {
  /**
   * How long records are kept.
   *
   * @default RetentionDays.ONE_MONTH
   */
  readonly retention?: logs.RetentionDays;

  /**
   * Key that encrypts the log group. CloudWatch Logs is allowed to use it; the policy of an imported key has to say so itself.
   *
   * @default - a key of CloudWatch Logs
   */
  readonly encryptionKey?: kms.IKey;
}

/** Options for {@link FlowLogs.toS3}. */
export interface S3FlowLogsOptions extends FlowLogsOptions {
  /**
   * Bucket for the records. Log delivery is allowed to write to it; the policy of an imported bucket has to say so itself.
   *
   * @default - a new bucket: private, TLS only, versioned, encrypted with keys of S3 (SSE-S3), retained
   */
  readonly bucket?: s3.IBucket;

  /**
   * Folder in the bucket, without slash at begin and end.
   *
   * @default - the root of the bucket
   */
  readonly prefix?: string;

  /**
   * How long records are kept in a new bucket.
   *
   * @default Duration.days(365)
   */
  readonly expiration?: Duration;
}

/** What flow logs are bound to. */
export interface FlowLogsBindOptions {
  /** Network whose traffic is recorded. */
  readonly vpc: ec2.IVpc;
}

/** Records who spoke to whom in a VPC, by address and port, without content. */
export abstract class FlowLogs {
  /** To a log group, where they can be searched. */
  public static toCloudWatchLogs(options: CloudWatchFlowLogsOptions = {}): FlowLogs {
    return new FlowLogsTo((scope, { vpc }) => flowLogToCloudWatchLogs(scope, vpc, options));
  }

  /** To a bucket, which costs less for much traffic and long retention. */
  public static toS3(options: S3FlowLogsOptions = {}): FlowLogs {
    return new FlowLogsTo((scope, { vpc }) => flowLogToS3(scope, vpc, options));
  }

  /** Nowhere. Rule packs object to that: the app acknowledges it. */
  public static none(): FlowLogs {
    return new FlowLogsTo(() => undefined);
  }

  /** Creates what the flow logs need below `scope`. Called by {@link ImagingNetwork}; call it yourself for a VPC that exists. */
  public abstract bind(scope: Construct, options: FlowLogsBindOptions): void;
}

class FlowLogsTo extends FlowLogs {
  constructor(private readonly binder: (scope: Construct, options: FlowLogsBindOptions) => void) {
    super();
  }

  public bind(scope: Construct, options: FlowLogsBindOptions): void {
    this.binder(scope, options);
  }
}
