/**
 * A full S3 URI from what may stand in a config: `s3://bucket/key`, a key in `bucket`, or, without that,
 * `bucket/key`. Trailing slashes go, unless they are kept: there they tell a folder from an object.
 */
export function normalizeLocation(
  written: string,
  options: { readonly bucket?: string; readonly keepSlash: boolean },
): string {
  const text = written.trim();
  const uri = text.startsWith('s3://')
    ? text
    : `s3://${options.bucket === undefined ? '' : `${options.bucket}/`}${text}`;
  return options.keepSlash ? uri : uri.replace(/\/+$/, '');
}
