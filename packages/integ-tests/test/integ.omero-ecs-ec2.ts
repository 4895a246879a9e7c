import { Match } from '@aws-cdk/integ-tests-alpha';
import { AccessLogs, Entrance, ImagingNetwork, FlowLogs } from '@cdk-imaging/imaging-network';
import { Omero, ServerCapacity } from '@cdk-imaging/omero-ecs';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { RemovalPolicy, Size } from 'aws-cdk-lib/core';
import { ABSENT, DeployedTest } from './support/deployed-test';
import { only } from './support/only';

const test = new DeployedTest('OmeroEc2');
const stack = test.stack();
const { vpc } = new ImagingNetwork(stack, 'Network', { flowLogs: FlowLogs.none() });
const { cluster, server } = new Omero(stack, 'Omero', {
  vpc,
  entrance: Entrance.http({ accessLogs: AccessLogs.none() }),
  server: ServerCapacity.ec2({ instanceType: ec2.InstanceType.of(ec2.InstanceClass.T3, ec2.InstanceSize.LARGE), memory: Size.gibibytes(6) }),
  web: { desiredCount: 1, cpu: 0.5, memory: Size.gibibytes(1) },
  removalPolicy: RemovalPolicy.DESTROY,
});
const { capacityProviderName } = only(stack, ecs.AsgCapacityProvider);
const { launchTemplateId } = only(stack, ec2.LaunchTemplate);

test.expect('ecs', 'DescribeClusters', { clusters: [cluster.clusterArn] }, {
  clusters: [{ status: 'ACTIVE', capacityProviders: Match.arrayWith([capacityProviderName]) }],
});
test.expect('ecs', 'DescribeCapacityProviders', { capacityProviders: [capacityProviderName] }, {
  capacityProviders: [{
    status: 'ACTIVE',
    autoScalingGroupProvider: { managedScaling: { status: 'ENABLED' }, managedTerminationProtection: 'DISABLED', managedDraining: 'ENABLED' },
  }],
});
test.expectValues('ecs', 'DescribeServices', { cluster: cluster.clusterArn, services: [server.service.serviceName] }, {
  'services.0.desiredCount': 1,
  'services.0.launchType': ABSENT,
  'services.0.capacityProviderStrategy.0.capacityProvider': capacityProviderName,
  'services.0.capacityProviderStrategy.1': ABSENT,
  'services.0.deploymentConfiguration.minimumHealthyPercent': 0,
  'services.0.deploymentConfiguration.maximumPercent': 100,
  'services.0.availabilityZoneRebalancing': 'DISABLED',
});
test.expectValues('ecs', 'DescribeTaskDefinition', { taskDefinition: server.taskDefinition.taskDefinitionArn }, {
  'taskDefinition.networkMode': 'awsvpc',
  'taskDefinition.requiresCompatibilities.0': 'EC2',
  'taskDefinition.containerDefinitions[name=server].memory': 6144,
  'taskDefinition.containerDefinitions[name=server].stopTimeout': 300,
});
test.expectValues('ec2', 'DescribeLaunchTemplateVersions', { LaunchTemplateId: launchTemplateId, Versions: ['$Latest'] }, {
  'LaunchTemplateVersions.0.LaunchTemplateData.InstanceType': 't3.large',
  'LaunchTemplateVersions.0.LaunchTemplateData.MetadataOptions.HttpTokens': 'required',
  'LaunchTemplateVersions.0.LaunchTemplateData.MetadataOptions.HttpPutResponseHopLimit': 1,
  'LaunchTemplateVersions.0.LaunchTemplateData.BlockDeviceMappings.0.Ebs.Encrypted': true,
  'LaunchTemplateVersions.0.LaunchTemplateData.BlockDeviceMappings.0.Ebs.VolumeType': 'gp3',
  'LaunchTemplateVersions.0.LaunchTemplateData.KeyName': ABSENT,
});
