import type { Finding } from '../../../processor/model/finding.ts';
import type { Plan } from '../../../processor/model/plan.ts';
import { composeComment } from '../../../processor/review/compose-comment.ts';
import { composeElsewhere, composeFailure, composeFinal } from '../../../processor/review/compose-final.ts';
import type { Review, ReviewDialect } from '../../../processor/review/review.ts';
import { expectGolden } from '../../helpers/golden.ts';
import { SCENARIOS } from '../../helpers/scenarios.ts';
import { finding, HEAD, reviewOf } from './reviews.ts';

const OLD: Finding = finding({ severity: 'warning', file: 'old/mlops-config.json', line: 3 });
const LATER: Finding = finding({ code: 'stage-unknown', file: 'a b/mlops-config.json', message: 'no stage `qa`' });
const WITHOUT_HINT: Finding = { ...OLD, hint: undefined };

/** All that can stand around the changes of a pull request. */
function everythingAround(plan: Plan): Partial<Review> {
  const [dev, prod] = reviewOf(plan).stages ?? [];
  if (dev === undefined || prod === undefined) throw new Error('two stages are needed');
  const taken = (['create', 'update', 'delete'] as const).map((what) => {
    return { stack: what, pipelineType: 'byom_realtime_builtin' as const, modelName: `was-${what}`, what };
  });
  const [pending, ...own] = dev.own;
  if (pending === undefined) throw new Error('no change');
  return {
    bothChanged: ['models/a/mlops-config.json', 'models/b/mlops-config.json'],
    findings: { own: [WITHOUT_HINT], inherited: [OLD], later: [] },
    settings: {
      kind: 'changed',
      config: [
        { path: 'guards.max_deletions', before: 5, after: 1 },
        { path: 'stages[1].approval', after: true },
        { path: 'source.branch', before: 'main' },
      ],
    },
    stages: [
      { ...dev, own, pending: [pending], takenBack: taken },
      { ...prod, approval: true, unchanged: [...prod.unchanged, ...dev.unchanged] },
    ],
  };
}

function around(dialect: ReviewDialect): Review {
  const plan = SCENARIOS['every-action']?.();
  if (plan === undefined) throw new Error('no such scenario');
  return reviewOf(plan, { dialect, ...everythingAround(plan) });
}

const COMMENTS: Readonly<Record<string, (dialect: ReviewDialect) => Review>> = {
  ...Object.fromEntries(
    ['every-action', 'moved-rights', 'waiting-for-blocked', 'waiting-for-prune'].map((name) => [
      name,
      (dialect: ReviewDialect) => reviewOf(SCENARIOS[name]?.(), { dialect }),
    ]),
  ),
  around,
  errors: (dialect) =>
    reviewOf(undefined, {
      dialect,
      findings: { own: [finding(), WITHOUT_HINT], inherited: [OLD], later: [LATER] },
      settings: { kind: 'added', config: [] },
    }),
};

/** Whatever stands on a pull request, compared with the file that a person has read. */
describe('golden texts of a review', () => {
  for (const [dialect, limit] of [
    ['github', 65_536],
    ['codecommit', 10_240],
  ] as const) {
    for (const [name, makeReview] of Object.entries(COMMENTS)) {
      it(`comment of ${name} for ${dialect}`, () => {
        const text = composeComment(makeReview(dialect), limit);
        expectGolden(`${text}\n`, new URL(`golden/${name}.${dialect}.md`, import.meta.url));
      });
    }

    it(`comment of around for ${dialect}, cut`, () => {
      const text = composeComment(around(dialect), 5_200);
      expectGolden(`${text}\n`, new URL(`golden/cut.${dialect}.md`, import.meta.url));
    });
  }

  it('that stand alone: the end, a failure, a branch that is not deployed', () => {
    const edited = { baseBranch: 'main', limit: 1_000 };
    const about = { ...edited, last: 'LAST' };
    const failure = { headCommit: HEAD, code: 'access-denied', message: 'role 123456789012 may not `s3:GetObject`' };
    const texts = [
      composeFinal({ ...about, dialect: 'github', state: 'merged' }),
      composeFinal({ ...about, dialect: 'codecommit', state: 'closed' }),
      composeFinal({ ...edited, dialect: 'github', state: 'merged' }),
      composeFailure({ ...failure, instructions: ['grant it', 'run `mlops review` again'] }),
      composeFailure({ ...failure, instructions: [] }),
      composeElsewhere({ baseBranch: 'feature', watchedBranch: 'main' }),
    ];
    expectGolden(`${texts.join('\n\n=====\n\n')}\n`, new URL('golden/alone.md', import.meta.url));
  });
});
