import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration, type RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { ValidationError, warn } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import type { Construct } from 'constructs';
import { createLogBucket, requirePrefix } from './private/log-bucket';

/** Options for {@link AccessLogs.toNewBucket}. */
export interface NewBucketAccessLogsProps {
  /**
   * How long a log is kept.
   *
   * @default Duration.days(365)
   */
  readonly expiration?: Duration;

  /**
   * What becomes of the bucket when the stack is deleted. `DESTROY` needs the context `@cdk-imaging/destroyData` too, and an empty bucket.
   *
   * @default RemovalPolicy.RETAIN
   */
  readonly removalPolicy?: RemovalPolicy;
}

/** Options for {@link AccessLogs.toBucket}. */
export interface BucketAccessLogsOptions {
  /**
   * Folder in the bucket, without slash at begin and end.
   *
   * @default - the root of the bucket
   */
  readonly prefix?: string;
}

/** Where the logs of a load balancer are delivered. */
export interface AccessLogsConfig {
  /** Bucket that takes the logs and whose policy lets Elastic Load Balancing write. */
  readonly bucket: s3.IBucket;

  /**
   * Folder in the bucket.
   *
   * @default - the root of the bucket
   */
  readonly prefix?: string;
}

/**
 * Says who asked the load balancer for what: one line per request, delivered to S3 every five minutes.
 *
 * Works in every Region and in environment-agnostic stacks: the bucket policy names the log delivery service of
 * Elastic Load Balancing, not the account that it had per Region.
 */
export abstract class AccessLogs {
  /** To a bucket of its own: private, TLS only, versioned, encrypted with keys of S3 (SSE-S3), retained. */
  public static toNewBucket(props: NewBucketAccessLogsProps = {}): AccessLogs {
    return new AccessLogsTo((scope) => {
      const bucket = createLogBucket(scope, 'AccessLogs', {
        expiration: props.expiration ?? Duration.days(365),
        removalPolicy: props.removalPolicy,
        whyNotKms: 'Elastic Load Balancing delivers access logs only to buckets that are encrypted with keys of S3 (SSE-S3), as this one is',
      });
      allowDelivery(scope, bucket);
      return { bucket };
    });
  }

  /**
   * To a bucket that exists, in the Region of the load balancer. Its policy is extended; that of an imported bucket cannot be, which is warned about.
   *
   * @throws an error for a bucket with a KMS key, which Elastic Load Balancing refuses, and for a prefix that it refuses
   */
  public static toBucket(bucket: s3.IBucket, options: BucketAccessLogsOptions = {}): AccessLogs {
    return new AccessLogsTo((scope) => {
      if (bucket.encryptionKey) {
        throw new ValidationError(
          'Elastic Load Balancing delivers access logs only to buckets with SSE-S3; got a bucket with a KMS key: pass one with BucketEncryption.S3_MANAGED',
          scope,
        );
      }
      requirePrefix(scope, options.prefix);
      allowDelivery(scope, bucket, options.prefix);
      return { bucket, prefix: options.prefix };
    });
  }

  /** Nowhere. Rule packs object to that: the app acknowledges it. */
  public static none(): AccessLogs {
    return new AccessLogsTo(() => undefined);
  }

  /** Prepares the bucket. Called by entrances. */
  public abstract bind(scope: Construct): AccessLogsConfig | undefined;
}

class AccessLogsTo extends AccessLogs {
  constructor(private readonly binder: (scope: Construct) => AccessLogsConfig | undefined) {
    super();
  }

  public bind(scope: Construct): AccessLogsConfig | undefined {
    return this.binder(scope);
  }
}

/*
 * The path names the account: Elastic Load Balancing writes only below the account that owns the load balancer, and refuses
 * prefixes with "AWSLogs", so that nobody else's load balancer can write here. A condition on the source would add nothing.
 */
function allowDelivery(scope: Construct, bucket: s3.IBucket, prefix?: string): void {
  const key = `${prefix ? `${prefix}/` : ''}AWSLogs/${Stack.of(scope).account}/*`;
  const { statementAdded } = bucket.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'LoadBalancerLogDelivery',
    principals: [new iam.ServicePrincipal('logdelivery.elasticloadbalancing.amazonaws.com')],
    actions: ['s3:PutObject'],
    resources: [bucket.arnForObjects(key)],
  }));
  if (statementAdded) return;
  warn(
    scope, 'imaging-network:accessLogsBucketPolicy',
    `the policy of the imported bucket "${bucket.bucketName}" cannot be changed here: see to it that it allows `
    + `logdelivery.elasticloadbalancing.amazonaws.com to s3:PutObject to "${key}"; the load balancer cannot be created otherwise`,
  );
}
