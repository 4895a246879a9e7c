import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';

/**
 * Lets out what every task needs, HTTPS for images, secrets and logs, and nothing else.
 *
 * What a task connects to beyond that is allowed where it is connected; for more, such as an LDAP server, use the `connections` of the construct.
 */
export function taskSecurityGroup(scope: Construct, id: string, vpc: ec2.IVpc, description: string): ec2.SecurityGroup {
  const securityGroup = new ec2.SecurityGroup(scope, id, { vpc, description, allowAllOutbound: false });
  securityGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS, 'AWS APIs and image registries');
  return securityGroup;
}
