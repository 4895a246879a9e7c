import { readFileSync } from 'fs';
import { join } from 'path';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as servicediscovery from 'aws-cdk-lib/aws-servicediscovery';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { App, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { OmeroDatabase, OmeroImages, OmeroRepository, ServerCapacity, type OmeroServerProps } from '../src';
import {
  clusterIn, containerOf, DESTROY_KEY, environmentOf, functionsIn, importedVpc, isolatedVpc, newServer, newStack, propertiesOf, publicVpc,
  RECOMMENDED_FLAGS, secretsOf,
} from './fixtures';
import { acknowledgements, findings, findingsWithoutAcknowledgements, inBothPacks } from './nag';

function withServer(props: Partial<OmeroServerProps> = {}, context: Record<string, unknown> = {}): Stack {
  const stack = newStack(context);
  newServer(stack, props);
  return stack;
}

const SCRIPT = readFileSync(join(__dirname, '..', 'scripts', 'server.sh'), 'utf8');

describe('the container', () => {
  test('is the stock image, pinned by digest, under the start script', () => {
    const { Image: image, EntryPoint: entryPoint, Name: name } = containerOf(withServer());
    expect(image).toBe(OmeroImages.SERVER.reference);
    expect(entryPoint).toEqual(['/bin/bash', '-c', SCRIPT, 'cdk-imaging-omero-server']);
    expect(name).toBe('server');
  });

  test.each([['Fargate', ServerCapacity.fargate(), 120], ['EC2', ServerCapacity.ec2(), 300]])('has as long to stop as %s grants, and the script a little less', (_, capacity, seconds) => {
    const stack = withServer({ capacity });
    expect(containerOf(stack).StopTimeout).toBe(seconds);
    expect(environmentOf(stack).OMERO_STOP_TIMEOUT_SECONDS).toBe(String(seconds - 10));
  });

  test('is healthy when people can sign in', () => {
    expect(containerOf(withServer()).HealthCheck).toEqual({
      Command: ['CMD-SHELL', '/opt/omero/server/OMERO.server/bin/omero admin status || exit 1'], Interval: 60, Retries: 5, StartPeriod: 300, Timeout: 30,
    });
  });

  test('has an init process and enough open files', () => {
    const container = containerOf(withServer());
    expect(container.LinuxParameters).toMatchObject({ InitProcessEnabled: true });
    expect(container.Ulimits).toEqual([{ Name: 'nofile', SoftLimit: 16384, HardLimit: 65536 }]);
  });

  test('is handed every variable that the script cannot do without, and none that nobody reads', () => {
    const stack = withServer();
    const handed = [...Object.keys(environmentOf(stack)), ...Object.keys(secretsOf(stack))];
    for (const name of ['host', 'port', 'name', 'user', 'pass']) expect(handed).toContain(`CONFIG_omero_db_${name}`);
    const readByImage = [/^CONFIG_/, /^ROOTPASS$/, /^PG(PORT|SSLMODE)$/];
    const readByScript = [...SCRIPT.matchAll(/\$\{(OMERO_\w+)/g)].map(([, name]) => name);
    for (const name of handed.filter((candidate) => !readByImage.some((pattern) => pattern.test(candidate)))) expect(readByScript).toContain(name);
  });

  test('sizes its JVMs by the memory of the task and not by that of the host', () => {
    expect(environmentOf(withServer({ capacity: ServerCapacity.fargate() })).CONFIG_omero_jvmcfg_system__memory).toBe('8192');
  });

  test('speaks TLS to the database', () => {
    expect(environmentOf(withServer())).toMatchObject({ PGSSLMODE: 'require', PGPORT: '5432', CONFIG_omero_db_properties: 'sslmode=require' });
  });

  test('takes properties by OMERO\'s own names', () => {
    const stack = newStack();
    const password = secretsmanager.Secret.fromSecretNameV2(stack, 'Ldap', 'ldap');
    newServer(stack, {
      config: { 'omero.ldap.config': 'true', 'omero.db.poolsize': '50' }, secretConfig: { 'omero.ldap.password': ecs.Secret.fromSecretsManager(password) },
    });
    expect(environmentOf(stack)).toMatchObject({ CONFIG_omero_ldap_config: 'true', CONFIG_omero_db_poolsize: '50' });
    expect(Object.keys(secretsOf(stack))).toContain('CONFIG_omero_ldap_password');
  });

  test('has a production pool of database connections by default', () => {
    expect(environmentOf(withServer()).CONFIG_omero_db_poolsize).toBe('25');
  });

  test('may be another image of the user', () => {
    expect(containerOf(withServer({ image: ecs.ContainerImage.fromRegistry('example.org/omero:1') })).Image).toBe('example.org/omero:1');
  });

  test('mounts the repository over TLS, as the role of the task', () => {
    const stack = withServer();
    expect(containerOf(stack).MountPoints).toEqual([{ ContainerPath: '/OMERO', ReadOnly: false, SourceVolume: 'repository' }]);
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::TaskDefinition', {
      Volumes: [{
        Name: 'repository',
        EFSVolumeConfiguration: {
          TransitEncryption: 'ENABLED', AuthorizationConfig: { IAM: 'ENABLED', AccessPointId: { Ref: 'RepositoryFileSystemAccessPointF8D7F7D7' } },
        },
      }],
    });
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({
        Action: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'], Resource: { 'Fn::GetAtt': ['RepositoryFileSystem7F4576B8', 'Arn'] },
      })]) },
    });
  });
});

