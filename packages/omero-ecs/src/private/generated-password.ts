import { acknowledge } from '@cdk-imaging/imaging-core/lib/helpers-internal';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { RemovalPolicy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { dataRemovalPolicy } from './kept-data';

export interface GeneratedPasswordOptions {
  readonly description: string;
  readonly length: number;
  readonly encryptionKey?: kms.IKey;
  readonly removalPolicy?: RemovalPolicy;
}

/**
 * A secret of letters and digits only: OMERO's start-up tools format passwords into strings, where `%` and quotes break them.
 *
 * Kept when the stack is deleted, because what it opens is kept too; unless both keys of deletion are given.
 */
export function generatedPassword(scope: Construct, id: string, options: GeneratedPasswordOptions): secretsmanager.Secret {
  const { description, length, encryptionKey } = options;
  const secret = new secretsmanager.Secret(scope, id, {
    description,
    encryptionKey,
    generateSecretString: { excludePunctuation: true, passwordLength: length },
    removalPolicy: dataRemovalPolicy(scope, options.removalPolicy),
  });
  acknowledge(
    secret, ['AwsSolutions-SMG4', 'HIPAA.Security-SecretsManagerRotationEnabled', 'NIST.800.53.R5-SecretsManagerRotationEnabled'],
    'OMERO reads this value only when it starts or first fills its database, so rotating it here would change nothing or end all sessions. '
    + 'The value is random and only the task that needs it may read it.',
  );
  acknowledgeManagedKey(secret, encryptionKey);
  return secret;
}

/** Acknowledges that a secret is encrypted with the key that AWS manages, where the user gave none. */
export function acknowledgeManagedKey(secret: secretsmanager.Secret, encryptionKey?: kms.IKey): void {
  if (encryptionKey) return;
  acknowledge(
    secret, ['HIPAA.Security-SecretsManagerUsingKMSKey', 'NIST.800.53.R5-SecretsManagerUsingKMSKey'],
    'Secrets Manager encrypts every secret with the key aws/secretsmanager; encryptionKey takes a key of the operator\'s',
  );
}
