import { DataRemoval } from '@cdk-imaging/imaging-core';
import { ValidationError } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/**
 * Removal policy of data, and of what is of no use without it.
 *
 * @throws ValidationError for SNAPSHOT: only some of the resources have snapshots, and it deletes with one key
 */
export function dataRemovalPolicy(scope: IConstruct, requested?: RemovalPolicy): RemovalPolicy {
  if (requested === RemovalPolicy.SNAPSHOT) {
    throw new ValidationError(
      'removalPolicy must be RETAIN, RETAIN_ON_UPDATE_OR_DELETE or DESTROY; got SNAPSHOT, which would delete the data itself: '
      + 'leave it out, and take a last snapshot before you delete by hand', scope,
    );
  }
  return DataRemoval.policyFor(scope, requested);
}
