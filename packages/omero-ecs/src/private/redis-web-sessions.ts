import { acknowledge, privateSubnets, ValidationError } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elasticache from 'aws-cdk-lib/aws-elasticache';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Token } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { generatedPassword } from './generated-password';
import { secretForTask } from './secret-for-task';
import { requireTwoZones } from './two-zones';
import type { RedisSessionsProps, WebSessions, WebSessionsBindOptions, WebSessionsConfig } from '../web-sessions';

const NODE_TYPE = 'cache.t4g.micro';
/** Not Redis' own 6379, which scanners try first. */
const PORT = 6380;
const MAX_REPLICAS = 5;

export class RedisWebSessions implements WebSessions {
  constructor(private readonly props: RedisSessionsProps) {}

  public bind(scope: Construct, options: WebSessionsBindOptions): WebSessionsConfig {
    const parent = new Construct(scope, 'Redis');
    const replicas = this.props.replicas ?? 1;
    this.validate(parent, replicas, options.vpc);
    const securityGroup = new ec2.SecurityGroup(parent, 'SecurityGroup', {
      vpc: options.vpc, description: 'OMERO.web sessions', allowAllOutbound: false,
    });
    options.client.connections.allowTo(securityGroup, ec2.Port.tcp(PORT), 'Redis over TLS');
    const authToken = generatedPassword(parent, 'AuthToken', {
      ...options, description: 'Password of the Redis that holds the sessions of OMERO.web', length: 64,
    });
    const group = this.createReplicationGroup(parent, options, securityGroup, authToken, replicas);
    return {
      sticky: false,
      environment: { REDIS_URL_HOST: group.attrPrimaryEndPointAddress, REDIS_PORT: String(PORT) },
      secrets: { REDIS_AUTH_TOKEN: secretForTask(scope, authToken) },
    };
  }

  private validate(scope: Construct, replicas: number, vpc: ec2.IVpc): void {
    if (!Token.isUnresolved(replicas) && (!Number.isInteger(replicas) || replicas < 1 || replicas > MAX_REPLICAS)) {
      throw new ValidationError(`replicas must be a whole number from 1 to ${MAX_REPLICAS}, so that one can take over; got ${replicas}`, scope);
    }
    const { nodeType } = this.props;
    if (nodeType !== undefined && !Token.isUnresolved(nodeType) && !/^cache\.[a-z0-9-]+\.[a-z0-9-]+$/.test(nodeType)) {
      throw new ValidationError(`nodeType must be the name of an ElastiCache node type such as "${NODE_TYPE}"; got "${nodeType}"`, scope);
    }
    requireTwoZones(scope, vpc);
  }

  private createReplicationGroup(
    scope: Construct, options: WebSessionsBindOptions, securityGroup: ec2.SecurityGroup, authToken: secretsmanager.ISecret, replicas: number,
  ): elasticache.CfnReplicationGroup {
    const subnets = new elasticache.CfnSubnetGroup(scope, 'Subnets', {
      description: 'OMERO.web sessions',
      subnetIds: options.vpc.selectSubnets(privateSubnets(scope, options.vpc)).subnetIds,
    });
    const group = new elasticache.CfnReplicationGroup(scope, 'ReplicationGroup', {
      replicationGroupDescription: 'OMERO.web sessions',
      engine: 'redis',
      engineVersion: '7.1',
      cacheNodeType: this.props.nodeType ?? NODE_TYPE,
      port: PORT,
      numNodeGroups: 1,
      replicasPerNodeGroup: replicas,
      automaticFailoverEnabled: true,
      multiAzEnabled: true,
      atRestEncryptionEnabled: true,
      kmsKeyId: options.encryptionKey?.keyArn,
      transitEncryptionEnabled: true,
      // A dynamic reference: CloudFormation puts the password in, the template never holds it.
      authToken: authToken.secretValue.unsafeUnwrap(),
      autoMinorVersionUpgrade: true,
      cacheSubnetGroupName: subnets.ref,
      securityGroupIds: [securityGroup.securityGroupId],
    });
    acknowledge(
      group, ['HIPAA.Security-ElastiCacheRedisClusterAutomaticBackup', 'NIST.800.53.R5-ElastiCacheRedisClusterAutomaticBackup'],
      'The group holds sessions only. A restored session would let a signed-out user in again; without one the user signs in.',
    );
    return group;
  }
}
