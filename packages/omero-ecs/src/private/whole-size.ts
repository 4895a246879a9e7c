import { ValidationError } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import { SizeRoundingBehavior, type Size } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** A size in whole GiB. A size that is not known at synthesis is let through. */
export function wholeGibibytes(scope: IConstruct, prop: string, size: Size): number {
  return size.isUnresolved() ? size.toGibibytes() : whole(scope, prop, size.toGibibytes({ rounding: SizeRoundingBehavior.NONE }), 'GiB');
}

/** A size in whole MiB. A size that is not known at synthesis is let through. */
export function wholeMebibytes(scope: IConstruct, prop: string, size: Size): number {
  return size.isUnresolved() ? size.toMebibytes() : whole(scope, prop, size.toMebibytes({ rounding: SizeRoundingBehavior.NONE }), 'MiB');
}

function whole(scope: IConstruct, prop: string, value: number, unit: string): number {
  if (Number.isInteger(value)) return value;
  throw new ValidationError(`${prop} must be a whole number of ${unit}; got ${value} ${unit}: round it`, scope);
}
