import { type DBInstance, DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { Clients } from './clients';
import type { Facts } from './facts';
import type { StackResources } from './stack-resources';

interface Credentials {
  readonly username?: string;
  readonly password?: string;
  readonly host?: string;
}

/** The PostgreSQL instance and the generated secret that holds its credentials. */
export async function checkDatabase(clients: Clients, resources: StackResources, facts: Facts): Promise<void> {
  const identifier = resources.first('AWS::RDS::DBInstance');
  const described = await clients.rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: identifier }));
  const instance: DBInstance = described.DBInstances?.[0] ?? {};
  facts.section('Amazon RDS and AWS Secrets Manager');
  facts.check('database engine', instance.Engine, 'postgres');
  facts.check('database encrypted', instance.StorageEncrypted, true);
  facts.check('database reachable from the internet', instance.PubliclyAccessible, false);

  const secret = await credentialsFor(clients, resources, instance);
  facts.checkThat('a generated secret names the database as its host', secret !== undefined, secret?.host ?? 'none of the secrets does');
  facts.check('its user name is the master user', secret?.username, instance.MasterUsername);
  // RDS never gives a password back; that both come from one reference is in the template.
  facts.checkThat('its password is generated', Number(secret?.password?.length) >= 16, `${secret?.password?.length ?? 0} characters`);
}

async function credentialsFor(clients: Clients, resources: StackResources, instance: DBInstance): Promise<Credentials | undefined> {
  for (const id of resources.all('AWS::SecretsManager::Secret')) {
    const value = await clients.secretsManager.send(new GetSecretValueCommand({ SecretId: id }));
    const credentials = parse(value.SecretString);
    if (credentials?.host !== undefined && credentials.host === instance.Endpoint?.Address) {
      return credentials;
    }
  }
  return undefined;
}

function parse(text: string | undefined): Credentials | undefined {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? value as Credentials : undefined;
  } catch {
    return undefined;
  }
}
