import { nearest } from '../../model/nearest.ts';

/** `did you mean ...?` for the nearest allowed name, else what `otherwise` says. */
export function didYouMean(given: string, allowed: Iterable<string>, otherwise: string): string {
  const name = nearest(given, allowed);
  return name === undefined ? otherwise : `did you mean \`${name}\`?`;
}
