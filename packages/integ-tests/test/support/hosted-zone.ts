import { type IHostedZone, PublicHostedZone } from 'aws-cdk-lib/aws-route53';
import type { Stack } from 'aws-cdk-lib/core';

/** The public hosted zone that the run has for its tests; a made-up one when a snapshot is written. */
export function hostedZone(stack: Stack): IHostedZone {
  const { CDK_INTEG_HOSTED_ZONE_ID: hostedZoneId, CDK_INTEG_HOSTED_ZONE_NAME: zoneName } = process.env;
  if (!hostedZoneId || !zoneName) throw new Error('this test needs a hosted zone: run it with npm run integ');
  return PublicHostedZone.fromPublicHostedZoneAttributes(stack, 'Zone', { hostedZoneId, zoneName });
}
