import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

/**
 * A secret, so that a task of this stack can read it wherever it was made.
 *
 * For a secret of another stack that is encrypted with a key, aws-cdk-lib writes the role of the task into the key's policy, and the two
 * stacks wait for each other. Here the role itself is allowed to decrypt, which the key's policy leaves to the account.
 */
export function secretForTask(
  scope: Construct, id: string, secret: secretsmanager.ISecret, taskDefinition: ecs.TaskDefinition,
): secretsmanager.ISecret {
  const stack = Stack.of(scope);
  if (Stack.of(secret) === stack || !secret.encryptionKey) return secret;
  taskDefinition.addToExecutionRolePolicy(new iam.PolicyStatement({
    actions: ['kms:Decrypt'],
    resources: [secret.encryptionKey.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${stack.region}.amazonaws.com` } },
  }));
  return secretsmanager.Secret.fromSecretCompleteArn(scope, id, secret.secretArn);
}
