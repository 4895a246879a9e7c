import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as servicediscovery from 'aws-cdk-lib/aws-servicediscovery';
import { Template } from 'aws-cdk-lib/assertions';
import { App, Stack, type StackProps } from 'aws-cdk-lib/core';
import { Entrance } from '@cdk-imaging/imaging-network';
import type { Construct } from 'constructs';
import { type IOmeroDatabase, OmeroDatabase, OmeroRepository, OmeroServer, OmeroWeb, type OmeroServerProps, type OmeroWebProps } from '../src';

export const DESTROY_KEY = { '@cdk-imaging/destroyData': true };

/** Flags that `cdk init` would put into a new app's cdk.json. */
export const RECOMMENDED_FLAGS = jest.requireActual<Record<string, unknown>>('aws-cdk-lib/recommended-feature-flags.json');

/** An empty stack of an app of its own. */
export function newStack(context: Record<string, unknown> = {}, props: StackProps = {}): Stack {
  return new Stack(new App({ context }), 'Stack', props);
}

/** A VPC that exists already, as a hospital would bring one. */
export function importedVpc(scope: Construct, attributes: Partial<ec2.VpcAttributes> = {}): ec2.IVpc {
  const all = {
    vpcId: 'vpc-1',
    vpcCidrBlock: '10.20.0.0/16',
    availabilityZones: ['eu-central-1a', 'eu-central-1b'],
    publicSubnetIds: ['subnet-public-a', 'subnet-public-b'],
    privateSubnetIds: ['subnet-private-a', 'subnet-private-b'],
    ...attributes,
  };
  const routeTables = (subnetIds?: string[]): string[] | undefined => subnetIds?.map((id) => id.replace('subnet', 'rtb'));
  return ec2.Vpc.fromVpcAttributes(scope, 'Vpc', {
    ...all,
    publicSubnetRouteTableIds: routeTables(all.publicSubnetIds),
    privateSubnetRouteTableIds: routeTables(all.privateSubnetIds),
    isolatedSubnetRouteTableIds: routeTables(all.isolatedSubnetIds),
  });
}

/** The VPC without a way to the internet. */
export function isolatedVpc(scope: Construct): ec2.IVpc {
  return importedVpc(scope, { privateSubnetIds: undefined, publicSubnetIds: undefined, isolatedSubnetIds: ['subnet-isolated-a', 'subnet-isolated-b'] });
}

export function publicVpc(scope: Construct): ec2.IVpc {
  return importedVpc(scope, { privateSubnetIds: undefined });
}

/** The zone example.org, which exists already. */
export function exampleZone(scope: Construct): route53.IHostedZone {
  return route53.HostedZone.fromHostedZoneAttributes(scope, 'Zone', { hostedZoneId: 'Z123', zoneName: 'example.org' });
}

/** An HTTPS entrance for omero.example.org. */
export function httpsEntrance(scope: Construct): Entrance {
  return Entrance.https({ domainName: 'omero.example.org', hostedZone: exampleZone(scope) });
}

/** A database that knows no password of root, as imported ones, so that the server generates one. */
export function withoutRootPassword(database: IOmeroDatabase): IOmeroDatabase {
  const { host, port, databaseName, secret, connections } = database;
  return { host, port, databaseName, secret, connections };
}

/** A server with all that it needs, in an imported VPC. */
export function newServer(stack: Stack, props: Partial<OmeroServerProps> = {}): OmeroServer {
  const vpc = props.cluster?.vpc ?? importedVpc(stack);
  return new OmeroServer(stack, 'Server', {
    cluster: props.cluster ?? new ecs.Cluster(stack, 'Cluster', { vpc }),
    namespace: props.namespace ?? new servicediscovery.PrivateDnsNamespace(stack, 'Namespace', { vpc, name: 'omero.internal' }),
    database: props.database ?? withoutRootPassword(new OmeroDatabase(stack, 'Database', { vpc })),
    repository: props.repository ?? new OmeroRepository(stack, 'Repository', { vpc }),
    ...props,
  });
}

/** A cluster in a VPC, as a prop. */
export function clusterIn(stack: Stack, vpc: ec2.IVpc): { cluster: ecs.Cluster } {
  return { cluster: new ecs.Cluster(stack, 'Cluster', { vpc }) };
}

/** OMERO.web for a server elsewhere, in an imported VPC. */
export function newWeb(stack: Stack, props: Partial<OmeroWebProps> = {}): OmeroWeb {
  const vpc = props.cluster?.vpc ?? importedVpc(stack);
  const serverSecurityGroup = new ec2.SecurityGroup(stack, 'ServerSecurityGroup', { vpc, allowAllOutbound: false });
  return new OmeroWeb(stack, 'Web', {
    cluster: props.cluster ?? new ecs.Cluster(stack, 'Cluster', { vpc }),
    server: { host: 'server.omero.internal', port: 4064, connections: serverSecurityGroup.connections },
    entrance: Entrance.http(),
    ...props,
  });
}

interface Resource { readonly Properties: Record<string, unknown> }

/** Properties of the only resource of a type whose logical id matches. */
export function propertiesOf(stack: Stack, type: string, id = /./): Record<string, unknown> {
  const found = Object.entries(Template.fromStack(stack).findResources(type)).filter(([logicalId]) => id.test(logicalId));
  expect(found.map(([logicalId]) => logicalId)).toHaveLength(1);
  return (found[0][1] as Resource).Properties;
}

interface RenderedContainer {
  readonly Name: string;
  readonly Environment: { Name: string; Value: unknown }[];
  readonly Secrets: { Name: string; ValueFrom: unknown }[];
  readonly [key: string]: unknown;
}

/** The first container of the task definition whose logical id matches. */
export function containerOf(stack: Stack, id = /./): RenderedContainer {
  const { ContainerDefinitions: containers } = propertiesOf(stack, 'AWS::ECS::TaskDefinition', id);
  return (containers as RenderedContainer[])[0];
}

/** Plain environment variables of the first container. */
export function environmentOf(stack: Stack, id?: RegExp): Record<string, unknown> {
  return Object.fromEntries(containerOf(stack, id).Environment.map(({ Name, Value }) => [Name, Value]));
}

/** Secret environment variables of the first container. */
export function secretsOf(stack: Stack, id?: RegExp): Record<string, unknown> {
  return Object.fromEntries(containerOf(stack, id).Secrets.map(({ Name, ValueFrom }) => [Name, ValueFrom]));
}

/** Types of Lambda functions and custom resources of a stack. */
export function functionsIn(stack: Stack): string[] {
  const { Resources: resources } = Template.fromStack(stack).toJSON() as { Resources: Record<string, { Type: string }> };
  return Object.values(resources).map(({ Type: type }) => type).filter((type) => /Lambda|Custom|CloudFormation/.test(type));
}
