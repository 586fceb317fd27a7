import { expect } from 'chai';
import type { Change } from '../../../processor/model/plan.ts';
import type { Review, ReviewedStage } from '../../../processor/review/review.ts';
import { judge } from '../../../processor/review/verdict.ts';
import { changeOf, finding, reviewOf } from './reviews.ts';

const ERROR = finding();
const WARNING = finding({ severity: 'warning' });
const FORK = { with: 'base', because: 'fork' } as const;
const NO_CREDENTIALS = { with: 'base', because: 'no-credentials' } as const;

/** Stages with these changes of the pull request. */
function stagesWith(...own: readonly (readonly Partial<Change>[])[]): Partial<Review> {
  const about = { account: '111111111111', region: 'eu-west-1', approval: false };
  const stages = own.map((changes, index): ReviewedStage => {
    const rest = { pending: [], takenBack: [], unchanged: [] };
    return { ...about, ...rest, stage: `s${index}`, own: changes.map((change) => changeOf(change)) };
  });
  return { stages };
}

function found(...lists: readonly (readonly (typeof ERROR)[])[]): Partial<Review> {
  const [own = [], later = [], inherited = []] = lists;
  return { findings: { own, later, inherited } };
}

const REFUSED: Partial<Change> = { action: 'replace', blocked: { guard: 'max-replacements', reason: 'too many' } };
const HELD_UP: Partial<Change> = { action: 'create', blocked: { guard: 'dependency', reason: 'it depends' } };
const WAITING: Partial<Change> = { action: 'delete', blocked: { guard: 'prune', reason: 'waits' } };

/** State of the commit, sign and words. */
const CASES: Readonly<Record<string, readonly [Partial<Review>, string]>> = {
  'errors of the head': [
    found([ERROR, WARNING, ERROR], [ERROR], [ERROR]),
    'failure ❌ 2 errors in the config: nothing could be deployed',
  ],
  'errors after the merge': [
    found([WARNING], [ERROR], [ERROR]),
    'failure ❌ 1 error after the merge, by the new settings',
  ],
  'errors of the base': [
    found([WARNING], [WARNING], [ERROR]),
    'failure ❌ 1 error that the base has already: nothing can be deployed',
  ],
  'warnings alone': [
    { ...found([WARNING], [WARNING], [WARNING]), ...stagesWith([]) },
    'success ✅ changes nothing that is deployed',
  ],
  'an update': [stagesWith([{}], []), 'success ✅ 1 to update'],
  'updates of two stages': [
    stagesWith([{}], [{}, { action: 'create' }]),
    'success ✅ 1 to create, 2 to update in 2 stages',
  ],
  'a replacement among others': [stagesWith([{}, { action: 'replace' }]), 'success ⚠️ 1 to update, 1 to replace'],
  'a deletion among others': [stagesWith([{}, { action: 'delete' }]), 'success ⚠️ 1 to update, 1 to delete'],
  'a deletion in the second stage': [
    stagesWith([{}], [{ action: 'delete' }]),
    'success ⚠️ 1 to update, 1 to delete in 2 stages',
  ],
  'a refusal': [
    stagesWith([{}, REFUSED]),
    'failure ⛔ 1 change would be refused (1 to update, 1 to replace (1 blocked))',
  ],
  'two refusals': [stagesWith([REFUSED, REFUSED]), 'failure ⛔ 2 changes would be refused (2 to replace (2 blocked))'],
  'a change that waits for another': [
    stagesWith([WAITING, HELD_UP]),
    'failure ⛔ 1 change that waits for another would be skipped (1 to create (1 waiting), 1 to delete (1 waiting))',
  ],
  'a refusal and what waits for it': [
    stagesWith([REFUSED, HELD_UP]),
    'failure ⛔ 1 change would be refused (1 to create (1 waiting), 1 to replace (1 blocked))',
  ],
  'a refusal in each of two stages': [
    stagesWith([REFUSED], [REFUSED]),
    'failure ⛔ 2 changes would be refused (2 to replace (2 blocked) in 2 stages)',
  ],
  'a deletion that waits': [stagesWith([WAITING]), 'success ⚠️ 1 to delete (1 waiting)'],
  'a fork': [{ ...stagesWith([{}]), comparison: FORK }, 'pending ⏳ from a fork, not planned yet: 1 to update'],
  'a fork with errors': [
    { ...found([ERROR]), comparison: FORK },
    'failure ❌ 1 error in the config: nothing could be deployed',
  ],
  'no credentials': [{ ...stagesWith([{}]), comparison: NO_CREDENTIALS }, 'success ✅ 1 to update'],
};

describe('the verdict of a review', () => {
  for (const [what, [review, expected]] of Object.entries(CASES)) {
    it(`on ${what}: ${expected}`, () => {
      const { state, sign, summary } = judge(reviewOf(undefined, review));
      expect(`${state} ${sign} ${summary}`).to.equal(expected);
    });
  }
});
