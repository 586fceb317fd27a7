import { s3Location, type S3Location } from '../../../../pipelines/shared/s3-location.ts';
import type { Call } from './is-allowed.ts';

/** Asks what keys start like that. */
export function listKeys({ bucket, key }: S3Location): Call {
  return { action: 's3:ListBucket', resource: `arn:aws:s3:::${bucket}`, context: { 's3:prefix': key } };
}

/** How SageMaker reads an input of the type S3Prefix: everything that starts like the location. */
export function readPrefixCalls(uri: string): readonly Call[] {
  const location = s3Location(uri);
  const arn = `arn:aws:s3:::${location.bucket}/${location.key}`;
  return [
    { action: 's3:GetObject', resource: arn },
    { action: 's3:GetObject', resource: `${arn}/part-0.csv` },
    listKeys(location),
  ];
}

/** How SageMaker writes results: below the location, large files in parts. */
export function writeFolderCalls(uri: string): readonly Call[] {
  const { bucket, key } = s3Location(uri);
  const resource = `arn:aws:s3:::${bucket}/${key}/job-1/output.tar.gz`;
  return ['s3:PutObject', 's3:AbortMultipartUpload'].map((action) => ({ action, resource }));
}

/** Results that are read again: checkpoints, and what one step hands to the next. */
export function readWriteFolderCalls(uri: string): readonly Call[] {
  const { bucket, key } = s3Location(uri);
  const resource = `arn:aws:s3:::${bucket}/${key}/job-1/checkpoint/1`;
  return [{ action: 's3:GetObject', resource }, listKeys({ bucket, key: `${key}/job-1` }), ...writeFolderCalls(uri)];
}

/** Reads and writes of data under the customer's key, where there is one. */
export function useKeyCalls(key: string | undefined): readonly Call[] {
  if (key === undefined) return [];
  return [
    'kms:Decrypt',
    'kms:DescribeKey',
    'kms:Encrypt',
    'kms:GenerateDataKey',
    'kms:GenerateDataKeyWithoutPlaintext',
  ].map((action) => ({ action, resource: key }));
}

/** Encrypts the volumes of instances with the customer's key, where there is one. */
export function grantKeyCalls(key: string | undefined): readonly Call[] {
  if (key === undefined) return [];
  return [{ action: 'kms:CreateGrant', resource: key, context: { 'kms:GrantIsForAWSResource': 'true' } }];
}
