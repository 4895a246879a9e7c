import { ValidationError } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import { AccessLogs, Entrance, EntranceAccess } from '@cdk-imaging/imaging-network';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Template } from 'aws-cdk-lib/assertions';
import { Duration, RemovalPolicy, Size, type Stack } from 'aws-cdk-lib/core';
import * as fc from 'fast-check';
import { Omero, OmeroDatabase, ServerCapacity, WebSessions } from '../src';
import {
  closedUnlessNamed, dataIsKept, encrypted, noSecretInTheClear, oneWriter, type RenderedTemplate, type Resource, withinEcsLimits,
} from './contracts';
import { DESTROY_KEY, exampleZone, importedVpc, isolatedVpc, newStack, publicVpc, RECOMMENDED_FLAGS } from './fixtures';

const CASES = 300;

/** Mostly one of the values that are allowed, sometimes nothing, and now and then one that is not. */
function mostly<T>(allowed: T[], ...refused: T[]): fc.Arbitrary<T | undefined> {
  return fc.oneof(
    { weight: 5, arbitrary: fc.constant(undefined) },
    { weight: 14, arbitrary: fc.constantFrom(...allowed) },
    ...(refused.length ? [{ weight: 1, arbitrary: fc.constantFrom(...refused) }] : []),
  );
}

const gib = (...sizes: number[]): Size[] => sizes.map((size) => Size.gibibytes(size));

const fargate = fc.tuple(
  fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom<[number?, number?]>([], [1, 4], [1, 8], [2, 8], [2, 16], [4, 8], [4, 30], [8, 16], [16, 120]) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(0, 0.5, 1, 2, 3, 4, 8, 16, -1, NaN), fc.integer({ min: 0, max: 130 })) },
  ),
  mostly(gib(21, 100, 200), ...gib(0, 20, 201), Size.mebibytes(25000)),
).map(([[cpu, memory], ephemeralStorage]) => ({ cpu, memory: memory === undefined ? undefined : Size.gibibytes(memory), ephemeralStorage }))
  .map((props) => () => ServerCapacity.fargate(props));

const ec2Capacity = fc.record({
  instanceType: mostly(['m5.xlarge', 'r6i.large', 'c5.xlarge', 'm7i-flex.2xlarge', 't3.large'], 't3.small', 'm7g.large', 'x2idn.16xlarge', 'nonsense', 'm5.metal'),
  memory: mostly(gib(4, 5, 6, 7), Size.gibibytes(1), Size.gibibytes(64), Size.kibibytes(5000001)),
  rootVolume: mostly(gib(30, 100, 16384), ...gib(10, 20000), Size.mebibytes(40000)),
}).map((props) => ({ ...props, instanceType: props.instanceType === undefined ? undefined : new ec2.InstanceType(props.instanceType) }))
  .map((props) => () => ServerCapacity.ec2(props));

const access = fc.constantFrom(
  EntranceAccess.internal(), EntranceAccess.internal({ allowedCidrs: ['10.99.0.0/16'] }),
  EntranceAccess.internetFacing({ allowedCidrs: ['203.0.113.0/24'] }), EntranceAccess.anywhere(),
);

const entrance = fc.option(fc.tuple(fc.boolean(), access).map(([https, allowed]) => ({
  internetFacing: allowed.isInternetFacing,
  create: (stack: Stack): Entrance => (https
    ? Entrance.https({ domainName: 'omero.example.org', hostedZone: exampleZone(stack), access: allowed, accessLogs: AccessLogs.none() })
    : Entrance.http({ access: allowed, accessLogs: AccessLogs.none() })),
})), { nil: undefined });

const redis = fc.record({
  replicas: mostly([1, 2, 5], 0, -1, 6, 1.5), nodeType: mostly(['cache.t4g.micro', 'cache.r7g.large'], 'db.t3.micro', ''),
}).map((props) => () => WebSessions.redis(props));

