import { expandFile } from './shape/expand-file.ts';
import { readConfigText } from './read/read-config-text.ts';
import { saidOnce } from './shape/said-once.ts';
import { validateShape } from './shape/validate-shape.ts';

/**
 * Whether nothing is to be said about the form of a config file: plain JSON of harmless ASCII whose workloads are valid
 * for the schemas of their types. Of such a file {@link readSoundText} gives what `readConfigText` would give. Pure.
 */
export function hasSoundForm(bytes: Uint8Array): boolean {
  const { parsed, findings } = readConfigText(bytes, '');
  if (parsed?.isHarmless !== true || findings.length > 0) return false;
  const file = expandFile(parsed);
  const { entries } = file;
  return (
    saidOnce(file, []).length === 0 && entries.length > 0 && entries.every((entry) => isSound(validateShape(entry)))
  );
}

function isSound({ written, findings, omitted }: ReturnType<typeof validateShape>): boolean {
  return written !== undefined && findings.length === 0 && omitted === 0;
}
