import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Stack } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

/**
 * A secret, or a field of it, for a container of the stack of `scope`, wherever the secret and its key were made.
 *
 * Where the key is of another stack, aws-cdk-lib writes the role of the task into the key's policy, and the two stacks wait for
 * each other. Here the role itself is allowed to decrypt, which the key's policy leaves to the account.
 */
export function secretForTask(scope: IConstruct, secret: secretsmanager.ISecret, field?: string): ecs.Secret {
  const key = secret.encryptionKey;
  if (!key || Stack.of(key) === Stack.of(scope)) return ecs.Secret.fromSecretsManager(secret, field);
  return new SecretUnderForeignKey(Stack.of(scope), secret, key, field);
}

class SecretUnderForeignKey extends ecs.Secret {
  public readonly arn: string;
  public readonly hasField: boolean;

  constructor(
    private readonly stack: Stack, private readonly secret: secretsmanager.ISecret, private readonly key: kms.IKey, field?: string,
  ) {
    super();
    this.arn = field === undefined ? secret.secretArn : `${secret.secretArn}:${field}::`;
    this.hasField = field !== undefined;
  }

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    grantee.grantPrincipal.addToPrincipalPolicy(new iam.PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: [this.key.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${this.stack.region}.amazonaws.com` } },
    }));
    return iam.Grant.addToPrincipal({
      grantee,
      actions: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
      resourceArns: [this.secret.secretArn],
    });
  }
}