const properties = (allowed: string[], refused: string[], values: string[]): fc.Arbitrary<Record<string, string>> => fc.dictionary(
  fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...allowed) },
    { weight: 1, arbitrary: fc.constantFrom(...refused) },
    { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
  ),
  fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: fc.string({ maxLength: 20 }) }),
  { maxKeys: 3 },
);

const web = fc.option(fc.record({
  desiredCount: mostly([1, 2, 5], -1, 0, 1.5, NaN),
  cpu: mostly([0.5, 1], 0.25, 2, 3, NaN),
  memory: mostly(gib(2, 3, 4), ...gib(1, 16), Size.mebibytes(1)),
  sessions: fc.option(fc.oneof(fc.constant(() => WebSessions.sticky()), redis), { nil: undefined }),
  config: properties(
    ['omero.web.page_size', 'omero.web.debug', 'omero.web.unknown'], ['omero.web.server_list', 'omero.web.secret_key', 'omero.web.caches'], ['', 'true', '7'],
  ),
}), { nil: undefined });

const config = properties(
  ['omero.db.poolsize', 'omero.search.cron', 'omero.ldap.config', 'omero.unknown'],
  ['omero.db.host', 'omero.cluster.read_only', 'omero.ldap.password', 'omero.a.b', 'omero..x', '', 'omero.jvmcfg.heap_size', 'omero.jvmcfg.percent.blitz'],
  ['25', 'true', '2g', '1000', ''],
);

const vpc = fc.oneof(
  { weight: 20, arbitrary: fc.constant((stack: Stack): ec2.IVpc => importedVpc(stack)) },
  { weight: 1, arbitrary: fc.constant((stack: Stack): ec2.IVpc => publicVpc(stack)) },
  { weight: 1, arbitrary: fc.constant((stack: Stack): ec2.IVpc => isolatedVpc(stack)) },
  { weight: 2, arbitrary: fc.constant((stack: Stack): ec2.IVpc => new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 1, restrictDefaultSecurityGroup: false })) },
  {
    weight: 1,
    arbitrary: fc.constant((stack: Stack): ec2.IVpc => importedVpc(stack, { availabilityZones: ['a'], privateSubnetIds: ['s'], publicSubnetIds: undefined })),
  },
);

const database = fc.option(fc.record({
  storage: mostly(gib(20, 400, 14000, 65536), ...gib(1, 70000), Size.mebibytes(30000)),
  backupRetention: mostly([Duration.days(1), Duration.days(35)], Duration.days(0), Duration.days(36), Duration.hours(30)),
  multiAz: fc.boolean(),
}), { nil: undefined });

const anything = fc.record({
  vpc, capacity: fc.oneof(fargate, ec2Capacity), entrance, web, config, database,
  ldap: fc.boolean(),
  removalPolicy: mostly([RemovalPolicy.DESTROY, RemovalPolicy.RETAIN, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE], RemovalPolicy.SNAPSHOT),
  destroyKey: fc.boolean(),
  flags: fc.boolean(),
});

type Case = typeof anything extends fc.Arbitrary<infer T> ? T : never;

function build(given: Case): RenderedTemplate {
  const context = { ...(given.flags ? RECOMMENDED_FLAGS : {}), ...(given.destroyKey ? DESTROY_KEY : {}) };
  const stack = newStack({ ...context, '@aws-cdk/core:annotationsInValidationReport': false });
  const network = given.vpc(stack);
  const { removalPolicy } = given;
  new Omero(stack, 'Omero', {
    vpc: network,
    removalPolicy,
    server: given.capacity(),
    entrance: given.entrance?.create(stack),
    web: given.web && { ...given.web, sessions: given.web.sessions?.() },
    config: given.config,
    secretConfig: given.ldap ? { 'omero.ldap.password': ecs.Secret.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'Ldap', 'ldap')) } : undefined,
    database: given.database && new OmeroDatabase(stack, 'Database', { vpc: network, removalPolicy, ...given.database }),
  });
  return Template.fromStack(stack).toJSON() as RenderedTemplate;
}

