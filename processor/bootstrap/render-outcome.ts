import type { Outcome } from '../model/outcome.ts';
import { visible } from '../render/plan/plan-words.ts';
import { RESULT_MARKS } from '../render/report-words.ts';

/** What to say where nothing went wrong. */
export interface GoodWords {
  /** Without the time it took, such as `created`. */
  readonly deployed: string;
  readonly unchanged: string;
}

/** How one stack ended, for a person at a terminal: a line, and a hint where there is one. `head` says which stack. */
export function renderOutcome(head: string, outcome: Outcome, words: GoodWords): readonly string[] {
  const mark = RESULT_MARKS[outcome.result];
  switch (outcome.result) {
    case 'deployed':
      return [`${mark} ${head} · ${words.deployed} in ${outcome.seconds} s`];
    case 'unchanged':
      return [`${mark} ${head} · ${words.unchanged}`];
    case 'failed':
      return [
        `${mark} ${head} · failed: ${visible(outcome.rootCause)}`,
        ...(outcome.hint === undefined ? [] : [`    hint: ${visible(outcome.hint)}`]),
      ];
    case 'skipped':
    case 'refused':
      return [`${mark} ${head} · ${outcome.result}: ${visible(outcome.reason)}`];
    default:
      return outcome satisfies never;
  }
}
