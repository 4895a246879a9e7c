import { AccessLogs, Entrance, ImagingNetwork, FlowLogs } from '@cdk-imaging/imaging-network';
import { Omero, OmeroDatabase, OmeroRepository, ServerCapacity } from '@cdk-imaging/omero-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import { RemovalPolicy, Size } from 'aws-cdk-lib/core';
import { DeployedTest } from './support/deployed-test';

const test = new DeployedTest('Omero');
const removalPolicy = RemovalPolicy.DESTROY;

const storage = test.stack('Storage');
const { vpc } = new ImagingNetwork(storage, 'Network', { flowLogs: FlowLogs.none() });
const encryptionKey = new kms.Key(storage, 'Key', { removalPolicy });
const database = new OmeroDatabase(storage, 'Database', { vpc, encryptionKey, removalPolicy });
const repository = new OmeroRepository(storage, 'Repository', { vpc, encryptionKey, removalPolicy });

const servers = test.stack('Servers');
const { server } = new Omero(servers, 'Omero', {
  vpc,
  database,
  repository,
  entrance: Entrance.http({ accessLogs: AccessLogs.none() }),
  server: ServerCapacity.fargate({ cpu: 1, memory: Size.gibibytes(4) }),
  web: { desiredCount: 1, cpu: 0.5, memory: Size.gibibytes(1) },
  removalPolicy,
});

test.expectValues('rds', 'DescribeDBInstances', { DBInstanceIdentifier: database.instance.instanceIdentifier }, {
  'DBInstances.0.Endpoint.Address': database.host,
  'DBInstances.0.StorageEncrypted': true,
  'DBInstances.0.KmsKeyId': encryptionKey.keyArn,
});
test.expect('efs', 'DescribeFileSystems', { FileSystemId: repository.fileSystem.fileSystemId }, {
  FileSystems: [{ Encrypted: true, KmsKeyId: encryptionKey.keyArn, NumberOfMountTargets: 2 }],
});
test.expectValues('ecs', 'DescribeTaskDefinition', { taskDefinition: server.taskDefinition.taskDefinitionArn }, {
  'taskDefinition.containerDefinitions[name=server].environment[name=CONFIG_omero_db_host].value': database.host,
  'taskDefinition.containerDefinitions[name=server].secrets[name=CONFIG_omero_db_pass].valueFrom': `${database.secret.secretArn}:password::`,
  'taskDefinition.volumes[name=repository].efsVolumeConfiguration.fileSystemId': repository.fileSystem.fileSystemId,
  'taskDefinition.volumes[name=repository].efsVolumeConfiguration.authorizationConfig.accessPointId': repository.accessPoint.accessPointId,
});
test.expectValues('ecs', 'DescribeServices', { cluster: server.service.cluster.clusterArn, services: [server.service.serviceName] }, {
  'services.0.desiredCount': 1,
  'services.0.deploymentConfiguration.maximumPercent': 100,
  'services.0.serviceRegistries.length': 1,
});
