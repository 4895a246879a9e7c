import { ExpectedResult } from '@aws-cdk/integ-tests-alpha';
import { FlowLogs, ImagingNetwork } from '@cdk-imaging/imaging-network';
import * as logs from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { DeployedTest } from './support/deployed-test';

const test = new DeployedTest('NetworkNat');
const { vpc } = new ImagingNetwork(test.stack(), 'Network', {
  cidr: '10.20.0.0/16',
  flowLogs: FlowLogs.toCloudWatchLogs({ retention: logs.RetentionDays.ONE_WEEK, removalPolicy: RemovalPolicy.DESTROY }),
});
const ofVpc = { Name: 'vpc-id', Values: [vpc.vpcId] };

const assertions = test.assertions();

assertions.awsApiCall('EC2', 'DescribeVpcs', { VpcIds: [vpc.vpcId] })
  .expect(ExpectedResult.objectLike({ Vpcs: [{ CidrBlock: '10.20.0.0/16', State: 'available' }] }));

assertions.awsApiCall('EC2', 'DescribeNatGateways', { Filter: [ofVpc] })
  .expect(ExpectedResult.objectLike({
    NatGateways: [{ State: 'available', ConnectivityType: 'public', SubnetId: vpc.publicSubnets[0].subnetId }],
  }));
