import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Entrance, ImagingNetwork, FlowLogs } from '@cdk-imaging/imaging-network';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { App, NestedStack, RemovalPolicy, Size, Stack } from 'aws-cdk-lib/core';
import { Omero, OmeroDatabase, OmeroRepository, ServerCapacity, WebSessions, type OmeroProps } from '../src';
import { clusterIn, DESTROY_KEY, exampleZone, functionsIn, httpsEntrance, importedVpc, newStack, propertiesOf, RECOMMENDED_FLAGS } from './fixtures';
import { acknowledgements, findings, findingsWithoutAcknowledgements, inBothPacks } from './nag';

function withOmero(props: Partial<OmeroProps> = {}, context: Record<string, unknown> = {}): Stack {
  const stack = newStack(context);
  new Omero(stack, 'Omero', { vpc: importedVpc(stack), ...props });
  return stack;
}

const CAPACITIES: [string, ServerCapacity][] = [['Fargate', ServerCapacity.fargate()], ['EC2', ServerCapacity.ec2()]];

test('nothing but a VPC is required', () => {
  const template = Template.fromStack(withOmero());
  for (const type of ['AWS::RDS::DBInstance', 'AWS::EFS::FileSystem', 'AWS::ECS::Cluster', 'AWS::ElasticLoadBalancingV2::LoadBalancer']) {
    template.resourceCountIs(type, 1);
  }
  template.resourceCountIs('AWS::ECS::Service', 2);
  template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internal' });
});

test('outputs say how to come in, and hold no secret', () => {
  const outputs = Template.fromStack(withOmero()).findOutputs('*');
  expect(Object.keys(outputs).map((id) => id.replace(/[0-9A-F]{8}$/, ''))).toEqual(['OmeroUrl', 'OmeroRootPassword', 'OmeroServerShell']);
  expect(JSON.stringify(outputs)).not.toContain('resolve:');
  expect(JSON.stringify(outputs.OmeroRootPasswordAC65645A)).toContain('aws secretsmanager get-secret-value --query SecretString --output text --secret-id ",{"Ref":"OmeroDatabaseRootPassword');
});

test('OMERO.web signs in at the server, whom nobody else reaches', () => {
  const template = Template.fromStack(withOmero());
  const rules = Object.values(template.findResources('AWS::EC2::SecurityGroupIngress', { Properties: { FromPort: 4064 } }));
  expect(rules).toHaveLength(1);
  expect(rules[0]).toMatchObject({ Properties: {
    GroupId: { 'Fn::GetAtt': [expect.stringMatching(/^OmeroServerSecurityGroup/), 'GroupId'] },
    SourceSecurityGroupId: { 'Fn::GetAtt': [expect.stringMatching(/^OmeroWebSecurityGroup/), 'GroupId'] },
  } });
});

test('the cluster shows how its tasks do', () => {
  Template.fromStack(withOmero()).hasResourceProperties('AWS::ECS::Cluster', { ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }] });
});

test('each part can be brought along', () => {
  const stack = newStack();
  const vpc = importedVpc(stack);
  new Omero(stack, 'Omero', {
    vpc, ...clusterIn(stack, vpc), database: new OmeroDatabase(stack, 'Database', { vpc }), repository: new OmeroRepository(stack, 'Repository', { vpc }),
  });
  const template = Template.fromStack(stack);
  for (const type of ['AWS::RDS::DBInstance', 'AWS::EFS::FileSystem', 'AWS::ECS::Cluster']) template.resourceCountIs(type, 1);
});

test('two OMEROs in one VPC have namespaces of their own', () => {
  const stack = newStack();
  const vpc = importedVpc(stack);
  for (const id of ['One', 'Two']) new Omero(stack, id, { vpc });
  const names = Object.values(Template.fromStack(stack).findResources('AWS::ServiceDiscovery::PrivateDnsNamespace'))
    .map((resource) => (resource as { Properties: { Name: string } }).Properties.Name);
  expect(new Set(names).size).toBe(2);
  for (const name of names) expect(name).toMatch(/^omero-[0-9a-f]{8}\.internal$/);
});

test.each([['no', {}], ['all recommended', RECOMMENDED_FLAGS]])('what cannot be replaced keeps its id with %s feature flags', (_, flags) => {
  const { Resources: resources } = Template.fromStack(withOmero({ web: { sessions: WebSessions.redis() } }, flags)).toJSON() as {
    Resources: Record<string, { Type: string; Properties: { ServiceName?: string; Name?: string } }>;
  };
  expect(resources.OmeroDatabaseInstanceD41C1953.Type).toBe('AWS::RDS::DBInstance');
  expect(resources.OmeroDatabaseCredentials640B7EAC.Type).toBe('AWS::SecretsManager::Secret');
  expect(resources.OmeroRepositoryFileSystem531FB2E2.Type).toBe('AWS::EFS::FileSystem');
  expect(resources.OmeroRepositoryFileSystemAccessPoint8ED8439B.Type).toBe('AWS::EFS::AccessPoint');
  expect(resources.OmeroDatabaseRootPasswordEF08F028.Type).toBe('AWS::SecretsManager::Secret');
  expect(resources.OmeroWebSecretKeyCFE215C5.Type).toBe('AWS::SecretsManager::Secret');
  expect(resources.OmeroServerService3929D437.Properties.ServiceName).toBe('Stack-Omero-Server-BCA5306A');
  expect(resources.OmeroNamespace1234B9B3.Properties.Name).toBe('omero-ea6b46d4.internal');
});

