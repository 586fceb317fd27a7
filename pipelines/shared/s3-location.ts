import type { S3Uri } from '../spec.ts';
import { partitionOf } from './partition.ts';

/** One place in S3: a bucket and a key, or a prefix of keys, without slashes at its ends. */
export interface S3Location {
  readonly bucket: string;
  readonly key: string;
}

/** Reads `s3://bucket/key`; throws on anything else, which normalisation has ruled out. */
export function s3Location(uri: S3Uri): S3Location {
  const found = /^s3:\/\/([^/]+)(?:\/(.*))?$/s.exec(uri);
  if (found?.[1] === undefined) throw new Error(`"${uri}" is no S3 location; write s3://bucket/key`);
  return { bucket: found[1], key: (found[2] ?? '').replace(/\/+$/, '') };
}

/** What lies below a location: `rest` in its folder, or at the top of a bucket that is named alone. */
export function below({ bucket, key }: S3Location, rest: string): S3Location {
  return { bucket, key: key === '' ? rest : `${key}/${rest}` };
}

/** ARN of the bucket of a location. */
export function bucketArn(region: string, location: S3Location): string {
  return `arn:${partitionOf(region).partition}:s3:::${location.bucket}`;
}

/** ARN pattern of everything in a folder, the folder's name being a whole word: `data` does not cover `data2`. */
export function folderArn(region: string, location: S3Location): string {
  return `${bucketArn(region, location)}/${location.key === '' ? '*' : `${literal(location.key)}/*`}`;
}

/**
 * ARN pattern of all keys that start with the location's key. That is how SageMaker reads an input of the type
 * S3Prefix: `data/train` means `data/train.csv` and `data/train/part-0` alike (API reference of S3DataSource).
 */
export function prefixArn(region: string, location: S3Location): string {
  return `${bucketArn(region, location)}/${prefixPattern(location)}`;
}

/** The same keys as a condition on `s3:prefix` names them. */
export function prefixPattern({ key }: S3Location): string {
  return `${literal(key)}*`;
}

/** ARN of exactly one object. */
export function objectArn(region: string, location: S3Location): string {
  return `${bucketArn(region, location)}/${literal(location.key)}`;
}

/** The wildcards of IAM policies and its variable mark are legal letters of a key; they stand for themselves here. */
function literal(key: string): string {
  return key.replace(/[*?$]/g, (letter) => `\${${letter}}`);
}
