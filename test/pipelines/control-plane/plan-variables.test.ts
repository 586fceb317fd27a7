import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';
import fc from 'fast-check';

import { exportCommands, planVariables, type SavedPlan } from '../../../pipelines/control-plane/plan-variables.ts';

const PROGRAM = fileURLToPath(new URL('../../../pipelines/control-plane/print-plan-variables.ts', import.meta.url));

function change(action: string, modelName: string, more: object = {}) {
  return { action, modelName, pipelineType: 'byom_realtime_builtin', ...more };
}

const PLAN: SavedPlan = {
  stages: [
    { stage: 'dev', changes: [change('create', 'churn'), change('update', 'fraud'), change('none', 'demand')] },
    { stage: 'prod-eu', changes: [change('none', 'churn')] },
  ],
};

describe('variables of a plan', () => {
  it('count the changes of each stage and say them in a line', () => {
    expect(planVariables(PLAN, ['dev', 'prod-eu'])).to.deep.equal({
      CHANGES_DEV: '2',
      SUMMARY_DEV:
        '1 to create, 1 to update: create churn (byom_realtime_builtin), update fraud (byom_realtime_builtin)',
      CHANGES_PROD_EU: '0',
      SUMMARY_PROD_EU: 'nothing to change',
    });
  });

  it('say what apply will refuse', () => {
    const plan = {
      stages: [{ stage: 'dev', changes: [change('delete', 'churn', { blocked: { guard: 'protected' } })] }],
    };

    expect(planVariables(plan, ['dev'])['SUMMARY_DEV']).to.equal(
      '1 to delete (1 blocked): delete churn (byom_realtime_builtin)',
    );
  });

  it('stay within 900 letters and tell how much is left out', () => {
    const changes = Array.from({ length: 500 }, (_, index) => change('update', `model-${index}`));
    const text = planVariables({ stages: [{ stage: 'dev', changes }] }, ['dev'])['SUMMARY_DEV'] ?? '';

    expect(text.length).to.be.within(800, 900);
    expect(text).to.match(/^500 to update: update model-0 .*, and \d+ more$/);
  });

  it('refuse a plan of other stages than the pipeline’s', () => {
    expect(() => planVariables(PLAN, ['dev', 'prod-eu', 'test'])).to.throw('the plan has no stage "test"');
    expect(() => planVariables(PLAN, ['dev'])).to.throw('the pipeline has no stage "prod-eu"');
  });

  it('carry nothing that acts: no variable of CodePipeline, no line break, no quote', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const plan = { stages: [{ stage: 'dev', changes: [change('create', name)] }] };
        expect(planVariables(plan, ['dev'])['SUMMARY_DEV']).to.match(/^[\w .:,()-]+$/);
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
        const args = ['--import', 'tsx', PROGRAM, file, ...stages];
        return execFileSync(process.execPath, args, { encoding: 'utf8', stdio: 'pipe' });
      }

      expect(run('dev', 'prod-eu')).to.include("export CHANGES_DEV='2'\n");
      expect(() => run('dev')).to.throw('run mlops bootstrap');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
