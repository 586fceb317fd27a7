import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

export interface JsonObject {
  readonly bucket: string;
  readonly key: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** Encrypts the object. @default as the bucket does */
  readonly kmsKeyArn?: string;
}

/** Writes a JSON file, encrypted with the customer's key where there is one. */
export async function putJson(s3: S3Client, { bucket, key, value, kmsKeyArn }: JsonObject): Promise<void> {
  await s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: JSON.stringify(value),
      ContentType: 'application/json',
      ...(kmsKeyArn !== undefined && { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: kmsKeyArn }),
    }),
  );
}
