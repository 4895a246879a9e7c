import { readFileSync } from 'fs';
import { join } from 'path';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Entrance } from '@cdk-imaging/imaging-network';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { App, CfnParameter, RemovalPolicy, Size, Stack, Token } from 'aws-cdk-lib/core';
import { OmeroImages, OmeroWeb, WebSessions, type OmeroWebProps } from '../src';
import {
  clusterIn, containerOf, DESTROY_KEY, environmentOf, functionsIn, httpsEntrance, importedVpc, isolatedVpc, newStack, newWeb, propertiesOf,
  RECOMMENDED_FLAGS, secretsOf,
} from './fixtures';
import { acknowledgements, findings, findingsWithoutAcknowledgements, inBothPacks } from './nag';

function withWeb(props: Partial<OmeroWebProps> = {}, context: Record<string, unknown> = {}): Stack {
  const stack = newStack(context);
  newWeb(stack, props);
  return stack;
}

function withHttps(): Stack {
  const stack = newStack();
  newWeb(stack, { entrance: httpsEntrance(stack) });
  return stack;
}

const SCRIPT = readFileSync(join(__dirname, '..', 'scripts', 'web.sh'), 'utf8');
const LISTENER = 'arn:aws:elasticloadbalancing:eu-central-1:111122223333:listener/app/shared/1/2';

function importedListener(stack: Stack): elbv2.IApplicationListener {
  return elbv2.ApplicationListener.fromApplicationListenerAttributes(stack, 'Listener', {
    listenerArn: LISTENER, securityGroup: ec2.SecurityGroup.fromSecurityGroupId(stack, 'LbGroup', 'sg-lb'),
  });
}

describe('the container', () => {
  test('is the stock image, pinned by digest, under the start script', () => {
    const { Image: image, EntryPoint: entryPoint } = containerOf(withWeb());
    expect(image).toBe(OmeroImages.WEB.reference);
    expect(entryPoint).toEqual(['/bin/bash', '-c', SCRIPT, 'cdk-imaging-omero-web']);
  });

  test('finishes the requests that it has before it ends', () => {
    const stack = withWeb();
    expect(containerOf(stack).StopTimeout).toBe(75);
    expect(environmentOf(stack).OMERO_STOP_TIMEOUT_SECONDS).toBe('65');
    Template.fromStack(stack).hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      TargetGroupAttributes: Match.arrayWith([{ Key: 'deregistration_delay.timeout_seconds', Value: '70' }]),
    });
  });

  test('is handed no variable that nobody reads', () => {
    const stack = withWeb({ sessions: WebSessions.redis() });
    const readByScript = [...SCRIPT.matchAll(/\b((?:OMERO|REDIS)_[A-Z_]+)/g)].map(([, name]) => name);
    const handed = [...Object.keys(environmentOf(stack)), ...Object.keys(secretsOf(stack))].filter((name) => !name.startsWith('CONFIG_'));
    expect(handed.sort()).toEqual(['OMERO_STOP_TIMEOUT_SECONDS', 'REDIS_AUTH_TOKEN', 'REDIS_PORT', 'REDIS_URL_HOST']);
    expect(readByScript).toEqual(expect.arrayContaining(handed));
  });

  test('knows its server, and signs cookies with a key that all tasks share', () => {
    const stack = withWeb();
    expect(environmentOf(stack).CONFIG_omero_web_server__list).toBe('[["server.omero.internal", 4064, "omero"]]');
    expect(secretsOf(stack)).toEqual({ CONFIG_omero_web_secret__key: { Ref: 'WebSecretKeyC42DD436' } });
  });

  test('knows a server whose port is known at deployment only', () => {
    const stack = newStack();
    const port = new CfnParameter(stack, 'Port', { type: 'Number' });
    const vpc = importedVpc(stack);
    const connections = new ec2.SecurityGroup(stack, 'Elsewhere', { vpc, allowAllOutbound: false }).connections;
    newWeb(stack, { server: { host: 'omero.example.org', port: port.valueAsNumber, connections }, ...clusterIn(stack, vpc) });
    expect(environmentOf(stack).CONFIG_omero_web_server__list).toEqual({ 'Fn::Join': ['', ['[["omero.example.org", ', { Ref: 'Port' }, ', "omero"]]']] });
  });

  test('takes properties by OMERO.web\'s own names', () => {
    expect(environmentOf(withWeb({ config: { 'omero.web.page_size': '100' } })).CONFIG_omero_web_page__size).toBe('100');
  });

  test('has 1 vCPU and 2 GiB by default, or what is asked for', () => {
    expect(propertiesOf(withWeb(), 'AWS::ECS::TaskDefinition')).toMatchObject({ Cpu: '1024', Memory: '2048', NetworkMode: 'awsvpc' });
    expect(propertiesOf(withWeb({ cpu: 0.25, memory: Size.gibibytes(1) }), 'AWS::ECS::TaskDefinition')).toMatchObject({ Cpu: '256', Memory: '1024' });
  });
});

