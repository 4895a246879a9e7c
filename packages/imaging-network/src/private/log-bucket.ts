import * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration, type RemovalPolicy, Token } from 'aws-cdk-lib/core';
import { DataRemoval } from '@cdk-imaging/imaging-core';
import { acknowledge, ValidationError } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import type { Construct } from 'constructs';

/** What differs between the buckets for logs. */
export interface LogBucketOptions {
  readonly expiration: Duration;
  readonly removalPolicy?: RemovalPolicy;
  /** Why the bucket is encrypted with keys of S3 and not with one of KMS. */
  readonly whyNotKms: string;
}

/** A bucket that AWS services write logs to: private, TLS only, versioned, encrypted, retained. */
export function createLogBucket(scope: Construct, id: string, options: LogBucketOptions): s3.Bucket {
  requireWholeDays(scope, options.expiration);
  const bucket = new s3.Bucket(scope, id, {
    encryption: s3.BucketEncryption.S3_MANAGED,
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
    enforceSSL: true,
    versioned: true,
    removalPolicy: DataRemoval.policyFor(scope, options.removalPolicy),
    lifecycleRules: [
      {
        id: 'Expire',
        expiration: options.expiration,
        noncurrentVersionExpiration: Duration.days(30),
        abortIncompleteMultipartUploadAfter: Duration.days(7),
      },
      { id: 'RemoveDeleteMarkers', expiredObjectDeleteMarker: true },
    ],
  });
  acknowledge(
    bucket, ['AwsSolutions-S1', 'HIPAA.Security-S3BucketLoggingEnabled', 'NIST.800.53.R5-S3BucketLoggingEnabled'],
    'the bucket holds logs: logging the access to it into itself would grow without end. It is private and takes writes from one AWS service only',
  );
  acknowledge(bucket, ['HIPAA.Security-S3DefaultEncryptionKMS', 'NIST.800.53.R5-S3DefaultEncryptionKMS'], options.whyNotKms);
  return bucket;
}

function requireWholeDays(scope: Construct, expiration: Duration): void {
  if (expiration.isUnresolved()) return;
  const days = expiration.toDays({ integral: false });
  if (Number.isInteger(days) && days >= 1) return;
  throw new ValidationError(`expiration must be whole days, at least one; got ${expiration.toHumanString()}`, scope);
}

/**
 * Refuses a folder that log delivery refuses.
 *
 * @throws ValidationError where the prefix begins or ends with a slash, is empty, or contains what delivery adds itself
 */
export function requirePrefix(scope: Construct, prefix?: string): void {
  if (prefix === undefined || Token.isUnresolved(prefix) || (prefix !== '' && !/^\/|\/$|AWSLogs/.test(prefix))) return;
  throw new ValidationError(`prefix must be a folder without slash at begin and end and without "AWSLogs"; got "${prefix}"`, scope);
}