describe('secrets', () => {
  test('reach the container from Secrets Manager only', () => {
    const stack = withServer();
    expect(secretsOf(stack)).toEqual({
      CONFIG_omero_db_user: { 'Fn::Join': ['', [{ Ref: 'DatabaseCredentialsAttachment15FFA803' }, ':username::']] },
      CONFIG_omero_db_pass: { 'Fn::Join': ['', [{ Ref: 'DatabaseCredentialsAttachment15FFA803' }, ':password::']] },
      ROOTPASS: { Ref: 'ServerRootPassword3D6D6345' },
    });
    expect(JSON.stringify([environmentOf(stack), containerOf(stack).Command ?? []])).not.toMatch(/resolve:secretsmanager|password/i);
  });

  test('of root are letters and digits, which all of OMERO\'s start-up tools take', () => {
    Template.fromStack(withServer()).hasResourceProperties('AWS::SecretsManager::Secret', { GenerateSecretString: { ExcludePunctuation: true, PasswordLength: 32 } });
  });

  test('of root may be the user\'s', () => {
    const stack = newStack();
    const rootPassword = secretsmanager.Secret.fromSecretCompleteArn(stack, 'Root', 'arn:aws:secretsmanager:eu-central-1:111122223333:secret:root-AbCdEf');
    newServer(stack, { rootPassword });
    expect(secretsOf(stack).ROOTPASS).toBe('arn:aws:secretsmanager:eu-central-1:111122223333:secret:root-AbCdEf');
    expect(Object.keys(Template.fromStack(stack).findResources('AWS::SecretsManager::Secret')).filter((id) => id.startsWith('Server'))).toEqual([]);
  });

  test('of root is that of the database, which a new server for a filled database needs', () => {
    const stack = newStack();
    const { cluster } = clusterIn(stack, importedVpc(stack));
    newServer(stack, { cluster, database: new OmeroDatabase(stack, 'Database', { vpc: cluster.vpc }) });
    expect(secretsOf(stack).ROOTPASS).toEqual({ Ref: 'DatabaseRootPasswordABD1F6EE' });
    expect(Object.keys(Template.fromStack(stack).findResources('AWS::SecretsManager::Secret')).filter((id) => id.startsWith('Server'))).toEqual([]);
  });

  test('are encrypted with a key of the user, as are the logs', () => {
    const stack = newStack();
    const encryptionKey = new kms.Key(stack, 'Key');
    newServer(stack, { encryptionKey });
    const arn = { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] };
    expect(propertiesOf(stack, 'AWS::SecretsManager::Secret', /^ServerRootPassword/).KmsKeyId).toEqual(arn);
    expect(propertiesOf(stack, 'AWS::Logs::LogGroup').KmsKeyId).toEqual(arn);
  });
});