function breaches(template: RenderedTemplate, given: Case): string[] {
  const asked = given.destroyKey && given.removalPolicy === RemovalPolicy.DESTROY ? 'Delete' : 'Retain';
  const policy = given.removalPolicy === RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE ? 'RetainExceptOnCreate' : asked;
  const closed = closedUnlessNamed(given.entrance?.internetFacing ?? false);
  const contracts = [oneWriter, noSecretInTheClear, dataIsKept(policy), closed, encrypted, withinEcsLimits];
  return contracts.flatMap((contract) => contract(template));
}

/** What is wrong with a refusal: it must be one of ours, in the house style. */
function badStyle(error: unknown): string | undefined {
  const { message } = error as Error;
  const findings = message.startsWith('Validation failed with the following errors:')
    ? message.split('\n').slice(1).map((line) => line.replace(/^ *\[[^\]]+\] /, ''))
    : [message];
  if (!(error instanceof ValidationError) && findings.length === 1 && findings[0] === message) return `not an error of ours: ${message}`;
  return findings.find((text) => !/^([a-z"]|Fargate |OMERO|EC2 |[A-Z]\w+ of )/.test(text) || /NaN GiB|\[object|undefined|\.( \[at|$)/.test(text));
}

test('any props give a template that keeps the contracts, or an error that says what to do', () => {
  const counts = { accepted: 0, refused: 0 };
  fc.assert(fc.property(anything, (given) => {
    let template: RenderedTemplate;
    try {
      template = build(given);
    } catch (error) {
      counts.refused += 1;
      expect(badStyle(error)).toBeUndefined();
      return;
    }
    counts.accepted += 1;
    expect(breaches(template, given)).toEqual([]);
  }), { numRuns: CASES });
  expect(counts.accepted).toBeGreaterThan(CASES / 5);
  expect(counts.refused).toBeGreaterThan(CASES / 5);
}, 180_000);

describe('each check can fail', () => {
  const whole = (): RenderedTemplate => {
    const stack = newStack();
    new Omero(stack, 'Omero', { vpc: importedVpc(stack), server: ServerCapacity.ec2(), web: { sessions: WebSessions.redis() } });
    return structuredClone(Template.fromStack(stack).toJSON()) as RenderedTemplate;
  };
  type Change = (find: (type: string, id?: RegExp) => Resource & { Properties: Record<string, never> }, template: RenderedTemplate) => void;
  const CHANGES: [string, (template: RenderedTemplate) => string[], Change][] = [
    ['one writer: tasks', oneWriter, (find) => Object.assign(find('AWS::ECS::Service', /Server/).Properties, { DesiredCount: 2 })],
    ['one writer: deployment', oneWriter, (find) => Object.assign(find('AWS::ECS::Service', /Server/).Properties.DeploymentConfiguration, { MaximumPercent: 200 })],
    ['one writer: scaling', oneWriter, (_, template) => { template.Resources.Scaling = { Type: 'AWS::ApplicationAutoScaling::ScalableTarget' }; }],
    ['secrets: environment', noSecretInTheClear, (find) => (find('AWS::ECS::TaskDefinition', /Server/).Properties.ContainerDefinitions as { Environment: object[] }[])[0].Environment.push({ Name: 'ROOTPASS', Value: 'x' })],
    ['secrets: not from Secrets Manager', noSecretInTheClear, (find) => (find('AWS::ECS::TaskDefinition', /Server/).Properties.ContainerDefinitions as { Secrets: object[] }[])[0].Secrets.pop()],
    ['secrets: output', noSecretInTheClear, (_, template) => Object.assign(template.Outputs ?? {}, { Leak: { Value: '{{resolve:secretsmanager:x}}' } })],
    ['data: database', dataIsKept('Retain'), (find) => Object.assign(find('AWS::RDS::DBInstance'), { DeletionPolicy: 'Delete' })],
    ['data: logs', dataIsKept('Retain'), (find) => Object.assign(find('AWS::Logs::LogGroup'), { UpdateReplacePolicy: 'Delete' })],
    ['data: protection', dataIsKept('Retain'), (find) => Object.assign(find('AWS::RDS::DBInstance').Properties, { DeletionProtection: false })],
    ['closed: ingress', closedUnlessNamed(true), (find) => Object.assign(find('AWS::EC2::SecurityGroup', /Database/).Properties, { SecurityGroupIngress: [{ CidrIp: '0.0.0.0/0', FromPort: 443 }] })],
    ['closed: rule', closedUnlessNamed(true), (find) => Object.assign(find('AWS::EC2::SecurityGroupIngress', /Database/).Properties, { CidrIpv6: '::/0' })],
    ['closed: egress', closedUnlessNamed(false), (find) => Object.assign(find('AWS::EC2::SecurityGroup', /OmeroServerSec/).Properties, { SecurityGroupEgress: [{ CidrIp: '0.0.0.0/0', IpProtocol: '-1' }] })],
    ['closed: entrance', closedUnlessNamed(false), (find) => Object.assign(find('AWS::ElasticLoadBalancingV2::LoadBalancer').Properties, { Scheme: 'internet-facing' })],
    ['closed: IMDSv1', closedUnlessNamed(false), (find) => Object.assign(find('AWS::EC2::LaunchTemplate').Properties.LaunchTemplateData, { MetadataOptions: {} })],
    ['closed: public address', closedUnlessNamed(false), (find) => Object.assign(find('AWS::ECS::Service').Properties, { NetworkConfiguration: { AwsvpcConfiguration: {} } })],
    ['encrypted: database', encrypted, (find) => Object.assign(find('AWS::RDS::DBInstance').Properties, { StorageEncrypted: false })],
    ['encrypted: TLS to the database', encrypted, (find) => Object.assign(find('AWS::RDS::DBParameterGroup').Properties, { Parameters: {} })],
    ['encrypted: NFS', encrypted, (find) => Object.assign(find('AWS::EFS::FileSystem').Properties, { FileSystemPolicy: {} })],
    ['encrypted: mount', encrypted, (find) => Object.assign(find('AWS::ECS::TaskDefinition', /Server/).Properties, { Volumes: [{ EFSVolumeConfiguration: {} }] })],
    ['encrypted: user', encrypted, (find) => Object.assign(find('AWS::EFS::AccessPoint').Properties, { PosixUser: { Uid: '0' } })],
    ['encrypted: Redis', encrypted, (find) => Object.assign(find('AWS::ElastiCache::ReplicationGroup').Properties, { TransitEncryptionEnabled: false })],
    ['limits: network mode', withinEcsLimits, (find) => Object.assign(find('AWS::ECS::TaskDefinition').Properties, { NetworkMode: 'bridge' })],
    ['limits: memory', withinEcsLimits, (find) => Object.assign(find('AWS::ECS::TaskDefinition', /Server/).Properties, { Memory: '512' })],
  ];

  test.each(CHANGES)('%s', (_, contract, change) => {
    const template = whole();
    expect(contract(template)).toEqual([]);
    change((type, id = /./) => Object.entries(template.Resources).find(([key, resource]) => resource.Type === type && id.test(key))?.[1] as never, template);
    expect(contract(template).length).toBeGreaterThan(0);
  });

  test('an error that is not of the house', () => {
    expect(badStyle(new Error('Boom'))).toContain('not an error of ours');
    expect(badStyle(new ValidationError('Storage is wrong.'))).toBeDefined();
    expect(badStyle(new ValidationError('storage must be at least 20 GiB; got 1 GiB'))).toBeUndefined();
  });
});