describe('the entrance', () => {
  const COOKIES = ['csrf__trusted__origins', 'secure__proxy__ssl__header', 'session__cookie__secure', 'csrf__cookie__secure'].map((name) => `CONFIG_omero_web_${name}`);
  const cookieSettings = (stack: Stack): unknown[] => COOKIES.map((name) => environmentOf(stack)[name]);

  test('over HTTPS makes cookies secure and its origin trusted', () => {
    expect(cookieSettings(withHttps())).toEqual(['["https://omero.example.org"]', '["HTTP_X_FORWARDED_PROTO", "https"]', 'true', 'true']);
  });

  test('over HTTP leaves them as they are', () => {
    expect(cookieSettings(withWeb())).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('may be a listener that exists, on a port of its own, which is part of the origin', () => {
    const stack = newStack();
    const entrance = Entrance.fromListener({
      listener: importedListener(stack), hostHeader: 'omero.example.org', priority: 7, protocol: elbv2.ApplicationProtocol.HTTPS, port: 8443,
    });
    expect(newWeb(stack, { entrance }).url).toBe('https://omero.example.org:8443');
    expect(environmentOf(stack).CONFIG_omero_web_csrf__trusted__origins).toBe('["https://omero.example.org:8443"]');
    Template.fromStack(stack).hasResourceProperties('AWS::ElasticLoadBalancingV2::ListenerRule', {
      ListenerArn: LISTENER, Priority: 7, Conditions: [{ Field: 'host-header', HostHeaderConfig: { Values: ['omero.example.org'] } }],
    });
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', { SourceSecurityGroupId: 'sg-lb', FromPort: 4080 });
  });

  test('may be one listener for two OMEROs', () => {
    const stack = newStack();
    const listener = importedListener(stack);
    const { cluster } = clusterIn(stack, importedVpc(stack));
    const connections = new ec2.Connections({ securityGroups: [new ec2.SecurityGroup(stack, 'Servers', { vpc: cluster.vpc, allowAllOutbound: false })] });
    ['one', 'two'].forEach((name, index) => new OmeroWeb(stack, name, {
      cluster, server: { host: `${name}.internal`, port: 4064, connections },
      entrance: Entrance.fromListener({ listener, hostHeader: `${name}.example.org`, priority: index + 1, protocol: elbv2.ApplicationProtocol.HTTPS }),
    }));
    Template.fromStack(stack).resourceCountIs('AWS::ElasticLoadBalancingV2::ListenerRule', 2);
  });

  test('may be a listener of another stack, which does not wait for this one', () => {
    const app = new App();
    const shared = new Stack(app, 'Shared');
    const vpc = importedVpc(shared);
    const certificates = [acm.Certificate.fromCertificateArn(shared, 'Certificate', 'arn:aws:acm:eu-central-1:111122223333:certificate/c1')];
    const listener = new elbv2.ApplicationLoadBalancer(shared, 'LoadBalancer', { vpc }).addListener('Https', {
      port: 443, open: false, certificates, defaultAction: elbv2.ListenerAction.fixedResponse(404),
    });
    const stack = new Stack(app, 'Stack');
    newWeb(stack, { entrance: Entrance.fromListener({ listener, hostHeader: 'omero.example.org', priority: 1 }), ...clusterIn(stack, vpc) });
    Template.fromStack(stack).resourceCountIs('AWS::ElasticLoadBalancingV2::ListenerRule', 1);
    expect(shared.dependencies).toEqual([]);
  });
});

describe('the network', () => {
  test('lets the load balancer in and nobody else', () => {
    const template = Template.fromStack(withWeb());
    template.hasResourceProperties('AWS::EC2::SecurityGroup', { GroupDescription: 'OMERO.web', SecurityGroupIngress: Match.absent() });
    const ingress = Object.values(template.findResources('AWS::EC2::SecurityGroupIngress', { Properties: { GroupId: { 'Fn::GetAtt': ['WebSecurityGroupF444D504', 'GroupId'] } } }));
    expect(ingress.map((rule) => (rule as { Properties: { FromPort: number } }).Properties.FromPort)).toEqual([4080]);
  });

  test('lets OMERO.web out to HTTPS and to its server', () => {
    const template = Template.fromStack(withWeb());
    template.hasResourceProperties('AWS::EC2::SecurityGroup', {
      GroupDescription: 'OMERO.web', SecurityGroupEgress: [Match.objectLike({ FromPort: 443, ToPort: 443 })],
    });
    template.hasResourceProperties('AWS::EC2::SecurityGroupEgress', { FromPort: 4064, ToPort: 4064 });
    template.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { FromPort: 4064, ToPort: 4064, GroupId: { 'Fn::GetAtt': ['ServerSecurityGroup11086851', 'GroupId'] } });
  });

  test('gives tasks no public address', () => {
    Template.fromStack(withWeb()).hasResourceProperties('AWS::ECS::Service', {
      NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED', Subnets: ['subnet-private-a', 'subnet-private-b'] } },
    });
  });
});

describe('the service', () => {
  test('keeps all tasks during a deployment, and spreads them over zones', () => {
    Template.fromStack(withWeb()).hasResourceProperties('AWS::ECS::Service', {
      DesiredCount: 2, AvailabilityZoneRebalancing: 'ENABLED', HealthCheckGracePeriodSeconds: 180,
      DeploymentConfiguration: { MaximumPercent: 200, MinimumHealthyPercent: 100, DeploymentCircuitBreaker: { Enable: true, Rollback: true } },
    });
  });

  test('is asked for its health where it answers without a session and without the server', () => {
    Template.fromStack(withWeb()).hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      HealthCheckPath: '/api/', Matcher: { HttpCode: '200' }, Port: 4080, Protocol: 'HTTP', TargetType: 'ip',
    });
  });

  test('waits for the way in, and for the permissions of its tasks', () => {
    Template.fromStack(withWeb()).hasResource('AWS::ECS::Service', {
      DependsOn: Match.arrayWith([
        Match.stringLikeRegexp('^WebEntranceLoadBalancerHttp'), Match.stringLikeRegexp('^WebTaskDefinitionExecutionRoleDefaultPolicy'),
      ]),
    });
  });

  test('lets a number of tasks through that is known at deployment only', () => {
    const stack = newStack();
    const count = new CfnParameter(stack, 'Count', { type: 'Number' });
    newWeb(stack, { desiredCount: count.valueAsNumber });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', { DesiredCount: { Ref: 'Count' } });
  });
});

