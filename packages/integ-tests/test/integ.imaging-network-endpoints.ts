import { FlowLogs, ImagingNetwork, NetworkEgress } from '@cdk-imaging/imaging-network';
import { SecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { ABSENT, DeployedTest } from './support/deployed-test';
import { only } from './support/only';

const test = new DeployedTest('NetworkEndpoints');
const stack = test.stack();
const network = new ImagingNetwork(stack, 'Network', {
  cidr: '10.21.0.0/16',
  egress: NetworkEgress.vpcEndpoints(),
  flowLogs: FlowLogs.none(),
});
const { vpc } = network;
const ofVpc = { Name: 'vpc-id', Values: [vpc.vpcId] };

test.expect('ec2', 'DescribeNatGateways', { Filter: [ofVpc] }, { NatGateways: [] });
for (const { routeTable } of vpc.isolatedSubnets) {
  test.expectValues('ec2', 'DescribeRouteTables', { RouteTableIds: [routeTable.routeTableId] }, {
    'RouteTables.0.VpcId': vpc.vpcId,
    'RouteTables.0.Routes[DestinationCidrBlock=10.21.0.0/16].GatewayId': 'local',
    'RouteTables.0.Routes[DestinationCidrBlock=0.0.0.0/0]': ABSENT,
  });
}
for (const service of ['ecr.api', 'ecr.dkr', 'logs', 'secretsmanager', 'elasticfilesystem', 'ssmmessages']) {
  const named = { Name: 'service-name', Values: [`com.amazonaws.${stack.region}.${service}`] };
  test.expectValues('ec2', 'DescribeVpcEndpoints', { Filters: [ofVpc, named] }, {
    'VpcEndpoints.0.State': 'available',
    'VpcEndpoints.0.VpcEndpointType': 'Interface',
    'VpcEndpoints.0.PrivateDnsEnabled': true,
    'VpcEndpoints.0.SubnetIds.length': 2,
    'VpcEndpoints.1': ABSENT,
  });
}
const s3 = { Name: 'service-name', Values: [`com.amazonaws.${stack.region}.s3`] };
test.expectValues('ec2', 'DescribeVpcEndpoints', { Filters: [ofVpc, s3] }, {
  'VpcEndpoints.0.State': 'available',
  'VpcEndpoints.0.VpcEndpointType': 'Gateway',
  // Those of the isolated subnets and of the public ones.
  'VpcEndpoints.0.RouteTableIds.length': 4,
});
test.expect('ec2', 'DescribeSecurityGroups', { GroupIds: [only(network, SecurityGroup).securityGroupId] }, {
  SecurityGroups: [{ IpPermissions: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '10.21.0.0/16' }] }] }],
});
