import { DeployedTest } from '../test/support/deployed-test';
import { smallNetwork } from '../test/support/small-network';

/** What is deployed is right, and what is expected of it is not: the run must say so. */
const test = new DeployedTest('WrongAssertion');
const vpc = smallNetwork(test.stack());

test.expect('ec2', 'DescribeVpcs', { VpcIds: [vpc.vpcId] }, { Vpcs: [{ State: 'available' }] });
test.expect('ec2', 'DescribeVpcs', { VpcIds: [vpc.vpcId] }, { Vpcs: [{ CidrBlock: '192.168.0.0/16' }] });
test.expectValues('ec2', 'DescribeVpcs', { VpcIds: [vpc.vpcId] }, { 'Vpcs.0.InstanceTenancy': 'dedicated' });
