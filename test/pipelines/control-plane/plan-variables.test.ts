import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';
import fc from 'fast-check';

import {
  exportCommands,
  planVariables,
  readStage,
  writeStage,
  type SavedPlan,
} from '../../../pipelines/control-plane/plan-variables.ts';

const PROGRAM = fileURLToPath(new URL('../../../pipelines/control-plane/print-plan-variables.ts', import.meta.url));

function change(action: string, modelName: string, more: object = {}) {
  return { action, modelName, pipelineType: 'byom_realtime_builtin', ...more };
}

const PLACE = { account: '111111111111', region: 'eu-west-1' };
const DEV = { name: 'dev', ...PLACE, approval: false };
const PROD = { name: 'prod-eu', account: '222222222222', region: 'eu-west-1', approval: true };

const DIGEST = 'ab'.repeat(32);
/** How each summary begins. */
const HEAD = 'plan abababababab: ';

const PLAN: SavedPlan = {
  digest: DIGEST,
  stages: [
    {
      stage: 'dev',
      ...PLACE,
      changes: [change('create', 'churn'), change('update', 'fraud'), change('none', 'demand')],
    },
    {
      stage: 'prod-eu',
      account: PROD.account,
      region: PROD.region,
      approval: true,
      changes: [change('none', 'churn')],
    },
  ],
};

