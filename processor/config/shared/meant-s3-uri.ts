const SCHEME = '(?:https?:\\/\\/|s3:\\/\\/)?';
const END = '\\.amazonaws\\.com(?:\\.cn)?';
/** The forms of an address of S3, each with bucket and key: by host, by path, and of a page of the console. */
const FORMS: readonly RegExp[] = [
  new RegExp(`^${SCHEME}s3(?:[.-][a-z0-9-]+)*${END}\\/([a-z0-9.-]+)(?:\\/([^?#]*))?`),
  new RegExp(`^${SCHEME}([a-z0-9][a-z0-9.-]*?)\\.s3(?:[.-][a-z0-9-]+)*${END}(?:\\/([^?#]*))?`),
  /^https:\/\/(?:[a-z0-9-]+\.)?console\.(?:aws\.)?amazon(?:aws)?\.[a-z.]+\/s3\/(?:buckets|object)\/([a-z0-9.-]+)(?:[^#]*?[?&]prefix=([^&#]*))?/,
];

/** The S3 URI of what an HTTP address, with or without its scheme, leads to; undefined for any other text. */
export function meantS3Uri(text: string): string | undefined {
  for (const form of FORMS) {
    const [, bucket, key = ''] = form.exec(text) ?? [];
    if (bucket !== undefined) return `s3://${bucket}/${key}`;
  }
  return undefined;
}
