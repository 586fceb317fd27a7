import { distance } from 'fastest-levenshtein';
import type { ImageProblem, ImageProblemKind } from './image-request.ts';

const NEAREST = 3;
const LISTED = 12;

interface ProblemInput {
  readonly kind: ImageProblemKind;
  /** The attribute in the user's words, for example "version of xgboost". */
  readonly what: string;
  readonly given: string | undefined;
  readonly allowed: readonly string[];
  /** Said instead of "<what> <given> is not known". */
  readonly fault?: string;
  /** Said instead of "choose one of ...", where the choice is not among `allowed` alone. */
  readonly cure?: string;
}

/** A problem with its nearest names and a message; pure. */
export function imageProblem({ kind, what, given, allowed, fault, cure }: ProblemInput): {
  readonly problem: ImageProblem;
} {
  const nearest = given === undefined ? [] : nearestNames(given, allowed);
  const subject = given === undefined ? `${what} is missing` : `${what} "${given}" is not known`;
  const listed = kind.endsWith('version') ? newestFirst(allowed) : allowed;
  const message = `${fault ?? subject}; ${cure ?? choice(listed, nearest)}`;
  return { problem: { kind, ...(given !== undefined && { given }), allowed, nearest, message } };
}

/** Of a list that is cut off, whoever has mistyped a version hardly wants the oldest ones. */
function newestFirst(versions: readonly string[]): readonly string[] {
  if (versions.length <= LISTED) return versions;
  return [...versions].sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
}

function choice(allowed: readonly string[], nearest: readonly string[]): string {
  if (allowed.length === 0) return 'none is available';
  const listed = allowed.slice(0, LISTED).join(', ');
  const rest = allowed.length > LISTED ? ` and ${allowed.length - LISTED} more` : '';
  const meant = nearest.length > 0 ? `did you mean ${nearest.join(' or ')}? ` : '';
  return `${meant}choose one of ${listed}${rest}`;
}

/** Up to three allowed names that `given` is the beginning of, else those that a slip of the finger turned into it. */
function nearestNames(given: string, allowed: readonly string[]): readonly string[] {
  const longer = allowed.filter((name) => name.startsWith(`${given}-`) || name.startsWith(`${given}.`));
  if (given !== '' && longer.length > 0) return longer.slice(-NEAREST);
  // 1.12.0 is one letter from 2.12.0 and years older: patches of one release are nearer than that.
  const release = /^\d+\.\d+(?=[.-])/.exec(given)?.[0];
  const patches = allowed.filter(
    (name) => name === release || name.startsWith(`${release}.`) || name.startsWith(`${release}-`),
  );
  if (release !== undefined && patches.length > 0) return patches.slice(-NEAREST);
  const limit = Math.max(2, Math.floor(given.length / 3));
  return allowed
    .map((name) => ({ name, away: distance(given.toLowerCase(), name.toLowerCase()) }))
    .filter(({ away }) => away <= limit)
    .sort((a, b) => a.away - b.away)
    .slice(0, NEAREST)
    .map(({ name }) => name);
}
