import { nearest } from '../../model/nearest.ts';

const MOST_NAMED = 3;

/** What to do about the name of a stack that there is none of: the nearest one, or those of the model of that name. */
export function stacksMeant(given: string, known: Iterable<string>): readonly string[] {
  const names = [...new Set(known)].sort();
  const near = nearest(given, names);
  if (near !== undefined) return [`did you mean \`${near}\`?`];
  const holding = given === '' ? [] : names.filter((name) => name.includes(given.toLowerCase()));
  const shown = holding.slice(0, MOST_NAMED).map((name) => `\`${name}\``);
  const more = holding.length > MOST_NAMED ? ` and ${holding.length - MOST_NAMED} more` : '';
  return shown.length === 0 ? [] : [`stacks with this in their name: ${shown.join(', ')}${more}`];
}

/** ` in stage \`dev\``, where only some stages were looked at; empty where all were. */
export function describeOnly(stages: readonly string[]): string {
  if (stages.length === 0) return '';
  return ` in ${stages.length === 1 ? 'stage' : 'stages'} ${stages.map((name) => `\`${name}\``).join(', ')}`;
}
