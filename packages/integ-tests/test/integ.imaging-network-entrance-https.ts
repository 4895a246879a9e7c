import { Match } from '@aws-cdk/integ-tests-alpha';
import { AccessLogs, Entrance, EntranceAccess } from '@cdk-imaging/imaging-network';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { ABSENT, DeployedTest } from './support/deployed-test';
import { hostedZone } from './support/hosted-zone';
import { only } from './support/only';
import { smallNetwork } from './support/small-network';

const test = new DeployedTest('EntranceHttps');
const stack = test.stack();
const zone = hostedZone(stack);
const domainName = `integ-omero.${zone.zoneName}`;
const { listener } = Entrance.https({
  domainName,
  hostedZone: zone,
  access: EntranceAccess.internetFacing({ allowedCidrs: ['203.0.113.0/24'] }),
  accessLogs: AccessLogs.none(),
}).bind(stack, { vpc: smallNetwork(stack) });
const { loadBalancerArn, loadBalancerDnsName, connections } = only(stack, elbv2.ApplicationLoadBalancer);
const { certificateArn } = only(stack, acm.Certificate);
listener.addAction('Default', { action: elbv2.ListenerAction.fixedResponse(200) });

test.expect('elastic-load-balancing-v2', 'DescribeLoadBalancers', { LoadBalancerArns: [loadBalancerArn] }, {
  LoadBalancers: [{ Scheme: 'internet-facing', State: { Code: 'active' }, DNSName: loadBalancerDnsName }],
});
test.expectValues('elastic-load-balancing-v2', 'DescribeListeners', { LoadBalancerArn: loadBalancerArn }, {
  'Listeners[Port=443].Protocol': 'HTTPS',
  'Listeners[Port=443].SslPolicy': elbv2.SslPolicy.TLS13_12_RES_PQ,
  'Listeners[Port=443].Certificates.0.CertificateArn': certificateArn,
  'Listeners[Port=80].DefaultActions.0.Type': 'redirect',
  'Listeners[Port=80].DefaultActions.0.RedirectConfig.StatusCode': 'HTTP_301',
  'Listeners[Port=80].DefaultActions.0.RedirectConfig.Protocol': 'HTTPS',
  'Listeners[Port=80].DefaultActions.0.RedirectConfig.Port': '443',
  'Listeners.2': ABSENT,
});
test.expectValues('elastic-load-balancing-v2', 'DescribeListenerAttributes', { ListenerArn: listener.listenerArn }, {
  'Attributes[Key=routing.http.response.strict_transport_security.header_value].Value': 'max-age=31536000',
});
test.expect('acm', 'DescribeCertificate', { CertificateArn: certificateArn }, {
  Certificate: {
    DomainName: domainName,
    Status: 'ISSUED',
    DomainValidationOptions: [{ ValidationMethod: 'DNS', ValidationStatus: 'SUCCESS' }],
    Options: { CertificateTransparencyLoggingPreference: 'ENABLED' },
  },
});
test.expect('route-53', 'ListResourceRecordSets', {
  HostedZoneId: zone.hostedZoneId, StartRecordName: domainName, StartRecordType: 'A', MaxItems: 1,
}, {
  ResourceRecordSets: [{ Name: `${domainName}.`, Type: 'A', AliasTarget: { DNSName: Match.stringLikeRegexp('^dualstack\\..*\\.elb\\.') } }],
});
test.expectValues('ec2', 'DescribeSecurityGroups', { GroupIds: [connections.securityGroups[0].securityGroupId] }, {
  'SecurityGroups.0.IpPermissions[FromPort=443].IpRanges.0.CidrIp': '203.0.113.0/24',
  'SecurityGroups.0.IpPermissions[FromPort=443].IpRanges.1': ABSENT,
  'SecurityGroups.0.IpPermissions[FromPort=80].IpRanges.0.CidrIp': '203.0.113.0/24',
  'SecurityGroups.0.IpPermissions.2': ABSENT,
});
