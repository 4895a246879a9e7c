import { Match } from '@aws-cdk/integ-tests-alpha';
import { AccessLogs, Entrance, ImagingNetwork, FlowLogs } from '@cdk-imaging/imaging-network';
import { OmeroWeb, WebSessions } from '@cdk-imaging/omero-ecs';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elasticache from 'aws-cdk-lib/aws-elasticache';
import { RemovalPolicy, Size } from 'aws-cdk-lib/core';
import { ABSENT, DeployedTest } from './support/deployed-test';
import { only } from './support/only';

const test = new DeployedTest('OmeroRedis');
const stack = test.stack();
const { vpc } = new ImagingNetwork(stack, 'Network', { flowLogs: FlowLogs.none() });
const web = new OmeroWeb(stack, 'Web', {
  cluster: new ecs.Cluster(stack, 'Cluster', { vpc }),
  // OMERO.web serves its login page without a server.
  server: {
    host: 'server.omero.internal',
    port: 4064,
    connections: new ec2.Connections({ securityGroups: [new ec2.SecurityGroup(stack, 'Server', { vpc, allowAllOutbound: false })] }),
  },
  entrance: Entrance.http({ accessLogs: AccessLogs.none() }),
  sessions: WebSessions.redis(),
  desiredCount: 1,
  cpu: 0.5,
  memory: Size.gibibytes(1),
  removalPolicy: RemovalPolicy.DESTROY,
});
const group = only(stack, elasticache.CfnReplicationGroup);

test.expect('elasticache', 'DescribeReplicationGroups', { ReplicationGroupId: group.ref }, {
  ReplicationGroups: [{
    Status: 'available',
    TransitEncryptionEnabled: true,
    AtRestEncryptionEnabled: true,
    AuthTokenEnabled: true,
    AutomaticFailover: 'enabled',
    MultiAZ: 'enabled',
    CacheNodeType: 'cache.t4g.micro',
    NodeGroups: [{ PrimaryEndpoint: { Address: group.attrPrimaryEndPointAddress, Port: 6380 } }],
  }],
});
test.expectValues('elastic-load-balancing-v2', 'DescribeTargetGroupAttributes', { TargetGroupArn: web.targetGroup.targetGroupArn }, {
  'Attributes[Key=stickiness.enabled].Value': 'false',
});
test.expectValues('ecs', 'DescribeServices', { cluster: web.service.cluster.clusterArn, services: [web.service.serviceName] }, {
  'services.0.desiredCount': 1,
  'services.0.deploymentConfiguration.minimumHealthyPercent': 100,
  'services.0.deploymentConfiguration.maximumPercent': 200,
  'services.0.loadBalancers.0.targetGroupArn': web.targetGroup.targetGroupArn,
  'services.0.loadBalancers.0.containerPort': 4080,
});
test.expectValues('ecs', 'DescribeTaskDefinition', { taskDefinition: web.taskDefinition.taskDefinitionArn }, {
  'taskDefinition.containerDefinitions[name=web].environment[name=REDIS_URL_HOST].value': group.attrPrimaryEndPointAddress,
  'taskDefinition.containerDefinitions[name=web].environment[name=REDIS_PORT].value': '6380',
  'taskDefinition.containerDefinitions[name=web].environment[name=REDIS_AUTH_TOKEN]': ABSENT,
  'taskDefinition.containerDefinitions[name=web].secrets[name=REDIS_AUTH_TOKEN].valueFrom': Match.stringLikeRegexp(':secretsmanager:'),
});
