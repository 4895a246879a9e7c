import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Duration, Lazy } from 'aws-cdk-lib/core';
import { Entrance, EntranceAccess, ImagingNetwork, NetworkEgress } from '../src';
import { importedVpc, newStack, openings, serve } from './fixtures';

const LOAD_BALANCER = 'AWS::ElasticLoadBalancingV2::LoadBalancer';

test('is internal by default and lets the VPC in, nobody else', () => {
  const stack = newStack();
  serve(Entrance.http(), stack);
  Template.fromStack(stack).hasResourceProperties(LOAD_BALANCER, { Scheme: 'internal', Subnets: ['subnet-private-a', 'subnet-private-b'] });
  expect(openings(stack)).toEqual(['10.20.0.0/16 80']);
  Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('@cdk-imaging'));
});

test('tells the server what it is called', () => {
  const stack = newStack();
  const config = serve(Entrance.http(), stack);
  expect(config).toMatchObject({ encrypted: false, loadBalancer: expect.anything() as unknown });
  expect(config.conditions).toBeUndefined();
  expect(config.priority).toBeUndefined();
  expect(stack.resolve(config.hostName)).toEqual({ 'Fn::GetAtt': [expect.stringContaining('LoadBalancer'), 'DNSName'] });
  expect(stack.resolve(config.url)).toEqual({ 'Fn::Join': ['', ['http://', stack.resolve(config.hostName)]] });
});

test('forwards everything to the server, without a default action before that', () => {
  const stack = newStack();
  serve(Entrance.http(), stack);
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::ElasticLoadBalancingV2::Listener', 1);
  template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', {
    Port: 80, Protocol: 'HTTP', DefaultActions: [{ Type: 'forward', TargetGroupArn: Match.anyValue() }],
  });
});

test('drops invalid header fields and can be deleted', () => {
  const stack = newStack();
  serve(Entrance.http(), stack);
  Template.fromStack(stack).hasResourceProperties(LOAD_BALANCER, {
    LoadBalancerAttributes: Match.arrayWith([
      { Key: 'deletion_protection.enabled', Value: 'false' },
      { Key: 'routing.http.drop_invalid_header_fields.enabled', Value: 'true' },
    ]),
  });
});

test('can be protected from deletion', () => {
  const stack = newStack();
  serve(Entrance.http({ deletionProtection: true }), stack);
  Template.fromStack(stack).hasResourceProperties(LOAD_BALANCER, {
    LoadBalancerAttributes: Match.arrayWith([{ Key: 'deletion_protection.enabled', Value: 'true' }]),
  });
});

describe('internet-facing', () => {
  test('lets named networks in and warns that passwords travel in the clear', () => {
    const stack = newStack();
    serve(Entrance.http({ access: EntranceAccess.internetFacing({ allowedCidrs: ['192.0.2.0/24'] }) }), stack);
    Template.fromStack(stack).hasResourceProperties(LOAD_BALANCER, { Scheme: 'internet-facing', Subnets: ['subnet-public-a', 'subnet-public-b'] });
    expect(openings(stack)).toEqual(['192.0.2.0/24 80']);
    Annotations.fromStack(stack).hasWarning('/Stack/Server/Entrance', Match.stringLikeRegexp('passwords.*in the clear.*imaging-network:unencryptedEntrance'));
  });

  test('fails without public subnets', () => {
    const stack = newStack();
    const vpc = importedVpc(stack, { publicSubnetIds: undefined });
    const entrance = Entrance.http({ access: EntranceAccess.internetFacing({ allowedCidrs: ['192.0.2.0/24'] }) });
    expect(() => serve(entrance, stack, vpc)).toThrow(/an internet-facing entrance needs public subnets; the VPC has none/);
  });
});

describe('in a VPC of the user', () => {
  test('fails without private subnets', () => {
    const stack = newStack();
    expect(() => serve(Entrance.http(), stack, importedVpc(stack, { privateSubnetIds: undefined }))).toThrow(/the VPC has no private subnets/);
  });

  test('fails with one Availability Zone', () => {
    const stack = newStack();
    const vpc = importedVpc(stack, { availabilityZones: ['eu-central-1a'], publicSubnetIds: ['subnet-1'], privateSubnetIds: ['subnet-2'] });
    expect(() => serve(Entrance.http(), stack, vpc)).toThrow(/needs subnets in at least two Availability Zones; the VPC has 1 private subnet/);
  });

  test('takes subnets that are known at deployment only', () => {
    const stack = newStack();
    const ids = Lazy.list({ produce: () => ['subnet-1', 'subnet-2'] });
    const vpc = importedVpc(stack, { publicSubnetIds: undefined, privateSubnetIds: ids, availabilityZones: Lazy.list({ produce: () => ['a', 'b'] }) });
    expect(() => serve(Entrance.http(), stack, vpc)).not.toThrow();
  });

  test('fails where its CIDR is not known and no other is named', () => {
    const stack = newStack();
    const vpc = importedVpc(stack, { vpcCidrBlock: undefined });
    expect(() => serve(Entrance.http(), stack, vpc)).toThrow(/the CIDR of the imported VPC is not known: pass vpcCidrBlock/);
  });

  test('lets in who is named where its CIDR is not known', () => {
    const stack = newStack();
    const vpc = importedVpc(stack, { vpcCidrBlock: undefined });
    serve(Entrance.http({ access: EntranceAccess.internal({ allowedCidrs: ['10.99.0.0/16'] }) }), stack, vpc);
    expect(openings(stack)).toEqual(['10.99.0.0/16 80']);
  });
});

test('stands in isolated subnets where the network has no NAT', () => {
  const stack = newStack();
  const { vpc } = new ImagingNetwork(stack, 'Network', { egress: NetworkEgress.vpcEndpoints() });
  serve(Entrance.http(), stack, vpc);
  const subnets = vpc.isolatedSubnets.map((subnet) => stack.resolve(subnet.subnetId) as unknown);
  Template.fromStack(stack).hasResourceProperties(LOAD_BALANCER, { Subnets: subnets });
});

describe('idleTimeout', () => {
  test.each([[undefined, '120'], [Duration.minutes(5), '300']])('outlasts the slowest answer of the web server', (idleTimeout, seconds) => {
    const stack = newStack();
    serve(Entrance.http({ idleTimeout }), stack);
    Template.fromStack(stack).hasResourceProperties(LOAD_BALANCER, {
      LoadBalancerAttributes: Match.arrayWith([{ Key: 'idle_timeout.timeout_seconds', Value: seconds }]),
    });
  });

  test('is warned about where it does not', () => {
    const stack = newStack();
    serve(Entrance.http({ idleTimeout: Duration.seconds(60) }), stack);
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('idleTimeout is 60 seconds.*504.*imaging-network:shortIdleTimeout'));
  });

  test.each([Duration.seconds(0), Duration.seconds(4001), Duration.millis(90500)])('fails for %s', (idleTimeout) => {
    const stack = newStack();
    expect(() => serve(Entrance.http({ idleTimeout }), stack)).toThrow(/idleTimeout must be 1 to 4000 whole seconds; got/);
  });
});
