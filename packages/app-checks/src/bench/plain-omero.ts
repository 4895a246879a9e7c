import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { App, CfnOutput, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { plainEntrance } from './plain-entrance';
import { plainNetwork } from './plain-network';
import { PlainServer } from './plain-server';
import { plainStorage } from './plain-storage';
import { PlainWeb } from './plain-web';

/** The app omero-quickstart, written with aws-cdk-lib alone: the same resources, in the same stack. */
export function plainQuickstart(): App {
  const app = new App();
  plainDeployment(app, 'OmeroQuickstart');
  return app;
}

/** One stack with a network and an OMERO. */
export function plainDeployment(app: App, stackName: string): void {
  const stack = new Stack(app, stackName, { description: 'OMERO, small: one server, one web task, one database' });
  const vpc = plainNetwork(stack);
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc, containerInsightsV2: ecs.ContainerInsights.ENABLED });
  const storage = plainStorage(stack, { vpc, multiAz: false });
  const server = new PlainServer(stack, { ...storage, cluster, cpu: 1024, memoryMiB: 4096 });
  const listener = plainEntrance(stack, vpc);
  new PlainWeb(stack, {
    cluster, listener, server: server.service, cpu: 512, memoryMiB: 1024, desiredCount: 1, redis: false, environment: {},
  });
  outputs(stack, server, `http://${listener.loadBalancer.loadBalancerDnsName}`);
}

/** The app omero-https, written with aws-cdk-lib alone: the same resources, in the same two stacks. */
export function plainHttps(): App {
  const app = new App();
  const storageStack = new Stack(app, 'OmeroStorage', { description: 'OMERO: network, database and binary repository' });
  const vpc = plainNetwork(storageStack);
  const encryptionKey = new kms.Key(storageStack, 'Key', { description: 'OMERO data', enableKeyRotation: true });
  const storage = plainStorage(storageStack, { vpc, multiAz: true, encryptionKey });

  const servers = new Stack(app, 'OmeroServers', { description: 'OMERO: server, web and HTTPS entrance' });
  const key = new kms.Key(servers, 'Key', { description: 'OMERO secrets and logs', enableKeyRotation: true });
  allowLogs(key, servers);
  const zone = route53.HostedZone.fromHostedZoneAttributes(servers, 'Zone', { hostedZoneId: 'Z0123456789EXAMPLE', zoneName: 'example.org' });
  const cluster = new ecs.Cluster(servers, 'Cluster', { vpc, containerInsightsV2: ecs.ContainerInsights.ENABLED });
  const server = new PlainServer(servers, { ...storage, cluster, cpu: 4096, memoryMiB: 16384, encryptionKey: key });
  new PlainWeb(servers, {
    cluster, listener: plainEntrance(servers, vpc, zone), server: server.service,
    cpu: 1024, memoryMiB: 2048, desiredCount: 2, redis: true, encryptionKey: key,
    environment: {
      CONFIG_omero_web_csrf__trusted__origins: '["https://omero.example.org"]',
      CONFIG_omero_web_secure__proxy__ssl__header: '["HTTP_X_FORWARDED_PROTO", "https"]',
      CONFIG_omero_web_session__cookie__secure: 'true',
      CONFIG_omero_web_csrf__cookie__secure: 'true',
    },
  });
  outputs(servers, server, 'https://omero.example.org');
  return app;
}

function allowLogs(key: kms.Key, stack: Stack): void {
  key.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'CloudWatchLogs',
    principals: [new iam.ServicePrincipal(`logs.${stack.region}.${stack.urlSuffix}`)],
    actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
    resources: ['*'],
  }));
}

function outputs(scope: Construct, server: PlainServer, url: string): void {
  const { clusterName } = server.service.cluster;
  new CfnOutput(scope, 'Url', { description: 'OMERO.web', value: url });
  new CfnOutput(scope, 'RootPassword', {
    description: 'Shows the password of OMERO\'s user root',
    value: `aws secretsmanager get-secret-value --query SecretString --output text --secret-id ${server.rootPassword.secretArn}`,
  });
  new CfnOutput(scope, 'ServerShell', {
    description: 'Opens a shell in the server',
    value: `aws ecs execute-command --cluster ${clusterName} --container server --interactive --command bash --task TASK_OF_${server.service.serviceName}`,
  });
}
