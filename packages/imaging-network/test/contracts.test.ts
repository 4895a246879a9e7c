import { Template } from 'aws-cdk-lib/assertions';
import type { Stack, StackProps } from 'aws-cdk-lib/core';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import { AccessLogs, Entrance, EntranceAccess, FlowLogs, ImagingNetwork, NetworkEgress } from '../src';
import { exampleZone, newStack, serve } from './fixtures';

/** As much as one stack can hold: a network without NAT and an HTTPS entrance, or one with NAT and an HTTP entrance. */
const VARIANTS: [string, (stack: Stack) => void][] = [
  ['a network with NAT and an HTTP entrance', (stack) => {
    serve(Entrance.http(), stack, new ImagingNetwork(stack, 'Network').vpc);
  }],
  ['a network without NAT and an HTTPS entrance', (stack) => {
    const { vpc } = new ImagingNetwork(stack, 'Network', { egress: NetworkEgress.vpcEndpoints(), flowLogs: FlowLogs.toS3() });
    const access = EntranceAccess.anywhere();
    serve(Entrance.https({ domainName: 'omero.example.org', hostedZone: exampleZone(stack), access, accessLogs: AccessLogs.toNewBucket() }), stack, vpc);
  }],
];

const FLAGS: [string, Record<string, unknown>][] = [['no feature flags', {}], ['all recommended feature flags', recommendedFlags]];

const ENVIRONMENTS: [string, StackProps][] = [
  ['without an environment', {}],
  ['in an account and Region', { env: { account: '123456789012', region: 'eu-central-1' } }],
];

describe.each(VARIANTS)('%s', (_, build) => {
  describe.each(FLAGS)('with %s', (_flags, context) => {
    test.each(ENVIRONMENTS)('needs neither a Lambda function nor a custom resource, %s', (_environment, props) => {
      const stack = newStack(context, props);
      build(stack);
      const { Resources } = Template.fromStack(stack).toJSON() as { Resources: Record<string, { Type: string }> };
      const types = Object.values(Resources).map((resource) => resource.Type);
      expect(types).toContain('AWS::EC2::VPC');
      expect(types.filter((type) => /^(Custom::|AWS::CloudFormation::CustomResource|AWS::Lambda::)/.test(type))).toEqual([]);
    });
  });

  test('is the same with and without feature flags, apart from how policies are written', () => {
    const [without, withAll] = FLAGS.map(([, context]) => {
      const stack = newStack(context);
      build(stack);
      return Object.entries((Template.fromStack(stack).toJSON() as { Resources: Record<string, { Type: string }> }).Resources)
        .map(([id, { Type }]) => `${id} ${Type}`).sort();
    });
    expect(withAll).toEqual(without);
  });
});

/* A changed logical id would replace the bucket or the log group, and leave the logs so far behind. */
test('resources that hold data keep their logical ids', () => {
  const stack = newStack();
  new ImagingNetwork(stack, 'Network');
  new ImagingNetwork(stack, 'Isolated', { egress: NetworkEgress.vpcEndpoints(), flowLogs: FlowLogs.toS3() });
  serve(Entrance.https({ domainName: 'omero.example.org', hostedZone: exampleZone(stack) }), stack);
  const template = Template.fromStack(stack);
  expect(Object.keys(template.findResources('AWS::S3::Bucket')).sort()).toEqual(['IsolatedFlowLogsBucket7A73AF99', 'ServerEntranceAccessLogsCC8DEAD2']);
  expect(Object.keys(template.findResources('AWS::Logs::LogGroup'))).toEqual(['NetworkFlowLogsLogGroup625EB2BC']);
  expect(Object.keys(template.findResources('AWS::EC2::VPC')).sort()).toEqual(['IsolatedVpcB985E05F', 'NetworkVpc7FB7348F']);
});

test('everything that holds data is retained', () => {
  const stack = newStack();
  VARIANTS[1][1](stack);
  const template = Template.fromStack(stack);
  const stateful = { ...template.findResources('AWS::S3::Bucket'), ...template.findResources('AWS::Logs::LogGroup') };
  expect(Object.keys(stateful)).toHaveLength(2);
  for (const resource of Object.values(stateful)) expect(resource).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
});
