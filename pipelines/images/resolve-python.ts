import type { ImageEntry, ImageVersions } from './image-table.ts';
import { imageProblem } from './image-problem.ts';
import type { ImageProblem, ImageRequest } from './image-request.ts';

/** The entry with its Python version; undefined where the tag names none. */
export interface ResolvedPython {
  readonly pythonVersion: string | undefined;
  readonly entry: ImageEntry;
  readonly notes: readonly string[];
}

/** Where several are listed and none is given the SDK refuses; we take the newest and say so. */
export function resolvePython(
  { framework, pythonVersion: given }: ImageRequest,
  image: Partial<ImageEntry> & Pick<ImageVersions, 'byPython'>,
): ResolvedPython | { readonly problem: ImageProblem } {
  const listed = image.byPython ? Object.keys(image.byPython) : (image.python ?? []);
  const pythonVersion = listed.length === 0 ? undefined : (given ?? newestPython(listed));
  const known = pythonVersion === undefined || listed.includes(pythonVersion);
  const entry = image.byPython?.[pythonVersion ?? ''] ?? image;
  if (!known || !isEntry(entry)) {
    return imageProblem({ kind: 'python-version', what: `Python version of ${framework}`, given, allowed: listed });
  }
  const chosen = given === undefined && listed.length > 1;
  const notes = chosen
    ? [
        `Python version of ${framework} is not given: ${pythonVersion ?? ''} is taken, the newest of ${listed.join(', ')}`,
      ]
    : [];
  return { pythonVersion, entry, notes };
}

function isEntry(entry: Partial<ImageEntry>): entry is ImageEntry {
  return entry.repo !== undefined && entry.registry !== undefined;
}

/** `py2` < `py3` < `py36` < `py310`: the first digit is the major version, the rest the minor. */
function newestPython(versions: readonly string[]): string | undefined {
  return [...versions].sort((a, b) => pythonNumber(a) - pythonNumber(b)).at(-1);
}

function pythonNumber(version: string): number {
  const digits = /^py(\d)(\d*)$/.exec(version);
  return Number(digits?.[1] ?? 0) * 1000 + Number(digits?.[2] ?? 0);
}