describe('variables of a plan', () => {
  it('count the changes of each stage and say them in a line', () => {
    expect(planVariables(PLAN, { stages: [DEV, PROD] })).to.deep.equal({
      PLAN_DIGEST: DIGEST,
      CHANGES_DEV: '2',
      SUMMARY_DEV:
        'plan abababababab: 1 to create, 1 to update: create churn (byom_realtime_builtin), update fraud (byom_realtime_builtin)',
      CHANGES_PROD_EU: '0',
      SUMMARY_PROD_EU: 'plan abababababab: nothing to change',
    });
  });

  it('say what apply will refuse', () => {
    const plan = {
      digest: DIGEST,
      stages: [{ stage: 'dev', ...PLACE, changes: [change('delete', 'churn', { blocked: { guard: 'protected' } })] }],
    };

    expect(planVariables(plan, { stages: [DEV] })['SUMMARY_DEV']).to.equal(
      `${HEAD}1 to delete (1 blocked): delete churn (byom_realtime_builtin)`,
    );
  });

  it('say what waits, for `--prune` or for a blocked change, and what is refused', () => {
    const changes = [
      change('delete', 'churn', { blocked: { guard: 'prune' } }),
      change('create', 'fraud', { blocked: { guard: 'dependency' } }),
      change('replace', 'fair', { blocked: { guard: 'max-replacements' } }),
    ];

    const plan = { digest: DIGEST, stages: [{ stage: 'dev', ...PLACE, changes }] };

    expect(planVariables(plan, { stages: [DEV] })['SUMMARY_DEV']).to.contain(' (2 waiting, 1 blocked): ');
  });

  it('stay within 900 letters and tell how much is left out', () => {
    const changes = Array.from({ length: 500 }, (_, index) => change('update', `model-${index}`));
    const text =
      planVariables({ digest: DIGEST, stages: [{ stage: 'dev', ...PLACE, changes }] }, { stages: [DEV] })[
        'SUMMARY_DEV'
      ] ?? '';

    expect(text.length).to.be.within(740, 809);
    const [, entries = '', more] =
      /^plan abababababab: 500 to update: (update model-0 .*), and (\d+) more$/.exec(text) ?? [];
    expect(entries.split(', ').length + Number(more)).to.equal(500);
  });

  it('carry a note about the commit to whoever approves, and still fit', () => {
    const changes = Array.from({ length: 500 }, (_, index) => change('update', `model-${index}`));
    const plan = { digest: DIGEST, stages: [{ stage: 'dev', ...PLACE, changes }] };
    const note = 'goes back from commit 9f8e7d6c5b4a to 0a1b2c3d4e5f';

    const text = planVariables(plan, { stages: [DEV], note })['SUMMARY_DEV'] ?? '';
    expect(text).to.match(/^plan abababababab \(goes back from commit 9f8e7d6c5b4a to 0a1b2c3d4e5f\): 500 to update: /);
    const longest = planVariables(plan, { stages: [DEV], note: '${x}\n'.repeat(100) })['SUMMARY_DEV'] ?? '';
    expect(longest.length).to.be.at.most(900);
    expect(longest).to.match(/^[\w .:,()-]+$/);
  });

  it('name the digest that apply compares, and take nothing for a plan that has none', () => {
    for (const digest of ['', 'ab', `${DIGEST}0`, DIGEST.toUpperCase(), `${'ab'.repeat(31)}'\n`, undefined]) {
      expect(() => planVariables({ ...PLAN, digest } as SavedPlan, { stages: [DEV, PROD] })).to.throw(
        'the plan has no digest',
      );
    }
  });

  it('refuse a plan of other stages than the pipeline’s', () => {
    expect(() => planVariables(PLAN, { stages: [DEV, PROD, { ...DEV, name: 'test' }] })).to.throw(
      'the plan has no stage "test"',
    );
    expect(() => planVariables(PLAN, { stages: [DEV] })).to.throw('the pipeline has no stage "prod-eu"');
  });

  it('refuse a plan that leads elsewhere than the pipeline', () => {
    const [dev, prod] = PLAN.stages;
    // A commit that turns the stage without approval to the account of the one that has it.
    const turned = {
      digest: DIGEST,
      stages: [{ ...dev, stage: 'dev', account: PROD.account, changes: [] }, prod],
    } as SavedPlan;

    expect(() => planVariables(turned, { stages: [DEV, PROD] })).to.throw(
      'stage "dev" is 222222222222 eu-west-1 in the plan and 111111111111 eu-west-1 in the pipeline',
    );
    expect(() => planVariables(PLAN, { stages: [{ ...DEV, region: 'eu-central-1' }, PROD] })).to.throw(
      'run mlops bootstrap',
    );
  });

  it('refuse a plan that wants an approval which the pipeline does not ask for, and none the other way round', () => {
    expect(() => planVariables(PLAN, { stages: [DEV, { ...PROD, approval: false }] })).to.throw(
      'the settings want an approval of stage "prod-eu" and the pipeline does not ask for it',
    );
    expect(planVariables(PLAN, { stages: [{ ...DEV, approval: true }, PROD] })).to.have.property('CHANGES_DEV', '2');
  });

  it('know a stage again that was a word of the command', () => {
    for (const stage of [DEV, PROD]) expect(readStage(writeStage(stage))).to.deep.equal(stage);
    const right = 'dev=111111111111/eu-west-1';
    for (const word of [
      'dev',
      ` ${right}`,
      `${right}/approvals`,
      `${right} `,
      'dev=1/eu-west-1',
      'dev=111111111111/',
    ]) {
      expect(() => readStage(word), word).to.throw(`"${word}" is no stage`);
    }
    expect(writeStage(PROD)).to.match(/^[\w=/-]+$/);
  });

  it('carry nothing that acts: no variable of CodePipeline, no line break, no quote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const plan = { digest: DIGEST, stages: [{ stage: 'dev', ...PLACE, changes: [change('create', name)] }] };
        expect(planVariables(plan, { stages: [DEV] })['SUMMARY_DEV']).to.match(/^[\w .:,()-]+$/);
      }),
    );
  });

  it('come through a shell as they are', function () {
    this.timeout(20_000);
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes('\0')),
        (value) => {
          const script = `${exportCommands({ X: value })}printf %s "$X"`;
          expect(execFileSync('bash', ['-c', script], { encoding: 'utf8' })).to.equal(value);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('are printed by the program for the shell of a build, which fails for another plan', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mlops-variables-'));
    try {
      const file = join(folder, 'plan.json');
      writeFileSync(file, JSON.stringify(PLAN));
      function run(...stages: readonly string[]): string {
        const args = ['--import', 'tsx', PROGRAM, file, '', ...stages];
        return execFileSync(process.execPath, args, { encoding: 'utf8', stdio: 'pipe' });
      }

      expect(run(writeStage(DEV), writeStage(PROD))).to.include("export CHANGES_DEV='2'\n");
      expect(() => run(writeStage(DEV))).to.throw('run mlops bootstrap');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