describe('the network', () => {
  test('lets nobody in before somebody is allowed to', () => {
    const template = Template.fromStack(withServer());
    expect(Object.values(template.findResources('AWS::EC2::SecurityGroupIngress')).map((rule) => JSON.stringify(rule)).filter((rule) => /"GroupId":\{"Fn::GetAtt":\["Server/.test(rule))).toEqual([]);
    expect(propertiesOf(withServer(), 'AWS::EC2::SecurityGroup', /^ServerSecurityGroup/).SecurityGroupIngress).toBeUndefined();
  });

  test('lets in who is allowed, on the TLS port', () => {
    const stack = newStack();
    newServer(stack).connections.allowDefaultPortFrom(ec2.Peer.ipv4('10.1.0.0/16'));
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroup', { SecurityGroupIngress: [Match.objectLike({ CidrIp: '10.1.0.0/16', FromPort: 4064, ToPort: 4064 })] });
  });

  test('lets the task out to HTTPS, the database and the repository only', () => {
    expect(egressOf(withServer(), /^ServerSecurityGroup/)).toEqual(['2049', '443', '5432']);
  });

  test('on EC2 lets the instance, which mounts the repository, out to it, and not the task', () => {
    const stack = withServer({ capacity: ServerCapacity.ec2() });
    expect(egressOf(stack, /^ServerSecurityGroup/)).toEqual(['443', '5432']);
    expect(egressOf(stack, /^ServerInstanceSecurityGroup/)).toEqual(['2049', '443']);
    Template.fromStack(stack).hasResourceProperties('AWS::EC2::SecurityGroupIngress', {
      FromPort: 2049, SourceSecurityGroupId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^ServerInstanceSecurityGroup'), 'GroupId'] },
    });
  });

  test('is private, without a public address', () => {
    Template.fromStack(withServer()).hasResourceProperties('AWS::ECS::Service', {
      NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: 'DISABLED', Subnets: ['subnet-private-a', 'subnet-private-b'] } },
    });
  });

  test('knows the server by a name that follows a new task within seconds', () => {
    const stack = newStack();
    expect(newServer(stack).host).toBe('server.omero.internal');
    Template.fromStack(stack).hasResourceProperties('AWS::ServiceDiscovery::Service', { Name: 'server', DnsConfig: { DnsRecords: [{ TTL: 10, Type: 'A' }] } });
  });
});

/** Ports that a security group lets out to. */
function egressOf(stack: Stack, id: RegExp): string[] {
  interface Rule { FromPort: number; GroupId?: { 'Fn::GetAtt': [string, string] } }
  const [[logicalId, group]] = Object.entries(Template.fromStack(stack).findResources('AWS::EC2::SecurityGroup')).filter(([candidate]) => id.test(candidate));
  const inline = (group as { Properties: { SecurityGroupEgress: Rule[] } }).Properties.SecurityGroupEgress;
  const separate = Object.values(Template.fromStack(stack).findResources('AWS::EC2::SecurityGroupEgress'))
    .map((resource) => (resource as { Properties: Rule }).Properties).filter((rule) => rule.GroupId?.['Fn::GetAtt'][0] === logicalId);
  return [...inline, ...separate].map((rule) => String(rule.FromPort)).sort();
}

describe('the service', () => {
  test('waits for what its first task needs: mount targets, access point and permissions', () => {
    const [service] = Object.values(Template.fromStack(withServer()).findResources('AWS::ECS::Service'));
    expect((service as { DependsOn: string[] }).DependsOn).toEqual(expect.arrayContaining([
      expect.stringMatching(/^RepositoryFileSystemEfsMountTarget/), 'RepositoryFileSystemAccessPointF8D7F7D7',
      expect.stringMatching(/^ServerTaskDefinitionExecutionRoleDefaultPolicy/), expect.stringMatching(/^ServerTaskDefinitionTaskRoleDefaultPolicy/),
    ]));
  });

  test('rolls a deployment back that does not become stable, and allows shells', () => {
    Template.fromStack(withServer()).hasResourceProperties('AWS::ECS::Service', {
      EnableExecuteCommand: true, DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: true } },
    });
  });

  test('has a command that opens a shell as the user of OMERO', () => {
    const stack = newStack();
    expect(JSON.stringify(stack.resolve(newServer(stack).shellCommand))).toMatch(/aws ecs execute-command .* --container server .*runuser -u omero-server -- bash/);
  });

  test('can run in a cluster that exists', () => {
    const stack = newStack();
    newServer(stack, { cluster: ecs.Cluster.fromClusterAttributes(stack, 'Shared', { clusterName: 'shared', vpc: importedVpc(stack) }) });
    Template.fromStack(stack).hasResourceProperties('AWS::ECS::Service', { Cluster: 'shared' });
  });

  test('keeps its pinned ids with and without feature flags', () => {
    for (const flags of [{}, RECOMMENDED_FLAGS]) {
      const template = Template.fromStack(withServer({}, flags));
      expect(Object.keys(template.findResources('AWS::ECS::Service'))).toEqual(['ServerServiceDC94C6DC']);
      expect(Object.keys(template.findResources('AWS::SecretsManager::Secret'))).toContain('ServerRootPassword3D6D6345');
      template.hasResourceProperties('AWS::ECS::Service', { ServiceName: 'Stack-Server-0C1E77D5' });
    }
  });
});

