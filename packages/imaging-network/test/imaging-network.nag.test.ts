import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import type { Stack } from 'aws-cdk-lib/core';
import { FlowLogs, ImagingNetwork, NetworkEgress, type ImagingNetworkProps } from '../src';
import { newStack } from './fixtures';
import { acknowledgements, findings, findingsWithoutAcknowledgements } from './nag';

function withNetwork(props: ImagingNetworkProps = {}, stack: Stack = newStack()): Stack {
  new ImagingNetwork(stack, 'Network', props);
  return stack;
}

test('the packs find an open security group, so that their silence means something', () => {
  const stack = newStack();
  const group = new ec2.SecurityGroup(stack, 'Open', { vpc: new ImagingNetwork(stack, 'Network').vpc });
  group.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(22));
  expect(findings(stack)).toEqual(expect.arrayContaining([
    'AwsSolutions-EC23 Stack/Open/Resource',
    'HIPAA.Security-EC2RestrictedSSH Stack/Open/Resource',
    'NIST.800.53.R5-EC2RestrictedSSH Stack/Open/Resource',
  ]));
});

test.each<[string, ImagingNetworkProps]>([
  ['by default', {}],
  ['with VPC endpoints', { egress: NetworkEgress.vpcEndpoints() }],
])('nothing is left to acknowledge %s', (_, props) => {
  expect(findings(withNetwork(props))).toEqual([]);
});

test('flow logs in S3 leave replication to the judgement of the user', () => {
  expect(findings(withNetwork({ flowLogs: FlowLogs.toS3() }))).toEqual([
    'HIPAA.Security-S3BucketReplicationEnabled Stack/Network/FlowLogs/Bucket/Resource',
    'NIST.800.53.R5-S3BucketReplicationEnabled Stack/Network/FlowLogs/Bucket/Resource',
  ]);
});

test('switching flow logs off is left to the judgement of the user', () => {
  expect(findings(withNetwork({ flowLogs: FlowLogs.none() }))).toEqual([
    'AwsSolutions-VPC7 Stack/Network/Vpc/Resource',
    'HIPAA.Security-VPCFlowLogsEnabled Stack/Network/Vpc/Resource',
    'NIST.800.53.R5-VPCFlowLogsEnabled Stack/Network/Vpc/Resource',
  ]);
});

test('a key of the user leaves nothing to acknowledge about the encryption of the log group', () => {
  const stack = newStack();
  withNetwork({ flowLogs: FlowLogs.toCloudWatchLogs({ encryptionKey: new kms.Key(stack, 'Key', { enableKeyRotation: true }) }) }, stack);
  expect(acknowledgements(stack).map(({ rule }) => rule).filter((rule) => rule.includes('LogGroup'))).toEqual([]);
  expect(findings(stack)).toEqual([]);
});

test.each<[string, ImagingNetworkProps]>([
  ['CloudWatch Logs', {}],
  ['S3', { flowLogs: FlowLogs.toS3() }],
])('every acknowledgement answers a finding, with flow logs in %s', (_, props) => {
  const stack = withNetwork(props);
  const found = findingsWithoutAcknowledgements(stack);
  const acknowledged = acknowledgements(stack).map(({ rule, path }) => `${rule} ${path}`);
  expect(acknowledged.length).toBeGreaterThan(0);
  expect(found).toEqual(expect.arrayContaining(acknowledged));
});
