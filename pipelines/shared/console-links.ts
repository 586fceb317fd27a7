import { partitionOf } from './partition.ts';

/**
 * Links into the web console. Used by stacks and by Lambda functions alike, so it imports nothing heavy.
 */
export function consoleUrl(region: string, service: string, fragment: string): string {
  return `https://${partitionOf(region).console}/${service}/home?region=${region}#/${fragment}`;
}

/** Host of the console, for services whose links have a form of their own. */
export function consoleHost(region: string): string {
  return partitionOf(region).console;
}

/** The folder of an S3 location in the console. */
export function s3ConsoleUrl(region: string, location: { readonly bucket: string; readonly key: string }): string {
  const prefix = location.key === '' ? '' : `&prefix=${encodeURIComponent(`${location.key}/`)}`;
  return `https://${partitionOf(region).console}/s3/buckets/${location.bucket}?region=${region}${prefix}`;
}