const DATA = ['AWS::RDS::DBInstance', 'AWS::EFS::FileSystem', 'AWS::SecretsManager::Secret', 'AWS::Logs::LogGroup'];

test.each([
  ['by default', {}, {}],
  ['with DESTROY alone', { removalPolicy: RemovalPolicy.DESTROY }, {}],
  ['with the context alone', {}, DESTROY_KEY],
])('database, repository, secrets and logs are retained %s', (_, props, context) => {
  const template = Template.fromStack(withOmero({ web: { sessions: WebSessions.redis() }, ...props }, context));
  for (const type of DATA) template.allResources(type, { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
});

test('both keys delete database, repository, secrets and logs', () => {
  const template = Template.fromStack(withOmero({ removalPolicy: RemovalPolicy.DESTROY, web: { sessions: WebSessions.redis() } }, DESTROY_KEY));
  for (const type of DATA) template.allResources(type, { DeletionPolicy: 'Delete' });
});

test('each part warns once about DESTROY without the context', () => {
  const warnings = Annotations.fromStack(withOmero({ removalPolicy: RemovalPolicy.DESTROY })).findWarning('*', Match.stringLikeRegexp('will be retained'));
  expect(warnings.map(({ id }) => id).sort()).toEqual(['/Stack/Omero/Database', '/Stack/Omero/Repository', '/Stack/Omero/Server', '/Stack/Omero/Web']);
});

test('a key of the user encrypts all that is encrypted', () => {
  const stack = newStack();
  const encryptionKey = new kms.Key(stack, 'Key');
  new Omero(stack, 'Omero', { vpc: importedVpc(stack), encryptionKey, web: { sessions: WebSessions.redis() } });
  const KmsKeyId = { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] };
  for (const type of [...DATA, 'AWS::ElastiCache::ReplicationGroup']) Template.fromStack(stack).allResourcesProperties(type, { KmsKeyId });
});

describe('storage in a stack of its own', () => {
  test.each(CAPACITIES)('knows nothing of OMERO on %s, even with one key for all', (_, server) => {
    const app = new App();
    const storage = new Stack(app, 'Storage');
    const { vpc } = new ImagingNetwork(storage, 'Network', { flowLogs: FlowLogs.none() });
    const encryptionKey = new kms.Key(storage, 'Key');
    const servers = new Stack(app, 'Servers');
    new Omero(servers, 'Omero', {
      vpc, server, encryptionKey,
      database: new OmeroDatabase(storage, 'Database', { vpc, encryptionKey }),
      repository: new OmeroRepository(storage, 'Repository', { vpc, encryptionKey }),
      entrance: Entrance.https({ domainName: 'omero.example.org', hostedZone: exampleZone(servers) }),
      web: { sessions: WebSessions.redis() },
    });
    expect(JSON.stringify(Template.fromStack(storage).toJSON())).not.toContain('Servers:');
    Template.fromStack(servers).resourceCountIs('AWS::ECS::Service', 2);
    expect([storage.dependencies, servers.dependencies]).toEqual([[], [storage]]);
  });

  test.each(CAPACITIES)('may be a nested stack beside OMERO on %s', (_, server) => {
    const stack = newStack();
    const vpc = importedVpc(stack);
    const encryptionKey = new kms.Key(stack, 'Key');
    const storage = new NestedStack(stack, 'Storage');
    new Omero(stack, 'Omero', {
      vpc, server, encryptionKey,
      database: new OmeroDatabase(storage, 'Database', { vpc, encryptionKey }), repository: new OmeroRepository(storage, 'Repository', { vpc, encryptionKey }),
    });
    Template.fromStack(storage).resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
    Template.fromStack(stack).resourceCountIs('AWS::ECS::Service', 2);
  });

  test('can be deployed alone', () => {
    const stack = newStack();
    const vpc = importedVpc(stack);
    new OmeroDatabase(stack, 'Database', { vpc });
    new OmeroRepository(stack, 'Repository', { vpc });
    Template.fromStack(stack).resourceCountIs('AWS::EC2::SecurityGroupIngress', 0);
  });
});

test.each(CAPACITIES.flatMap(([name, server]) => [[`${name} with no`, server, {}], [`${name} with all recommended`, server, RECOMMENDED_FLAGS]] as const))(
  'OMERO creates no function and no custom resource on %s feature flags', (_, server, flags) => {
    const stack = newStack(flags);
    const { vpc } = new ImagingNetwork(stack, 'Network');
    new Omero(stack, 'Omero', { vpc, server, entrance: httpsEntrance(stack), web: { sessions: WebSessions.redis() } });
    expect(functionsIn(stack)).toEqual([]);
  },
);

describe('errors', () => {
  test('fails for a cluster of another VPC that exists', () => {
    const stack = newStack();
    const other = ec2.Vpc.fromVpcAttributes(stack, 'Other', { vpcId: 'vpc-2', availabilityZones: ['a', 'b'], privateSubnetIds: ['s1', 's2'] });
    const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Shared', { clusterName: 'shared', vpc: other });
    expect(() => new Omero(stack, 'Omero', { vpc: importedVpc(stack), cluster }))
      .toThrow('cluster must be in the VPC "vpc-1", where database and repository are; got a cluster in "vpc-2"');
  });

  test('fails for a cluster of another VPC of the app', () => {
    const stack = newStack();
    const [vpc, other] = ['One', 'Two'].map((id) => new ec2.Vpc(stack, id));
    expect(() => new Omero(stack, 'Omero', { vpc, ...clusterIn(stack, other) })).toThrow('cluster must be in the VPC "Stack/One", where database and repository are; got a cluster in "Stack/Two"');
  });

  test('a cluster whose VPC was imported once more is let through', () => {
    const stack = newStack();
    const again = new Stack(stack.node.root as App, 'Again');
    const cluster = ecs.Cluster.fromClusterAttributes(stack, 'Shared', { clusterName: 'shared', vpc: importedVpc(again) });
    expect(() => new Omero(stack, 'Omero', { vpc: importedVpc(stack), cluster })).not.toThrow();
  });

  test.each([
    ['server', { web: {} }, /^image "openmicroscopy\/omero-server/],
    ['web', { serverImage: ecs.ContainerImage.fromRegistry('111122223333.dkr.ecr.eu-central-1.amazonaws.com/omero-server:5.6.18') }, /^image "openmicroscopy\/omero-web-standalone/],
  ])('fails for an image of the %s from outside in a network without a way out', (_, props, message) => {
    const stack = newStack();
    const vpc = importedVpc(stack, { privateSubnetIds: undefined, publicSubnetIds: undefined, isolatedSubnetIds: ['subnet-a', 'subnet-b'] });
    expect(() => new Omero(stack, 'Omero', { vpc, ...props })).toThrow(message);
  });

  test('fails for memory that OMERO cannot start with', () => {
    expect(() => withOmero({ server: ServerCapacity.fargate({ cpu: 1, memory: Size.gibibytes(3) }) })).toThrow('memory must be at least 4 GiB for OMERO.server');
  });
});

describe('rule packs', () => {
  const JUDGEMENT = [
    'AwsSolutions-RDS3 Stack/Omero/Database/Instance/Resource',
    ...inBothPacks('RDSMultiAZSupport Stack/Omero/Database/Instance/Resource', 'S3BucketReplicationEnabled Stack/Omero/Web/Entrance/AccessLogs/Resource'),
    'NIST.800.53.R5-ALBWAFEnabled Stack/Omero/Web/Entrance/LoadBalancer/Resource',
  ];

  test.each(CAPACITIES)('leave standby, web ACL and copies of access logs to the judgement of the user, on %s', (_, server) => {
    const stack = newStack();
    new Omero(stack, 'Omero', { vpc: importedVpc(stack), server, entrance: httpsEntrance(stack), web: { sessions: WebSessions.redis() } });
    expect(findings(stack)).toEqual(JUDGEMENT.sort());
  });

  test('find what a user adds', () => {
    const stack = withOmero();
    const omero = stack.node.findChild('Omero') as Omero;
    omero.server.connections.allowDefaultPortFrom(ec2.Peer.anyIpv4());
    expect(findings(stack)).toContain('AwsSolutions-EC23 Stack/Omero/Server/SecurityGroup/Resource');
  });

  test('have a finding for every acknowledgement', () => {
    const stack = withOmero({ server: ServerCapacity.ec2(), web: { sessions: WebSessions.redis() } });
    expect(findingsWithoutAcknowledgements(stack)).toEqual(expect.arrayContaining(acknowledgements(stack)));
  });
});

test('an EC2 server and Fargate web tasks share a cluster', () => {
  const stack = withOmero({ server: ServerCapacity.ec2() });
  expect(propertiesOf(stack, 'AWS::ECS::Service', /^OmeroServer/).CapacityProviderStrategy).toHaveLength(1);
  expect(propertiesOf(stack, 'AWS::ECS::Service', /^OmeroWeb/).LaunchType).toBe('FARGATE');
});
