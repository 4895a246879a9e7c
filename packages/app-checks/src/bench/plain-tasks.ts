import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { ROOT } from '../apps';

/** What a plain Fargate task of OMERO is made of. */
export interface PlainTaskProps {
  readonly name: 'server' | 'web';
  readonly cpu: number;
  readonly memoryLimitMiB: number;
  readonly image: string;
  readonly port: number;
  readonly stopTimeout: Duration;
  readonly environment: Record<string, string>;
  readonly secrets: Record<string, ecs.Secret>;
  readonly healthCheck?: ecs.HealthCheck;
  readonly encryptionKey?: kms.IKey;
}

/** A task definition with one container, which gets its start script inline as that of the constructs does. */
export function plainTask(scope: Construct, props: PlainTaskProps): ecs.FargateTaskDefinition {
  const taskDefinition = new ecs.FargateTaskDefinition(scope, 'TaskDefinition', {
    cpu: props.cpu,
    memoryLimitMiB: props.memoryLimitMiB,
    runtimePlatform: { cpuArchitecture: ecs.CpuArchitecture.X86_64, operatingSystemFamily: ecs.OperatingSystemFamily.LINUX },
  });
  const script = readFileSync(join(ROOT, 'packages', 'omero-ecs', 'scripts', `${props.name}.sh`), 'utf8');
  const logGroup = new logs.LogGroup(scope, 'Logs', { retention: logs.RetentionDays.THREE_MONTHS, encryptionKey: props.encryptionKey });
  taskDefinition.addContainer(props.name, {
    image: ecs.ContainerImage.fromRegistry(props.image),
    memoryLimitMiB: props.name === 'server' ? props.memoryLimitMiB : undefined,
    entryPoint: ['/bin/bash', '-c', script, props.name],
    environment: props.environment,
    secrets: props.secrets,
    stopTimeout: props.stopTimeout,
    portMappings: [{ containerPort: props.port }],
    linuxParameters: new ecs.LinuxParameters(scope, 'LinuxParameters', { initProcessEnabled: true }),
    logging: ecs.LogDrivers.awsLogs({ logGroup, streamPrefix: props.name, mode: ecs.AwsLogDriverMode.NON_BLOCKING }),
    healthCheck: props.healthCheck,
  });
  return taskDefinition;
}

/** A secret of letters and digits. */
export function plainSecret(scope: Construct, id: string, passwordLength: number, encryptionKey?: kms.IKey): secretsmanager.Secret {
  return new secretsmanager.Secret(scope, id, {
    description: `OMERO: ${id}`,
    encryptionKey,
    generateSecretString: { excludePunctuation: true, passwordLength },
    removalPolicy: RemovalPolicy.RETAIN,
  });
}

/** A security group that lets out HTTPS only. */
export function plainTaskSecurityGroup(scope: Construct, vpc: ec2.IVpc, description: string): ec2.SecurityGroup {
  const securityGroup = new ec2.SecurityGroup(scope, 'SecurityGroup', { vpc, description, allowAllOutbound: false });
  securityGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.HTTPS, 'AWS APIs and image registries');
  return securityGroup;
}