test.each([
  ['retained by default', {}, {}, 'Retain'],
  ['retained with DESTROY alone', { removalPolicy: RemovalPolicy.DESTROY }, {}, 'Retain'],
  ['retained with the context alone', {}, DESTROY_KEY, 'Retain'],
  ['deleted with both keys', { removalPolicy: RemovalPolicy.DESTROY }, DESTROY_KEY, 'Delete'],
])('the key of the cookies and the log are %s', (_, props, context, policy) => {
  const template = Template.fromStack(withWeb(props, context));
  template.allResources('AWS::SecretsManager::Secret', { DeletionPolicy: policy });
  template.allResources('AWS::Logs::LogGroup', { DeletionPolicy: policy });
});

test('a key of the user encrypts the key of the cookies and the log', () => {
  const stack = newStack();
  newWeb(stack, { encryptionKey: new kms.Key(stack, 'Key') });
  const arn = { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] };
  expect(propertiesOf(stack, 'AWS::SecretsManager::Secret').KmsKeyId).toEqual(arn);
  expect(propertiesOf(stack, 'AWS::Logs::LogGroup').KmsKeyId).toEqual(arn);
});

test.each([['no', {}], ['all recommended', RECOMMENDED_FLAGS]])('OMERO.web creates no function with %s feature flags', (_, flags) => {
  expect(functionsIn(withWeb({}, flags))).toEqual([]);
});