describe('what outlives the stack', () => {
  const OWN = [['AWS::SecretsManager::Secret', 'ServerRootPassword3D6D6345'], ['AWS::Logs::LogGroup', /^ServerLogs/]] as const;
  const policiesOf = (stack: Stack): unknown[] => OWN.map(([type, id]) => {
    const found = Object.entries(Template.fromStack(stack).findResources(type)).find(([logicalId]) => (typeof id === 'string' ? id === logicalId : id.test(logicalId)));
    return (found?.[1] as { DeletionPolicy: string }).DeletionPolicy;
  });

  test.each([
    ['by default', {}, {}],
    ['with DESTROY alone', { removalPolicy: RemovalPolicy.DESTROY }, {}],
    ['with the context alone', {}, DESTROY_KEY],
  ])('is the password of root and the log %s', (_, props, context) => {
    expect(policiesOf(withServer(props, context))).toEqual(['Retain', 'Retain']);
  });

  test('is neither with both keys', () => {
    expect(policiesOf(withServer({ removalPolicy: RemovalPolicy.DESTROY }, DESTROY_KEY))).toEqual(['Delete', 'Delete']);
  });

  test('is warned about with DESTROY alone', () => {
    Annotations.fromStack(withServer({ removalPolicy: RemovalPolicy.DESTROY })).hasWarning('/Stack/Server', Match.stringLikeRegexp('will be retained'));
  });

  test('may be a log group of the user\'s', () => {
    const stack = newStack();
    newServer(stack, { logGroup: logs.LogGroup.fromLogGroupName(stack, 'Mine', 'mine') });
    Template.fromStack(stack).resourceCountIs('AWS::Logs::LogGroup', 0);
    expect(containerOf(stack).LogConfiguration).toMatchObject({ Options: { 'awslogs-group': 'mine' } });
  });
});

describe('storage in a stack of its own', () => {
  function twoStacks(capacity: ServerCapacity, withKey = true): { storage: Stack; servers: Stack } {
    const app = new App();
    const storage = new Stack(app, 'Storage');
    const vpc = new ec2.Vpc(storage, 'Vpc', { restrictDefaultSecurityGroup: false });
    const encryptionKey = withKey ? new kms.Key(storage, 'Key') : undefined;
    const database = new OmeroDatabase(storage, 'Database', { vpc, encryptionKey });
    const repository = new OmeroRepository(storage, 'Repository', { vpc, encryptionKey });
    const servers = new Stack(app, 'Servers');
    newServer(servers, { database, repository, encryptionKey, capacity, ...clusterIn(servers, vpc) });
    return { storage, servers };
  }

  test.each([
    ['Fargate', ServerCapacity.fargate(), true], ['EC2', ServerCapacity.ec2(), true], ['Fargate, without a key', ServerCapacity.fargate(), false],
  ])('knows nothing of a server on %s', (_, capacity, withKey) => {
    const { storage, servers } = twoStacks(capacity, withKey);
    expect(JSON.stringify(Template.fromStack(storage).toJSON())).not.toContain('Servers:');
    expect(servers.dependencies).toEqual([storage]);
    expect(storage.dependencies).toEqual([]);
  });

  test('has a key that the role of the task may use for its secrets only', () => {
    const { servers } = twoStacks(ServerCapacity.fargate());
    Template.fromStack(servers).hasResourceProperties('AWS::IAM::Policy', {
      PolicyName: Match.stringLikeRegexp('ExecutionRole'),
      PolicyDocument: { Statement: Match.arrayWith([{
        Action: 'kms:Decrypt', Effect: 'Allow', Resource: { 'Fn::ImportValue': 'Storage:ExportsOutputFnGetAttKey961B73FDArn5A860C43' },
        Condition: { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['secretsmanager.', { Ref: 'AWS::Region' }, '.amazonaws.com']] } } },
      }]) },
    });
    expect(Object.keys(secretsOf(servers))).toEqual(['CONFIG_omero_db_user', 'CONFIG_omero_db_pass', 'ROOTPASS']);
  });
});

