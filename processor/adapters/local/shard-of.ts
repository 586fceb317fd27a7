/** The folder, of 256, that a stack's files lie in: two hex digits of the FNV-1a digest of its name. */
export function shardOf(stackName: string): string {
  let digest = 0x811c9dc5;
  for (let at = 0; at < stackName.length; at++) {
    digest = Math.imul(digest ^ stackName.charCodeAt(at), 0x01000193);
  }
  // The low digits alone would follow the last characters; names differ mostly there or in the middle.
  return ((digest ^ (digest >>> 16)) & 0xff).toString(16).padStart(2, '0');
}
