import { expect } from 'chai';
import { KILL_KINDS, killOnce, makeKillCase, type KillCase, type KillKind } from './support/kill-case.ts';
import type { FaultTarget } from './support/fault-world.ts';

/** A step of applying, and the calls by which it is known; absent: the target has no such step. */
interface Step {
  readonly step: string;
  readonly local?: Known;
  readonly cloud?: Known;
}

/** By kind of change where it differs; the n-th call that fits, from 1, or the last. */
interface Known {
  readonly call: RegExp;
  readonly ofDelete?: RegExp | 'none';
  readonly which?: 2 | 'last';
}

const STEPS: readonly Step[] = [
  { step: 'S1 lock', local: { call: /^link .*\/lock\// }, cloud: { call: /^port lock/ } },
  { step: 'S2 read plan', local: { call: /^read plan/ }, cloud: { call: /^read plan/ } },
  { step: 'S3 re-check', local: { call: /^port describeStack/ }, cloud: { call: /^port describeStack/ } },
  // On AWS nothing is kept outside CloudFormation: there is no journal and no index.
  { step: 'S4 full journal set aside', local: { call: /^rename .*journal/ } },
  { step: 'S4 journal intent', local: { call: /^write .*journal\.jsonl/ } },
  {
    step: 'S5 upload',
    // A bundle that is there is not uploaded again: what is deployed already has brought it.
    local: { call: /^port publishAsset/, ofDelete: 'none' },
    cloud: { call: /^cloud HeadObject/, ofDelete: 'none' },
  },
  {
    step: 'S6 change set asked for',
    local: { call: /^port createChangeSet/, ofDelete: 'none' },
    cloud: { call: /^cloud CreateChangeSet/, ofDelete: 'none' },
  },
  {
    step: 'S7 change set ready',
    local: { call: /^link .*\/stacks\//, ofDelete: 'none' },
    cloud: { call: /^cloud DescribeChangeSet/, ofDelete: 'none' },
  },
  {
    step: 'S8 executed',
    local: { call: /^port executeChangeSet/, ofDelete: /^port deleteStack/ },
    cloud: { call: /^cloud ExecuteChangeSet/, ofDelete: /^cloud DeleteStack/ },
  },
  {
    step: 'S9 in progress',
    local: { call: /^event \S+ \w+_IN_PROGRESS/ },
    cloud: { call: /^event \S+ \w+_IN_PROGRESS/ },
  },
  {
    step: 'S10 end seen',
    local: { call: /^event \S+ (CREATE|UPDATE|DELETE)_COMPLETE/, which: 'last' },
    cloud: { call: /^event \S+ (CREATE|UPDATE|DELETE)_COMPLETE/, which: 'last' },
  },
  { step: 'S11 journal done', local: { call: /^write .*journal\.jsonl/, which: 2 } },
  { step: 'S12 state saved', local: { call: /^link .*\/stacks\//, which: 'last' } },
  { step: 'S13 announced', local: { call: /^announce/ }, cloud: { call: /^announce/ } },
  { step: 'S14 unlock', local: { call: /^port release/ }, cloud: { call: /^port release/ } },
];

describe('killing a run at each of its steps (F1)', function () {
  this.timeout(60_000);

  for (const target of ['local', 'cloud'] as const) {
    for (const kind of KILL_KINDS) {
      let prepared: KillCase;

      before(async () => {
        prepared = await makeKillCase(target, kind);
      });

      it(`converges with one operation: ${kind} on the ${target} target`, async () => {
        const { moments } = prepared;
        let cases = 0;
        for (const step of STEPS) {
          const calls = callsOf(step, { target, kind });
          if (calls === undefined) continue;
          const fitting = moments.filter((moment) => moment.phase === 'before' && calls.call.test(moment.call));
          const chosen = calls.which === 'last' ? fitting.at(-1) : fitting[(calls.which ?? 1) - 1];
          expect(chosen, `${step.step} of ${kind}: ${moments.map(({ call }) => call).join('\n')}`).not.to.equal(
            undefined,
          );
          for (const phase of ['before', 'after'] as const) {
            await killOnce(prepared, { phase, call: chosen?.call ?? '', number: chosen?.number ?? 0 });
            cases += 1;
          }
        }
        const missing = (target === 'cloud' ? 4 : 0) + (kind === 'delete' ? 3 : 0);
        expect(cases).to.equal(2 * (STEPS.length - missing));
      });

      it(`converges wherever it is killed: ${kind} on the ${target} target`, async () => {
        expect(prepared.moments.length).to.be.greaterThan(40);
        for (const moment of prepared.moments) await killOnce(prepared, moment);
      });
    }
  }
});

function callsOf(step: Step, where: { readonly target: FaultTarget; readonly kind: KillKind }): Known | undefined {
  const known = step[where.target];
  if (known?.ofDelete === undefined || where.kind !== 'delete') return known;
  return known.ofDelete === 'none' ? undefined : { ...known, call: known.ofDelete };
}