describe('errors', () => {
  test.each([
    ['no task', { desiredCount: 0 }, 'desiredCount must be a whole number from 1; got 0'],
    ['half a task', { desiredCount: 1.5 }, 'desiredCount must be a whole number from 1; got 1.5'],
    ['too little memory', { cpu: 0.25, memory: Size.mebibytes(512) }, 'memory must be at least 1 GiB for OMERO.web, which runs five worker processes; got 512 MiB'],
    ['a fraction of memory', { memory: Size.kibibytes(2 * 1024 * 1024 + 1) }, 'memory must be a whole number of MiB; got 2048.0009765625 MiB'],
    ['vCPUs that are known at deployment only', { cpu: Token.asNumber({ Ref: 'Cpu' }) }, 'cpu must be a number of vCPUs that is known at synthesis; got a token: write the number'],
    ['a property of the construct', { config: { 'omero.web.server_list': '[]' } }, '"omero.web.server_list" is set by the construct; remove it from "config" and use the prop "server"'],
    ['the engine of sessions', { config: { 'omero.web.session_engine': 'x' } }, 'use the prop "sessions"'],
    ['a secret in the clear', { config: { 'omero.web.email_host_password': 'x' } }, '"omero.web.email_host_password" is a secret and would be readable in the template'],
  ])('fails for %s', (_, props, message) => {
    expect(() => withWeb(props)).toThrow(message);
  });

  test.each([
    ['a pair of CPU and memory', { cpu: 1, memory: Size.gibibytes(1) }, 'Fargate does not offer 1024 MiB with 1024 CPU units (1 vCPU); choose 2048 to 8192 MiB'],
    ['a number of vCPUs', { cpu: 3 }, 'Fargate has no tasks of 3072 CPU units (3 vCPU)'],
  ])('fails for %s that Fargate does not have', (_, props, message) => {
    expect(() => Template.fromStack(withWeb(props))).toThrow(message);
  });

  test('fails for an image from outside in a network without a way out', () => {
    const stack = newStack();
    expect(() => newWeb(stack, clusterIn(stack, isolatedVpc(stack)))).toThrow(/^image "openmicroscopy\/omero-web-standalone:.*" cannot be pulled/);
  });

  test('fails for a side-car that takes the port of OMERO.web', () => {
    const stack = newStack();
    newWeb(stack).taskDefinition.addContainer('sidecar', { image: ecs.ContainerImage.fromRegistry('x:1'), portMappings: [{ containerPort: 4080 }] });
    expect(() => Template.fromStack(stack)).toThrow('port 4080/tcp is used by "web" and by "sidecar"');
  });
});

describe('rule packs', () => {
  const LOAD_BALANCER = [
    'AwsSolutions-ECS4 Stack/Cluster/Resource',
    ...inBothPacks('S3BucketReplicationEnabled Stack/Web/Entrance/AccessLogs/Resource'), 'NIST.800.53.R5-ALBWAFEnabled Stack/Web/Entrance/LoadBalancer/Resource',
  ];
  const WITHOUT_TLS = inBothPacks(
    'ALBHttpToHttpsRedirection Stack/Web/Entrance/LoadBalancer/Http/Resource', 'ELBv2ACMCertificateRequired Stack/Web/Entrance/LoadBalancer/Http/Resource',
  );

  test('leave a web ACL and the copy of access logs to the judgement of the user', () => {
    expect(findings(withHttps())).toEqual(LOAD_BALANCER.sort());
  });

  test('leave an HTTP entrance to the judgement of the user', () => {
    expect(findings(withWeb({ sessions: WebSessions.redis() }))).toEqual([...LOAD_BALANCER, ...WITHOUT_TLS].sort());
  });

  test('have a finding for every acknowledgement', () => {
    const stack = withWeb({ sessions: WebSessions.redis() });
    const own = acknowledgements(stack);
    expect(own.length).toBeGreaterThan(0);
    expect(findingsWithoutAcknowledgements(stack)).toEqual(expect.arrayContaining(own));
  });
});
