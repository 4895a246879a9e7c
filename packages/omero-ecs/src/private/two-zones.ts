import { privateSubnets, ValidationError } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Token } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/** Refuses a VPC whose private subnets are in one zone: subnet groups of RDS and ElastiCache span two at least. */
export function requireTwoZones(scope: IConstruct, vpc: ec2.IVpc): void {
  const { subnetIds, availabilityZones, isPendingLookup } = vpc.selectSubnets(privateSubnets(scope, vpc));
  if (isPendingLookup || Token.isUnresolved(subnetIds) || new Set(availabilityZones).size >= 2) return;
  throw new ValidationError(
    `the VPC has private subnets in one Availability Zone only, "${availabilityZones[0]}"; add one in another zone, since a database needs two`, scope,
  );
}
