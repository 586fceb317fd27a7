import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';

import { partitionOf } from '../shared/partition.ts';
import { allow } from '../shared/statements.ts';

/**
 * Reads the secret that the settings name, by its whole ARN. A key of the customer's that encrypts it is named nowhere:
 * it may be changed at any time. So decrypting is allowed for this one secret, by Secrets Manager, under whichever key
 * of the secret's account and region (user guide, "Secret encryption and decryption": the encryption context names the
 * secret).
 */
export function readSecret(secretArn: string): readonly PolicyStatement[] {
  const [, partition = '', , region = '', account = ''] = secretArn.split(':');
  return [
    allow(['secretsmanager:GetSecretValue'], [secretArn]),
    allow(['kms:Decrypt'], [`arn:${partition}:kms:${region}:${account}:key/*`], {
      StringEquals: {
        'kms:EncryptionContext:SecretARN': secretArn,
        'kms:ViaService': `secretsmanager.${region}.${partitionOf(region).dnsSuffix}`,
      },
    }),
  ];
}
