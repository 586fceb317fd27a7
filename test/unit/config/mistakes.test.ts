import { expect } from 'chai';

import type { Finding } from '../../../processor/model/finding.ts';
import { checkConfigs } from './rules/check-configs.ts';
import * as workloads from './rules/workloads.ts';
import { MISTAKES, type Base } from './support/mistakes.ts';
import { positionsOf } from './support/positions.ts';

type Attributes = Readonly<Record<string, unknown>>;

/** The valid workloads say what the mistakes need: nothing else about them is a finding. */
const BASES: Readonly<Record<Base, Attributes>> = {
  training: workloads.training({ instance_type: undefined }),
  tuner: workloads.tuner({
    instance_type: undefined,
    tuner_configs: {
      objective_metric_name: 'validation:auc',
      strategy: 'Bayesian',
      max_jobs: 10,
      max_parallel_jobs: 2,
    },
    hyperparameters_ranges: {
      eta: ['continuous', [0.1, 0.5]],
      max_depth: ['integer', [1, 15]],
      booster: ['categorical', ['gbtree', 'dart']],
    },
  }),
  autopilot: workloads.autopilot(),
  realtime: workloads.realtime(),
  realtimeCustom: workloads.realtimeCustom(),
  batch: workloads.batch(),
  batchCustom: {
    ...workloads.realtimeCustom({ data_capture_location: undefined, endpoint_name: undefined }),
    pipeline_type: 'byom_batch_custom',
    batch_inference_data: 'team-data/in.csv',
    batch_job_output_location: 'team-data/out',
  },
  dataQuality: workloads.dataQuality({ schedule_expression: 'cron(0 * ? * * *)' }),
  modelQuality: workloads.modelQuality({ schedule_expression: 'cron(0 * ? * * *)' }),
  bias: workloads.bias({ schedule_expression: 'cron(0 * ? * * *)', model_predicted_label_config: { probability: 0 } }),
  explainability: workloads.explainability({
    schedule_expression: 'cron(0 * ? * * *)',
    shap_config: { baseline: [[0.1, 2, 'a']], num_samples: 500, agg_method: 'mean_abs' },
  }),
  imageBuilder: workloads.imageBuilder(),
};

/** Findings of one file, without the word that no file here makes the endpoint of a monitor. */
function check(text: string): readonly Finding[] {
  return checkConfigs({ 'mlops-config.json': text }).filter(({ code }) => code !== 'monitored-endpoint-unknown');
}

function write(base: Base, ...changes: readonly Attributes[]): string {
  const config = structuredClone(BASES[base]) as Record<string, unknown>;
  for (const change of changes) {
    for (const [path, value] of Object.entries(change)) set(config, path.split('.'), value);
  }
  return JSON.stringify(config, null, 2);
}

function set(target: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) target[key] = value;
  else set((target[key] ??= {}) as Record<string, unknown>, rest, value);
}

function pointerOf([, written, , pointer]: (typeof MISTAKES)[number]): string {
  return pointer ?? `/${(Object.keys(written)[0] ?? '').replaceAll('.', '/')}`;
}

describe('mistakes', () => {
  for (const base of Object.keys(BASES) as Base[]) {
    it(`are none in ${base}`, () => {
      expect(check(write(base))).to.deep.equal([]);
    });
  }

  for (const mistake of MISTAKES) {
    const [base, written, expected] = mistake;
    it(`are found once, at their place: ${base} ${JSON.stringify(written)}`, () => {
      const text = write(base, written);
      const pointer = pointerOf(mistake);
      const findings = check(text);
      const said = findings.map(
        ({ severity, code, pointer: at }) => `${severity === 'warning' ? 'warning ' : ''}${code} ${at}`,
      );
      expect(said).to.deep.equal([`${expected} ${pointer}`]);
      const [finding] = findings;
      const { values, keys } = positionsOf(text);
      expect(`${finding?.line}:${finding?.column}`).to.be.oneOf([values.get(pointer), keys.get(pointer)]);
      expect(finding?.hint ?? '', 'a hint').to.match(/\S/);
    });
  }

  it('are all found where several stand in one file', () => {
    let seed = 7;
    function random(limit: number): number {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed % limit;
    }
    let tried = 0;
    for (const base of Object.keys(BASES) as Base[]) {
      const own = MISTAKES.filter(
        ([of, written, finding]) => of === base && Object.keys(written).length === 1 && OWN.test(finding),
      );
      for (let round = 0; round < 20; round++) {
        const chosen = own
          .filter(() => random(own.length) < 4)
          .filter((one, index, all) => all.findIndex((other) => topOf(other) === topOf(one)) === index);
        if (chosen.length < 2) continue;
        tried++;
        const said = check(write(base, ...chosen.map(([, written]) => written))).map(({ pointer }) => pointer);
        expect([...said].sort(), JSON.stringify(chosen)).to.deep.equal(chosen.map(pointerOf).sort());
      }
    }
    expect(tried).to.be.greaterThan(100);
  });
});

function topOf([, written]: (typeof MISTAKES)[number]): string {
  return (Object.keys(written)[0] ?? '').split('.')[0] ?? '';
}

/** Findings that one attribute explains by itself, whatever else is wrong in the file. */
const OWN =
  /^(?:warning )?(?:wrong-|out-of-|too-|unknown-(?:att|val)|missing-|foreign-|instance-type-|model-artifact-|tag-|secret-|tuner-range-|s3-|repository-)/;
