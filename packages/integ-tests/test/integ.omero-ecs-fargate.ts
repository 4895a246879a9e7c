import { Match } from '@aws-cdk/integ-tests-alpha';
import { AccessLogs, Entrance, ImagingNetwork, FlowLogs } from '@cdk-imaging/imaging-network';
import { Omero, OmeroImages, ServerCapacity } from '@cdk-imaging/omero-ecs';
import * as rds from 'aws-cdk-lib/aws-rds';
import { RemovalPolicy, Size } from 'aws-cdk-lib/core';
import { ABSENT, DeployedTest } from './support/deployed-test';
import { only } from './support/only';

const test = new DeployedTest('OmeroFargate');
const stack = test.stack();
const { vpc } = new ImagingNetwork(stack, 'Network', { flowLogs: FlowLogs.none() });
const omero = new Omero(stack, 'Omero', {
  vpc,
  entrance: Entrance.http({ accessLogs: AccessLogs.none() }),
  server: ServerCapacity.fargate({ cpu: 1, memory: Size.gibibytes(4) }),
  web: { desiredCount: 1, cpu: 0.5, memory: Size.gibibytes(1) },
  removalPolicy: RemovalPolicy.DESTROY,
});
const { cluster, server, web, repository } = omero;
const { instanceIdentifier } = only(stack, rds.DatabaseInstance);

test.expectValues('ecs', 'DescribeServices', { cluster: cluster.clusterArn, services: [server.service.serviceName] }, {
  'services.0.status': 'ACTIVE',
  'services.0.desiredCount': 1,
  'services.0.launchType': 'FARGATE',
  'services.0.deploymentConfiguration.minimumHealthyPercent': 0,
  'services.0.deploymentConfiguration.maximumPercent': 100,
  'services.0.availabilityZoneRebalancing': 'DISABLED',
  'services.0.networkConfiguration.awsvpcConfiguration.assignPublicIp': 'DISABLED',
  'services.0.enableExecuteCommand': true,
});

const container = 'taskDefinition.containerDefinitions[name=server]';
const volume = 'taskDefinition.volumes[name=repository].efsVolumeConfiguration';
test.expectValues('ecs', 'DescribeTaskDefinition', { taskDefinition: server.taskDefinition.taskDefinitionArn }, {
  'taskDefinition.networkMode': 'awsvpc',
  'taskDefinition.cpu': '1024',
  'taskDefinition.memory': '4096',
  [`${container}.image`]: OmeroImages.SERVER.reference,
  [`${container}.stopTimeout`]: 120,
  [`${container}.healthCheck.command.1`]: Match.stringLikeRegexp('omero admin status'),
  [`${container}.healthCheck.startPeriod`]: 300,
  [`${container}.ulimits[name=nofile].softLimit`]: 16384,
  [`${container}.ulimits[name=nofile].hardLimit`]: 65536,
  [`${container}.linuxParameters.initProcessEnabled`]: true,
  [`${container}.mountPoints[containerPath=/OMERO].sourceVolume`]: 'repository',
  [`${container}.environment[name=CONFIG_omero_db_host].value`]: omero.database.host,
  [`${container}.environment[name=CONFIG_omero_jvmcfg_system__memory].value`]: '4096',
  [`${container}.environment[name=CONFIG_omero_db_pass]`]: ABSENT,
  [`${container}.environment[name=ROOTPASS]`]: ABSENT,
  [`${container}.secrets[name=CONFIG_omero_db_pass].valueFrom`]: `${omero.database.secret.secretArn}:password::`,
  [`${container}.secrets[name=ROOTPASS].valueFrom`]: server.rootPassword.secretArn,
  [`${volume}.fileSystemId`]: repository.fileSystem.fileSystemId,
  [`${volume}.transitEncryption`]: 'ENABLED',
  [`${volume}.authorizationConfig.accessPointId`]: repository.accessPoint.accessPointId,
  [`${volume}.authorizationConfig.iam`]: 'ENABLED',
});

test.expect('efs', 'DescribeAccessPoints', { AccessPointId: repository.accessPoint.accessPointId }, {
  AccessPoints: [{
    LifeCycleState: 'available',
    PosixUser: { Uid: 1000, Gid: 1000 },
    RootDirectory: { Path: '/omero', CreationInfo: { OwnerUid: 1000, OwnerGid: 1000, Permissions: '755' } },
  }],
});
test.expect('efs', 'DescribeFileSystems', { FileSystemId: repository.fileSystem.fileSystemId }, {
  FileSystems: [{ LifeCycleState: 'available', Encrypted: true, ThroughputMode: 'elastic' }],
});

test.expectValues('rds', 'DescribeDBInstances', { DBInstanceIdentifier: instanceIdentifier }, {
  'DBInstances.0.Engine': 'postgres',
  'DBInstances.0.EngineVersion': Match.stringLikeRegexp('^16'),
  'DBInstances.0.StorageEncrypted': true,
  'DBInstances.0.PubliclyAccessible': false,
  'DBInstances.0.BackupRetentionPeriod': 30,
  'DBInstances.0.CopyTagsToSnapshot': true,
});

test.expect('elastic-load-balancing-v2', 'DescribeTargetGroups', { TargetGroupArns: [web.targetGroup.targetGroupArn] }, {
  TargetGroups: [{ Protocol: 'HTTP', Port: 4080, TargetType: 'ip', HealthCheckPath: '/api/', Matcher: { HttpCode: '200' } }],
});
test.expectValues('elastic-load-balancing-v2', 'DescribeTargetGroupAttributes', { TargetGroupArn: web.targetGroup.targetGroupArn }, {
  'Attributes[Key=stickiness.enabled].Value': 'true',
  'Attributes[Key=stickiness.lb_cookie.duration_seconds].Value': '86400',
  'Attributes[Key=deregistration_delay.timeout_seconds].Value': '70',
});
