import * as kms from 'aws-cdk-lib/aws-kms';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { App, CfnParameter, RemovalPolicy, Stack, Token } from 'aws-cdk-lib/core';
import { WebSessions, type RedisSessionsProps } from '../src';
import { clusterIn, DESTROY_KEY, environmentOf, functionsIn, importedVpc, newStack, newWeb, propertiesOf, RECOMMENDED_FLAGS, secretsOf } from './fixtures';

function withRedis(props?: RedisSessionsProps, context: Record<string, unknown> = {}): Stack {
  const stack = newStack(context);
  newWeb(stack, { sessions: WebSessions.redis(props) });
  return stack;
}

describe('sticky sessions', () => {
  test('bind a browser to a task for a day, and need nothing else', () => {
    const stack = newStack();
    newWeb(stack, { sessions: WebSessions.sticky() });
    Template.fromStack(stack).hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      TargetGroupAttributes: Match.arrayWith([
        { Key: 'stickiness.enabled', Value: 'true' }, { Key: 'stickiness.type', Value: 'lb_cookie' }, { Key: 'stickiness.lb_cookie.duration_seconds', Value: '86400' },
      ]),
    });
    Template.fromStack(stack).resourceCountIs('AWS::ElastiCache::ReplicationGroup', 0);
  });
});

describe('sessions in Redis', () => {
  test('are encrypted at rest and in transit, and need a password', () => {
    expect(propertiesOf(withRedis(), 'AWS::ElastiCache::ReplicationGroup')).toMatchObject({
      AtRestEncryptionEnabled: true, TransitEncryptionEnabled: true,
      AuthToken: { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: expect.stringMatching(/^WebRedisAuthToken/) as unknown }, ':SecretString:::}}']] },
    });
  });

  test('survive the loss of a node', () => {
    expect(propertiesOf(withRedis(), 'AWS::ElastiCache::ReplicationGroup')).toMatchObject({
      Engine: 'redis', EngineVersion: '7.1', CacheNodeType: 'cache.t4g.micro', AutomaticFailoverEnabled: true, MultiAZEnabled: true, NumNodeGroups: 1, ReplicasPerNodeGroup: 1,
    });
  });

  test('are found by the start script of OMERO.web, which gets the password from Secrets Manager', () => {
    const stack = withRedis();
    expect(environmentOf(stack)).toMatchObject({ REDIS_URL_HOST: { 'Fn::GetAtt': [expect.stringMatching(/ReplicationGroup/) as unknown, 'PrimaryEndPoint.Address'] }, REDIS_PORT: '6380' });
    expect(propertiesOf(stack, 'AWS::ElastiCache::ReplicationGroup').Port).toBe(6380);
    expect(secretsOf(stack).REDIS_AUTH_TOKEN).toEqual({ Ref: expect.stringMatching(/^WebRedisAuthToken/) as unknown });
  });

  test('need no sticky load balancer', () => {
    Template.fromStack(withRedis()).hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      TargetGroupAttributes: Match.arrayWith([{ Key: 'stickiness.enabled', Value: 'false' }]),
    });
  });

  test('are reached by the web tasks only', () => {
    Template.fromStack(withRedis()).hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 6380, ToPort: 6380, SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^WebSecurityGroup'), 'GroupId'] },
    });
    Template.fromStack(withRedis()).hasResourceProperties('AWS::EC2::SecurityGroup', { GroupDescription: 'OMERO.web sessions', SecurityGroupIngress: Match.absent() });
  });

  test('take a node type, replicas and a key', () => {
    const stack = newStack();
    const encryptionKey = new kms.Key(stack, 'Key');
    newWeb(stack, { sessions: WebSessions.redis({ nodeType: 'cache.r7g.large', replicas: 5 }), encryptionKey });
    const arn = { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] };
    expect(propertiesOf(stack, 'AWS::ElastiCache::ReplicationGroup')).toMatchObject({ CacheNodeType: 'cache.r7g.large', ReplicasPerNodeGroup: 5, KmsKeyId: arn });
    expect(propertiesOf(stack, 'AWS::SecretsManager::Secret', /AuthToken/).KmsKeyId).toEqual(arn);
  });

  test('let values through that are known at deployment only', () => {
    const stack = newStack();
    const replicas = new CfnParameter(stack, 'Replicas', { type: 'Number' });
    newWeb(stack, { sessions: WebSessions.redis({ nodeType: Token.asString({ Ref: 'NodeType' }), replicas: replicas.valueAsNumber }) });
    expect(propertiesOf(stack, 'AWS::ElastiCache::ReplicationGroup')).toMatchObject({ CacheNodeType: { Ref: 'NodeType' }, ReplicasPerNodeGroup: { Ref: 'Replicas' } });
  });

  test('take a key of another stack, which does not wait for the task', () => {
    const app = new App();
    const keys = new Stack(app, 'Keys');
    const stack = new Stack(app, 'Stack');
    newWeb(stack, { sessions: WebSessions.redis(), encryptionKey: new kms.Key(keys, 'Key') });
    expect(() => Template.fromStack(stack)).not.toThrow();
    expect(keys.dependencies).toEqual([]);
  });

  test('keep the id of their password, which is retained', () => {
    const template = Template.fromStack(withRedis());
    template.hasResource('AWS::SecretsManager::Secret', {
      Properties: { GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true } }, DeletionPolicy: 'Retain',
    });
    expect(Object.keys(template.findResources('AWS::SecretsManager::Secret'))).toEqual(['WebRedisAuthToken3938DDDB', 'WebSecretKeyC42DD436']);
  });

  test('leave no password with both keys', () => {
    const stack = newStack(DESTROY_KEY);
    newWeb(stack, { sessions: WebSessions.redis(), removalPolicy: RemovalPolicy.DESTROY });
    Template.fromStack(stack).allResources('AWS::SecretsManager::Secret', { DeletionPolicy: 'Delete' });
  });

  test.each([['no', {}], ['all recommended', RECOMMENDED_FLAGS]])('create no function with %s feature flags', (_, flags) => {
    expect(functionsIn(withRedis({}, flags))).toEqual([]);
  });

  test.each([
    ['no replica', { replicas: 0 }, 'replicas must be a whole number from 1 to 5, so that one can take over; got 0'],
    ['six replicas', { replicas: 6 }, 'replicas must be a whole number from 1 to 5, so that one can take over; got 6'],
    ['half a replica', { replicas: 1.5 }, 'replicas must be a whole number from 1 to 5'],
    ['what is no node type', { nodeType: 't4g.micro' }, 'nodeType must be the name of an ElastiCache node type such as "cache.t4g.micro"; got "t4g.micro"'],
  ])('fails for %s', (_, props, message) => {
    expect(() => withRedis(props)).toThrow(message);
  });

  test('fails in a VPC with private subnets in one zone', () => {
    const stack = newStack();
    const vpc = importedVpc(stack, {
      availabilityZones: ['eu-central-1a', 'eu-central-1a'], publicSubnetIds: undefined, privateSubnetIds: ['subnet-private-a', 'subnet-private-b'],
    });
    expect(() => newWeb(stack, { sessions: WebSessions.redis(), ...clusterIn(stack, vpc) })).toThrow('the VPC has private subnets in one Availability Zone only');
  });
});
