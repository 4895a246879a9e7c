import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Lazy } from 'aws-cdk-lib/core';
import { FlowLogs, ImagingNetwork, NetworkEgress } from '../src';
import { newStack, openings } from './fixtures';

describe('subnets', () => {
  test('are public and private ones in two Availability Zones', () => {
    const stack = newStack();
    const network = new ImagingNetwork(stack, 'Network');
    expect(network.vpc.publicSubnets).toHaveLength(2);
    expect(network.vpc.privateSubnets).toHaveLength(2);
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16', EnableDnsHostnames: true, EnableDnsSupport: true });
  });

  test('never give their hosts a public address', () => {
    const stack = newStack();
    new ImagingNetwork(stack, 'Network');
    Template.fromStack(stack).allResourcesProperties('AWS::EC2::Subnet', { MapPublicIpOnLaunch: false });
  });

  test.each([2, 3])('span %d Availability Zones where the Region is known', (maxAzs) => {
    const stack = newStack({}, { env: { account: '123456789012', region: 'eu-central-1' } });
    const network = new ImagingNetwork(stack, 'Network', { maxAzs });
    expect(network.vpc.availabilityZones).toHaveLength(maxAzs);
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('@cdk-imaging'));
  });

  test('are fewer than asked for where the Region is not known, with a warning', () => {
    const stack = newStack();
    new ImagingNetwork(stack, 'Network', { maxAzs: 3 });
    Annotations.fromStack(stack).hasWarning('/Stack/Network', Match.stringLikeRegexp('maxAzs is 3, but the network has 2.*imaging-network:fewerZones'));
  });

  test.each([['10.1.0.0/16', '10.1.0.0/18'], ['192.168.10.0/24', '192.168.10.0/26']])('are cut from %s', (cidr, first) => {
    const stack = newStack();
    new ImagingNetwork(stack, 'Network', { cidr });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::Subnet', { CidrBlock: first });
  });
});

describe('the default security group', () => {
  test('is used by nothing', () => {
    const stack = newStack();
    new ImagingNetwork(stack, 'Network', { egress: NetworkEgress.vpcEndpoints(), flowLogs: FlowLogs.toS3() });
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('DefaultSecurityGroup');
  });
});

describe('an endpoint that is added', () => {
  test('is reachable from within the network only, on port 443', () => {
    const stack = newStack();
    new ImagingNetwork(stack, 'Network', { cidr: '10.9.0.0/16' }).addEndpoint('Sqs', ec2.InterfaceVpcEndpointAwsService.SQS);
    expect(openings(stack)).toEqual(['10.9.0.0/16 443']);
  });

  test('shares one security group with the others', () => {
    const stack = newStack();
    const network = new ImagingNetwork(stack, 'Network', { egress: NetworkEgress.vpcEndpoints() });
    network.addEndpoint('Sqs', ec2.InterfaceVpcEndpointAwsService.SQS);
    Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroup', 1);
  });
});

describe('cidr', () => {
  test.each([
    ['10.0.0.0', /cidr must be an IPv4 block such as "10.0.0.0\/16"; got "10.0.0.0"/],
    ['10.0.0.256/16', /must be an IPv4 block/],
    ['2001:db8::/32', /must be an IPv4 block/],
    ['10.0.0.0/15', /cidr must be a \/16 to a \/24, with room for the subnets; got "10.0.0.0\/15"/],
    ['10.0.0.0/25', /must be a \/16 to a \/24/],
    ['10.0.1.0/16', /must begin at the first address of its block; got "10.0.1.0\/16": write "10.0.0.0\/16"/],
  ])('fails for %s', (cidr, message) => {
    expect(() => new ImagingNetwork(newStack(), 'Network', { cidr })).toThrow(message);
  });

  test('fails where it is a token, because subnets are cut from it', () => {
    const cidr = Lazy.string({ produce: () => '10.0.0.0/16' });
    expect(() => new ImagingNetwork(newStack(), 'Network', { cidr })).toThrow(/cidr must be known at synthesis/);
  });

  test('is warned about outside of the private ranges', () => {
    const stack = newStack();
    new ImagingNetwork(stack, 'Network', { cidr: '198.51.100.0/24' });
    Annotations.fromStack(stack).hasWarning('/Stack/Network', Match.stringLikeRegexp('198.51.100.0/24.*imaging-network:publicCidr'));
  });
});

test.each([0, 1, 7, 2.5, NaN])('fails for %d Availability Zones', (maxAzs) => {
  expect(() => new ImagingNetwork(newStack(), 'Network', { maxAzs })).toThrow(`maxAzs must be a whole number from 2, which load balancers and databases need, to 6; got ${maxAzs}`);
});
