import { nearest } from '../../../model/nearest.ts';

/** Past this many, a commit has another problem than slips of fingers, and comparing all with all takes its time. */
const MAX_SUGGESTIONS = 50;

/** `did you mean ...?` for the nearest allowed name, else what `otherwise` says. */
export function didYouMean(given: string, allowed: Iterable<string>, otherwise: string): string {
  const name = nearest(given, allowed);
  return name === undefined ? otherwise : `did you mean \`${name}\`?`;
}

/** `didYouMean` for one run of a rule: looks for the nearest name only so often, then always says `otherwise`. */
export function createSuggester(): typeof didYouMean {
  let left = MAX_SUGGESTIONS;
  return function suggest(given, allowed, otherwise) {
    return left-- > 0 ? didYouMean(given, allowed, otherwise) : otherwise;
  };
}
