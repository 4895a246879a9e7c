import { FlowLogs, ImagingNetwork, NetworkEgress } from '@cdk-imaging/imaging-network';
import type { IVpc } from 'aws-cdk-lib/aws-ec2';
import type { Stack } from 'aws-cdk-lib/core';

/** A network without NAT gateway, endpoints that cost money, and flow logs: for tests of something else. */
export function smallNetwork(stack: Stack): IVpc {
  return new ImagingNetwork(stack, 'Network', { egress: NetworkEgress.vpcEndpoints({ services: [] }), flowLogs: FlowLogs.none() }).vpc;
}
