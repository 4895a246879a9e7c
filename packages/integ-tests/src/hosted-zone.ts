/** A public hosted zone for the test that has a certificate issued. */
export interface HostedZone {
  readonly id: string;
  readonly name: string;
}

/** What tests read the hosted zone from. integ-runner sets the same variables to made-up values when it writes a snapshot. */
export function hostedZoneVariables(zone: HostedZone): NodeJS.ProcessEnv {
  return { CDK_INTEG_HOSTED_ZONE_ID: zone.id, CDK_INTEG_HOSTED_ZONE_NAME: zone.name };
}
