import { Match } from '@aws-cdk/integ-tests-alpha';
import { FlowLogs, ImagingNetwork } from '@cdk-imaging/imaging-network';
import * as logs from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { DeployedTest } from './support/deployed-test';
import { only } from './support/only';

const test = new DeployedTest('NetworkNat');
const network = new ImagingNetwork(test.stack(), 'Network', {
  cidr: '10.20.0.0/16',
  flowLogs: FlowLogs.toCloudWatchLogs({ retention: logs.RetentionDays.ONE_WEEK, removalPolicy: RemovalPolicy.DESTROY }),
});
const { vpc } = network;
const { logGroupName } = only(network, logs.LogGroup);
const throughNat = { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: Match.stringLikeRegexp('^nat-'), State: 'active' };

test.expect('ec2', 'DescribeVpcs', { VpcIds: [vpc.vpcId] }, {
  Vpcs: [{ CidrBlock: '10.20.0.0/16', State: 'available' }],
});
test.expect('ec2', 'DescribeNatGateways', { Filter: [{ Name: 'vpc-id', Values: [vpc.vpcId] }] }, {
  NatGateways: [{ State: 'available', ConnectivityType: 'public', SubnetId: vpc.publicSubnets[0].subnetId }],
});
for (const { routeTable } of vpc.privateSubnets) {
  test.expect('ec2', 'DescribeRouteTables', { RouteTableIds: [routeTable.routeTableId] }, {
    RouteTables: [{ VpcId: vpc.vpcId, Routes: Match.arrayWith([Match.objectLike(throughNat)]) }],
  });
}
test.expect('ec2', 'DescribeSubnets', { SubnetIds: [vpc.publicSubnets[0].subnetId] }, {
  Subnets: [{ MapPublicIpOnLaunch: false }],
});
test.expect('ec2', 'DescribeFlowLogs', { Filter: [{ Name: 'resource-id', Values: [vpc.vpcId] }] }, {
  FlowLogs: [{ FlowLogStatus: 'ACTIVE', TrafficType: 'ALL', LogDestinationType: 'cloud-watch-logs', LogGroupName: logGroupName }],
});
test.expect('cloudwatch-logs', 'DescribeLogGroups', { logGroupNamePrefix: logGroupName }, {
  logGroups: [{ logGroupName, retentionInDays: 7 }],
});
