/**
 * The forms of an address of S3, each with bucket and key: by host, by path, and of a page of the console. What repeats
 * is one class of characters each time: texts of config files are hostile until they are valid.
 */
const FORMS: readonly RegExp[] = [
  /^(?:https?:\/\/|s3:\/\/)?s3(?:[.-][a-z0-9.-]*)?\.amazonaws\.com(?:\.cn)?\/([a-z0-9.-]+)(?:\/([^?#]*))?/,
  /^(?:https?:\/\/|s3:\/\/)?([a-z0-9][a-z0-9.-]*?)\.s3(?:[.-][a-z0-9.-]*)?\.amazonaws\.com(?:\.cn)?(?:\/([^?#]*))?/,
  /^https:\/\/(?:[a-z0-9-]+\.)?console\.(?:aws\.)?amazon(?:aws)?\.[a-z.]+\/s3\/(?:buckets|object)\/([a-z0-9.-]+)(?![a-z0-9.-])(?:[^#]*?[?&]prefix=([^&#]*))?/,
];

/** Longer than an address with the longest bucket and key, percent escapes and all. */
const LONGEST = 4096;

/** The S3 URI of what an HTTP address, with or without its scheme, leads to; undefined for any other text. */
export function meantS3Uri(text: string): string | undefined {
  if (text.length > LONGEST) return undefined;
  for (const form of FORMS) {
    const [, bucket, key = ''] = form.exec(text) ?? [];
    if (bucket !== undefined) return `s3://${bucket}/${key}`;
  }
  return undefined;
}
