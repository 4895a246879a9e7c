import { AccessLogs, Entrance } from '@cdk-imaging/imaging-network';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { ABSENT, DeployedTest } from './support/deployed-test';
import { only } from './support/only';
import { smallNetwork } from './support/small-network';

const test = new DeployedTest('EntranceHttp');
const stack = test.stack();
const vpc = smallNetwork(stack);
// Elastic Load Balancing writes a test file at once, and a bucket that is not empty cannot be deleted.
const bucket = new s3.Bucket(stack, 'AccessLogs', { removalPolicy: RemovalPolicy.DESTROY, autoDeleteObjects: true });
const entrance = Entrance.http({ accessLogs: AccessLogs.toBucket(bucket, { prefix: 'omero' }), idleTimeout: Duration.minutes(4) }).bind(stack, { vpc });
const { loadBalancerArn, connections } = only(stack, elbv2.ApplicationLoadBalancer);
only(stack, elbv2.ApplicationListener).addAction('Default', { action: elbv2.ListenerAction.fixedResponse(200) });

test.expect('elastic-load-balancing-v2', 'DescribeLoadBalancers', { LoadBalancerArns: [loadBalancerArn] }, {
  LoadBalancers: [{ Scheme: 'internal', Type: 'application', State: { Code: 'active' }, DNSName: entrance.hostName, VpcId: vpc.vpcId }],
});
test.expectValues('elastic-load-balancing-v2', 'DescribeListeners', { LoadBalancerArn: loadBalancerArn }, {
  'Listeners[Port=80].Protocol': 'HTTP',
  'Listeners[Port=80].DefaultActions.0.Type': 'fixed-response',
  'Listeners.1': ABSENT,
});
test.expectValues('elastic-load-balancing-v2', 'DescribeLoadBalancerAttributes', { LoadBalancerArn: loadBalancerArn }, {
  'Attributes[Key=access_logs.s3.enabled].Value': 'true',
  'Attributes[Key=access_logs.s3.bucket].Value': bucket.bucketName,
  'Attributes[Key=access_logs.s3.prefix].Value': 'omero',
  'Attributes[Key=idle_timeout.timeout_seconds].Value': '240',
  'Attributes[Key=routing.http.drop_invalid_header_fields.enabled].Value': 'true',
});
test.expect('ec2', 'DescribeSecurityGroups', { GroupIds: [connections.securityGroups[0].securityGroupId] }, {
  SecurityGroups: [{ IpPermissions: [{ IpProtocol: 'tcp', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '10.0.0.0/16' }] }] }],
});
