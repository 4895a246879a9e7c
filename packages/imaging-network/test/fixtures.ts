import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { App, Stack, type StackProps } from 'aws-cdk-lib/core';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import type { Entrance, EntranceConfig } from '../src';

/** An empty stack. */
export function newStack(context: Record<string, unknown> = {}, props: StackProps = {}): Stack {
  return new Stack(new App({ context }), 'Stack', props);
}

/** A VPC that exists already, as a hospital would bring one. */
export function importedVpc(scope: Construct, attributes: Partial<ec2.VpcAttributes> = {}): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(scope, 'Vpc', {
    vpcId: 'vpc-1',
    vpcCidrBlock: '10.20.0.0/16',
    availabilityZones: ['eu-central-1a', 'eu-central-1b'],
    publicSubnetIds: ['subnet-public-a', 'subnet-public-b'],
    privateSubnetIds: ['subnet-private-a', 'subnet-private-b'],
    ...attributes,
  });
}

/** The zone example.org, which exists already. */
export function exampleZone(scope: Construct): route53.IHostedZone {
  return route53.HostedZone.fromHostedZoneAttributes(scope, 'Zone', { hostedZoneId: 'Z123', zoneName: 'example.org' });
}

/** Does with an entrance what a server behind it does. */
export function serve(entrance: Entrance, scope: Construct, vpc: ec2.IVpc = importedVpc(scope)): EntranceConfig {
  const server = new Construct(scope, 'Server');
  const config = entrance.bind(server, { vpc });
  const targetGroup = new elbv2.ApplicationTargetGroup(server, 'Targets', {
    vpc, port: 4080, protocol: elbv2.ApplicationProtocol.HTTP, targetType: elbv2.TargetType.IP,
  });
  config.listener.addTargetGroups('Server', { targetGroups: [targetGroup], conditions: config.conditions, priority: config.priority });
  return config;
}

/** What a security group lets in: `source port`. */
export function openings(stack: Stack): string[] {
  interface Rule { CidrIp?: string; CidrIpv6?: string; FromPort?: number; ToPort?: number }
  const template = Template.fromStack(stack);
  const inline = Object.values(template.findResources('AWS::EC2::SecurityGroup'))
    .flatMap((resource) => (resource.Properties.SecurityGroupIngress ?? []) as Rule[]);
  const separate = Object.values(template.findResources('AWS::EC2::SecurityGroupIngress')).map((resource) => resource.Properties as Rule);
  return [...inline, ...separate].map((rule) => {
    const ports = rule.FromPort === rule.ToPort ? `${rule.FromPort}` : `${rule.FromPort}-${rule.ToPort}`;
    return `${rule.CidrIp ?? rule.CidrIpv6 ?? 'other'} ${ports}`;
  });
}
