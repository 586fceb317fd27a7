import { failsRun, isRefused } from '../model/blocked.ts';
import { countActions } from '../model/count-actions.ts';
import type { Change } from '../model/plan.ts';
import { ACTIONS, countBlocked } from '../render/plan/plan-words.ts';
import { counted } from './fit-blocks.ts';
import type { Review, ReviewedStage } from './review.ts';

/** The outcome of a review in one line each for people and for the host. */
export interface ReviewVerdict {
  readonly state: 'success' | 'failure' | 'pending';
  readonly sign: string;
  /** One line, without values of configs. Hosts cut it at 140 characters, which only thousands of changes need. */
  readonly summary: string;
}

const ERROR_NOUN = ['error', 'errors'] as const;

/**
 * What the review comes to: errors first, then refusals and what waits for another change, both of which make an apply
 * end with 1, then what a reader has to look at.
 */
export function judge(review: Review): ReviewVerdict {
  const { findings, comparison, stages } = review;
  const own = countErrors(findings.own);
  const later = countErrors(findings.later);
  const inherited = countErrors(findings.inherited);
  if (own > 0) return failure(`${counted(own, ERROR_NOUN)} in the config: nothing could be deployed`);
  if (later > 0) return failure(`${counted(later, ERROR_NOUN)} after the merge, by the new settings`);
  if (inherited > 0)
    return failure(`${counted(inherited, ERROR_NOUN)} that the base has already: nothing can be deployed`);
  const changes = (stages ?? []).flatMap((stage) => stage.own);
  const refused = changes.filter(isRefused).length;
  const summary = describe(stages ?? []);
  if (refused > 0) {
    return {
      state: 'failure',
      sign: '⛔',
      summary: `${counted(refused, ['change', 'changes'])} would be refused (${summary})`,
    };
  }
  const waiting = changes.filter(failsRun).length;
  if (waiting > 0) {
    const skipped = counted(waiting, ['change that waits for another', 'changes that wait for others']);
    return { state: 'failure', sign: '⛔', summary: `${skipped} would be skipped (${summary})` };
  }
  if (comparison.with === 'base' && comparison.because === 'fork') {
    return { state: 'pending', sign: '⏳', summary: `from a fork, not planned yet: ${summary}` };
  }
  if (changes.length === 0) return { state: 'success', sign: '✅', summary };
  const isGrave = changes.some(({ action }) => action === 'replace' || action === 'delete');
  return { state: 'success', sign: isGrave ? '⚠️' : '✅', summary };
}

/** `1 to create, 2 to delete (2 waiting)`; empty for none. */
export function describeActions(changes: readonly Pick<Change, 'action' | 'blocked'>[]): string {
  const counts = countActions(changes);
  return ACTIONS.filter((action) => action !== 'none' && counts[action] > 0)
    .map((action) => `${counts[action]} to ${action}${countBlocked(changes.filter((one) => one.action === action))}`)
    .join(', ');
}

function describe(stages: readonly ReviewedStage[]): string {
  const own = describeActions(stages.flatMap((stage) => stage.own));
  const takenBack = stages.flatMap((stage) => stage.takenBack).length;
  const touched = stages.filter((stage) => stage.own.length > 0).length;
  const parts = [
    ...(own === '' ? [] : [touched > 1 ? `${own} in ${touched} stages` : own]),
    ...(takenBack === 0 ? [] : [`${takenBack} pending ${takenBack === 1 ? 'change' : 'changes'} taken back`]),
  ];
  return parts.length === 0 ? 'changes nothing that is deployed' : parts.join(', ');
}

function failure(summary: string): ReviewVerdict {
  return { state: 'failure', sign: '❌', summary };
}

function countErrors(findings: Review['findings']['own']): number {
  return findings.filter(({ severity }) => severity === 'error').length;
}
