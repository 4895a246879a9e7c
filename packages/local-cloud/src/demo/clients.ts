import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { ECSClient } from '@aws-sdk/client-ecs';
import { EFSClient } from '@aws-sdk/client-efs';
import { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { RDSClient } from '@aws-sdk/client-rds';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { REGION } from '../environment';

/** AWS SDK clients that read back what was deployed. */
export class Clients {
  public readonly cloudFormation: CloudFormationClient;
  public readonly ecs: ECSClient;
  public readonly efs: EFSClient;
  public readonly loadBalancing: ElasticLoadBalancingV2Client;
  public readonly rds: RDSClient;
  public readonly secretsManager: SecretsManagerClient;

  public constructor(endpoint: string) {
    // Not for a newcomer to worry about: the workspace says which Node.js it needs.
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
    const config = { endpoint, region: REGION, credentials: { accessKeyId: 'local-cloud', secretAccessKey: 'local-cloud' } };
    this.cloudFormation = new CloudFormationClient(config);
    this.ecs = new ECSClient(config);
    this.efs = new EFSClient(config);
    this.loadBalancing = new ElasticLoadBalancingV2Client(config);
    this.rds = new RDSClient(config);
    this.secretsManager = new SecretsManagerClient(config);
  }
}
