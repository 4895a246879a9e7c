import { Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { CfnParameter, type Stack } from 'aws-cdk-lib/core';
import { Entrance } from '../src';
import { importedVpc, newStack, serve } from './fixtures';

function sharedListener(stack: Stack, vpc: ec2.IVpc, props: Partial<elbv2.BaseApplicationListenerProps> = {}): elbv2.ApplicationListener {
  return new elbv2.ApplicationLoadBalancer(stack, 'Shared', { vpc }).addListener('Listener', {
    port: 80, open: false, defaultAction: elbv2.ListenerAction.fixedResponse(404), ...props,
  });
}

function importedListener(stack: Stack): elbv2.IApplicationListener {
  return elbv2.ApplicationListener.fromApplicationListenerAttributes(stack, 'Listener', {
    listenerArn: 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/shared/1/2',
    securityGroup: ec2.SecurityGroup.fromSecurityGroupId(stack, 'SecurityGroup', 'sg-1'),
  });
}

const HOST = { hostHeader: 'omero.example.org', priority: 10 };

test('adds a rule for the host name and leaves the rest of the listener alone', () => {
  const stack = newStack();
  const vpc = importedVpc(stack);
  serve(Entrance.fromListener({ listener: sharedListener(stack, vpc), ...HOST }), stack, vpc);
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerRule', {
    Priority: 10,
    Conditions: [{ Field: 'host-header', HostHeaderConfig: { Values: ['omero.example.org'] } }],
    Actions: [Match.objectLike({ Type: 'forward' })],
  });
  template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', { DefaultActions: [Match.objectLike({ Type: 'fixed-response' })] });
  template.resourceCountIs('AWS::ElasticLoadBalancingV2::LoadBalancer', 1);
});

test.each([
  [{ port: 80 }, 'http://omero.example.org', false],
  [{ port: 8080, protocol: elbv2.ApplicationProtocol.HTTP }, 'http://omero.example.org:8080', false],
  [{ port: 443, certificates: [elbv2.ListenerCertificate.fromArn('arn:certificate')] }, 'https://omero.example.org', true],
])('takes protocol and port from a listener of this app: %o', (props, url, encrypted) => {
  const stack = newStack();
  const vpc = importedVpc(stack);
  const listener = sharedListener(stack, vpc, props);
  const config = serve(Entrance.fromListener({ listener, ...HOST }), stack, vpc);
  expect(config).toMatchObject({ url, encrypted, hostName: 'omero.example.org', priority: 10 });
  expect(config.loadBalancer).toBe(listener.loadBalancer);
});

test.each([[undefined, 'https://omero.example.org'], [8443, 'https://omero.example.org:8443']])('serves behind an imported listener', (port, url) => {
  const stack = newStack();
  const listener = importedListener(stack);
  const config = serve(Entrance.fromListener({ listener, ...HOST, protocol: elbv2.ApplicationProtocol.HTTPS, port }), stack);
  expect(config).toMatchObject({ url, encrypted: true });
  expect(config.loadBalancer).toBeUndefined();
  expect(config.connections).toBe(listener.connections);
});

test('fails where the protocol of an imported listener is not said', () => {
  const stack = newStack();
  expect(() => serve(Entrance.fromListener({ listener: importedListener(stack), ...HOST }), stack)).toThrow(/the protocol of the imported listener for "omero.example.org" is not known/);
});

test.each([0, 50001, 1.5])('fails for the priority %d', (priority) => {
  const stack = newStack();
  const entrance = Entrance.fromListener({ listener: importedListener(stack), hostHeader: 'omero.example.org', priority });
  expect(() => serve(entrance, stack)).toThrow(`priority must be a whole number from 1 to 50000, unique within the listener; got ${priority}`);
});

test('fails for a host header that is no host name', () => {
  const stack = newStack();
  const entrance = Entrance.fromListener({ listener: importedListener(stack), hostHeader: '*.example.org', priority: 1 });
  expect(() => serve(entrance, stack)).toThrow(/hostHeader must be a full host name.*got "\*.example.org"/);
});

test('lets a host header and a priority through that are known at deployment only', () => {
  const stack = newStack();
  const hostHeader = new CfnParameter(stack, 'Host').valueAsString;
  const priority = new CfnParameter(stack, 'Priority', { type: 'Number' }).valueAsNumber;
  const listener = importedListener(stack);
  expect(() => serve(Entrance.fromListener({ listener, hostHeader, priority, protocol: elbv2.ApplicationProtocol.HTTPS }), stack)).not.toThrow();
});
