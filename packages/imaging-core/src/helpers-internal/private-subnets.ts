import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { IConstruct } from 'constructs';
import { ValidationError } from './errors';

/**
 * The subnets where servers and data live: private with egress where the VPC has them, otherwise isolated. Never public.
 *
 * @throws ValidationError where the VPC has neither
 */
export function privateSubnets(scope: IConstruct, vpc: ec2.IVpc): ec2.SubnetSelection {
  if (vpc.privateSubnets.length > 0) return { subnetType: SubnetType.PRIVATE_WITH_EGRESS };
  if (vpc.isolatedSubnets.length > 0) return { subnetType: SubnetType.PRIVATE_ISOLATED };
  throw new ValidationError(
    `the VPC has no private subnets (${vpc.publicSubnets.length} public); servers and data are never placed in public subnets: `
    + 'add private or isolated subnets in at least two Availability Zones, or use ImagingNetwork',
    scope,
  );
}
