import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Stack } from 'aws-cdk-lib/core';
import { ImagingNetwork, NetworkEgress } from '../src';
import { newStack, openings } from './fixtures';

function withEgress(egress?: NetworkEgress): { stack: Stack; network: ImagingNetwork } {
  const stack = newStack();
  return { stack, network: new ImagingNetwork(stack, 'Network', { egress }) };
}

function endpointServices(stack: Stack, type: string): string[] {
  return Object.values(Template.fromStack(stack).findResources('AWS::EC2::VPCEndpoint', { Properties: { VpcEndpointType: type } }))
    .map((resource) => String(resource.Properties.ServiceName['Fn::Join'][1][2]).slice(1));
}

describe('through NAT gateways', () => {
  test.each([[undefined, 1], [NetworkEgress.nat(), 1], [NetworkEgress.nat({ gateways: 2 }), 2]])('there is one by default', (egress, count) => {
    Template.fromStack(withEgress(egress).stack).resourceCountIs('AWS::EC2::NatGateway', count);
  });

  test('Amazon S3 is reached without them', () => {
    const { stack } = withEgress();
    expect(endpointServices(stack, 'Gateway')).toEqual(['s3']);
    expect(endpointServices(stack, 'Interface')).toEqual([]);
  });

  test.each([0, -1, 1.5, NaN])('fails for %d of them', (gateways) => {
    expect(() => NetworkEgress.nat({ gateways })).toThrow(`gateways must be a whole number, at least 1; got ${gateways}`);
  });

  test('fails for more of them than there are Availability Zones', () => {
    expect(() => withEgress(NetworkEgress.nat({ gateways: 3 }))).toThrow('gateways must be at most the number of Availability Zones, 2; got 3');
  });
});

describe('through VPC endpoints', () => {
  test('private subnets have no route out', () => {
    const { stack, network } = withEgress(NetworkEgress.vpcEndpoints());
    expect(network.vpc.privateSubnets).toHaveLength(0);
    expect(network.vpc.isolatedSubnets).toHaveLength(2);
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::EC2::NatGateway', 0);
    template.resourceCountIs('AWS::EC2::Route', network.vpc.publicSubnets.length);
  });

  test('there is one for each service that tasks on Fargate and on EC2 need', () => {
    const { stack } = withEgress(NetworkEgress.vpcEndpoints());
    expect(endpointServices(stack, 'Gateway')).toEqual(['s3']);
    expect(endpointServices(stack, 'Interface').sort()).toEqual([
      'ec2messages', 'ecr.api', 'ecr.dkr', 'ecs', 'ecs-agent', 'ecs-telemetry', 'elasticfilesystem', 'kms', 'logs', 'secretsmanager', 'ssm', 'ssmmessages',
    ]);
  });

  test('the list can be shortened and extended', () => {
    const services = [...NetworkEgress.fargateServices(), ec2.InterfaceVpcEndpointAwsService.SQS];
    const found = endpointServices(withEgress(NetworkEgress.vpcEndpoints({ services })).stack, 'Interface');
    expect(found).toHaveLength(services.length);
    expect(found).toContain('sqs');
    expect(found).not.toContain('ecs-agent');
  });

  test('they stand in the private subnets, closed to all but the network, under the names of the services', () => {
    const { stack, network } = withEgress(NetworkEgress.vpcEndpoints());
    expect(openings(stack)).toEqual(['10.0.0.0/16 443']);
    const subnets = network.vpc.isolatedSubnets.map((subnet) => stack.resolve(subnet.subnetId) as unknown);
    Template.fromStack(stack).allResourcesProperties('AWS::EC2::SecurityGroup', {
      SecurityGroupEgress: [{ CidrIp: '255.255.255.255/32', Description: 'Disallow all traffic', FromPort: 252, IpProtocol: 'icmp', ToPort: 86 }],
    });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::VPCEndpoint', { PrivateDnsEnabled: true, SubnetIds: subnets, VpcEndpointType: 'Interface' });
  });
});