describe('errors', () => {
  test('fails for memory that the JVMs do not fit into', () => {
    expect(() => withServer({ config: { 'omero.jvmcfg.percent.blitz': '80' } })).toThrow(/^memory must hold the Java heaps of OMERO\.server .* got 8192 MiB without side-cars/);
  });

  test('fails for an image from outside in a network without a way out', () => {
    const stack = newStack();
    expect(() => newServer(stack, clusterIn(stack, isolatedVpc(stack))))
      .toThrow(/^image "openmicroscopy\/omero-server:.*" cannot be pulled from subnets without a route to the internet; copy it to a private ECR repository/);
  });

  test('an image from private ECR does in a network without a way out', () => {
    const stack = newStack();
    const image = ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(stack, 'Mirror', 'omero'), '5.6.18');
    newServer(stack, { image, ...clusterIn(stack, isolatedVpc(stack)) });
    expect(() => Template.fromStack(stack)).not.toThrow();
  });

  test('fails in a VPC without private subnets', () => {
    const stack = newStack();
    const storage = new Stack(stack.node.root as App, 'Storage');
    const vpc = importedVpc(storage);
    expect(() => newServer(stack, {
      database: new OmeroDatabase(storage, 'Database', { vpc }), repository: new OmeroRepository(storage, 'Repository', { vpc }), ...clusterIn(stack, publicVpc(stack)),
    })).toThrow('the VPC has no private subnets (2 public)');
  });

  test.each([
    ['a property of the construct', { config: { 'omero.db.host': 'x' } }, '"omero.db.host" is set by the construct; remove it from "config" and use the prop "database"'],
    ['a read-only cluster', { config: { 'omero.cluster.read_only': 'true' } }, '"omero.cluster.read_only" is set by the construct; remove it from "config" and use an OmeroServer'],
    ['another port', { config: { 'omero.ports.ssl': '4065' } }, '"omero.ports.ssl" is set by the construct'],
    ['a secret in the clear', { config: { 'omero.ldap.password': 'x' } }, '"omero.ldap.password" is a secret and would be readable in the template'],
  ])('fails for %s in the configuration', (_, props, message) => {
    expect(() => withServer(props)).toThrow(message);
  });

  test('a property that OMERO does not know is warned about', () => {
    Annotations.fromStack(withServer({ config: { 'omero.search.bath': '1' } })).hasWarning('/Stack/Server', Match.stringLikeRegexp('did you mean "omero.search.batch"'));
  });

  test('fails for a side-car that takes a port of the server', () => {
    const stack = newStack();
    newServer(stack).taskDefinition.addContainer('sidecar', { image: ecs.ContainerImage.fromRegistry('x:1'), portMappings: [{ containerPort: 4064 }] });
    expect(() => Template.fromStack(stack)).toThrow('port 4064/tcp is used by "server" and by "sidecar"');
  });
});

describe('rule packs', () => {
  /** What the bare cluster and the database of these tests are left without. */
  const ELSEWHERE = ['AwsSolutions-ECS4 Stack/Cluster/Resource', 'AwsSolutions-RDS3 Stack/Database/Instance/Resource', ...inBothPacks('RDSMultiAZSupport Stack/Database/Instance/Resource')].sort();

  test.each([['Fargate', ServerCapacity.fargate()], ['EC2', ServerCapacity.ec2()]])('find nothing in a server on %s', (_, capacity) => {
    expect(findings(withServer({ capacity }))).toEqual(ELSEWHERE);
  });

  test('find what a user adds below the server', () => {
    const stack = newStack();
    new ec2.SecurityGroup(newServer(stack), 'Open', { vpc: importedVpc(new Stack(stack.node.root as App, 'Other')) }).addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(22));
    expect(findings(stack)).toContain('AwsSolutions-EC23 Stack/Server/Open/Resource');
  });

  test.each([['Fargate', ServerCapacity.fargate()], ['EC2', ServerCapacity.ec2()]])('have a finding for every acknowledgement on %s', (_, capacity) => {
    const stack = withServer({ capacity });
    const own = acknowledgements(stack).filter((acknowledgement) => acknowledgement.includes('Stack/Server/'));
    expect(own.length).toBeGreaterThan(0);
    expect(findingsWithoutAcknowledgements(stack)).toEqual(expect.arrayContaining(own));
  });
});

test('a server creates no function and no custom resource, with and without feature flags', () => {
  for (const capacity of [ServerCapacity.fargate(), ServerCapacity.ec2()]) {
    for (const flags of [{}, RECOMMENDED_FLAGS]) {
      expect(functionsIn(withServer({ capacity }, flags))).toEqual([]);
    }
  }
});

test('a namespace that exists can be used', () => {
  const stack = newStack();
  const namespace = servicediscovery.PrivateDnsNamespace.fromPrivateDnsNamespaceAttributes(stack, 'Shared', { namespaceId: 'ns-1', namespaceArn: 'arn:ns', namespaceName: 'lab.internal' });
  expect(newServer(stack, { namespace }).host).toBe('server.lab.internal');
});
