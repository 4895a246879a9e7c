import { ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { warn } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import { Construct } from 'constructs';
import type { EntranceBindOptions, EntranceConfig } from '../entrance';
import type { HttpEntranceProps } from '../entrance-http';
import { EntranceLoadBalancer } from './entrance-load-balancer';

/** Creates the HTTP entrance. */
export function bindHttp(parent: Construct, options: EntranceBindOptions, props: HttpEntranceProps): EntranceConfig {
  const scope = new Construct(parent, 'Entrance');
  const { loadBalancer } = new EntranceLoadBalancer(scope, { ...props, vpc: options.vpc, ports: [80] });
  if (props.access?.isInternetFacing) warnUnencrypted(scope);
  return {
    listener: loadBalancer.addListener('Http', { protocol: ApplicationProtocol.HTTP, port: 80, open: false }),
    loadBalancer,
    connections: loadBalancer.connections,
    url: `http://${loadBalancer.loadBalancerDnsName}`,
    hostName: loadBalancer.loadBalancerDnsName,
    encrypted: false,
  };
}

function warnUnencrypted(scope: Construct): void {
  warn(
    scope, 'imaging-network:unencryptedEntrance',
    'this entrance is internet-facing and speaks HTTP: passwords and images cross the internet in the clear; '
    + 'use Entrance.https(...), or acknowledge this for a trial without real users and data',
  );
}
