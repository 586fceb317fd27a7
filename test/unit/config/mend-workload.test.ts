import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { ATTRIBUTES, PIPELINE_TYPES } from '../../../schema/generated/attributes.ts';
import { loadDesired } from '../../../processor/config/load-desired.ts';
import { rules } from '../../../processor/config/rules/index.ts';
import { parseSettings } from '../../../processor/config/settings/settings.ts';
import type { Finding } from '../../../processor/model/finding.ts';

type Written = Record<string, unknown>;

/** Attributes without which nobody can say what the workload is, or where it goes. */
const IDENTITY = ['pipeline_type', 'stages'];

describe('findings of workloads with faults of shape', () => {
  it('reports a fault of shape and a fault of meaning of one workload at once', () => {
    const config = example('byom_realtime_builtin', 'full');

    const findings = check({ ...config, instnce_count: 2, inference_instance: 'ml.m5.lrage' });

    expect(findings.map(({ code }) => code)).to.have.members(['unknown-attribute', 'instance-type-unknown']);
  });

  it('concludes nothing from an attribute that is faulty', () => {
    const config = { ...example('model_training_builtin', 'minimal'), max_runtime_per_job: 'soon' };

    const findings = check({ ...config, max_wait_time_spot_instances: 7200 });

    expect(findings.map(({ pointer }) => pointer)).to.eql(['/max_runtime_per_job']);
  });

  it('says what is wrong with a tuner beside a misspelt strategy', () => {
    const config = example('model_tuner_builtin', 'minimal');

    const findings = check({
      ...config,
      validation_data: 'demand/validation/',
      algo_hyperparameters: { eta: 0.1, num_round: 10 },
      tuner_configs: { objective_metric_name: 'validation:auc', strategy: 'Bayes', max_jobs: 2, max_parallel_jobs: 5 },
      hyperparameters_ranges: { eta: ['continuous', [0.5, 0.1]] },
    });

    expect(findings.map(({ code }) => code)).to.have.members([
      'unknown-value',
      'tuner-parallel-jobs',
      'tuner-static-and-range',
      'tuner-range-order',
    ]);
  });

  it('reads on behind a slip of syntax', () => {
    const { findings } = loadTexts(['{ "pipeline_type": "byom_image_builder", // ours\n "image_tag": "a b", }']);

    expect(findings.map(({ code, line }) => `${line} ${code}`)).to.have.members([
      '1 comment',
      '2 trailing-comma',
      '1 missing-attribute',
      '1 missing-attribute',
      '2 wrong-form',
    ]);
  });

  it('does not call an endpoint unknown that a faulty workload may make', () => {
    const serving = { ...example('byom_realtime_builtin', 'minimal'), endpoint_name: 'not a name!' };
    const monitor = example('byom_data_quality_monitor', 'minimal');

    const findings = checkAll([serving, monitor]);

    expect(findings.map(({ file, pointer }) => [file, pointer])).to.eql([['0/mlops-config.json', '/endpoint_name']]);
  });

  it('still calls an endpoint unknown when the faults are elsewhere', () => {
    const serving = { ...example('byom_realtime_builtin', 'minimal'), endpoint_name: 'churn-live', extra: 1 };
    const monitor = { ...example('byom_data_quality_monitor', 'minimal'), endpoint_name: 'chrun-live' };

    const findings = checkAll([serving, monitor]);

    expect(findings.map(({ code }) => code)).to.have.members(['unknown-attribute', 'monitored-endpoint-unknown']);
  });

  it('finds what else is wrong with a workload whose name is misspelt', () => {
    const { model_name: name, ...rest } = example('byom_realtime_builtin', 'minimal');

    const findings = check({ ...rest, model_nam: name, model_framework: 'xgbost', inference_instance: 'ml.m5.lrge' });

    expect(findings.map(({ code }) => code)).to.have.members([
      'unknown-attribute',
      'framework-unknown',
      'instance-type-unknown',
    ]);
  });

  it('finds what else is wrong inside an object with a fault of shape', () => {
    const config = example('model_tuner_builtin', 'full');
    const ranges = {
      eta: ['continous', [0.1, 0.5]],
      max_depth: ['integer', [10, 3]],
      subsample: ['continuous', ['0.9', '0.1']],
    };

    const findings = check({ ...config, hyperparameters_ranges: ranges });

    expect(findings.map(({ code, pointer }) => [code, pointer])).to.eql([
      ['unknown-value', '/hyperparameters_ranges/eta/0'],
      ['tuner-range-order', '/hyperparameters_ranges/max_depth/1'],
      ['tuner-range-order', '/hyperparameters_ranges/subsample/1'],
    ]);
  });

  it('never plans a workload with placeholders', () => {
    const { workloads } = load([{ ...example('model_training_builtin', 'minimal'), extra: 1 }]);

    expect(workloads).to.eql([]);
  });

  for (const type of PIPELINE_TYPES) {
    it(`finds one fault, and no more, for each attribute of ${type} with a wrong value`, () => {
      const config = example(type, 'full');
      const before = check(config).map(({ pointer }) => pointer);
      for (const { name } of ATTRIBUTES[type].filter(({ name: known }) => Object.hasOwn(config, known))) {
        if (IDENTITY.includes(name)) continue;
        const findings = check({ ...config, [name]: ['wrong', { deep: true }] });
        const fresh = findings.filter(({ pointer, severity }) => severity === 'error' || !before.includes(pointer));
        expect(
          fresh.every(({ pointer }) => pointer.startsWith(`/${name}`)),
          JSON.stringify([name, fresh]),
        ).to.equal(true);
        expect(fresh.length, `${name}: ${JSON.stringify(fresh)}`).to.be.greaterThan(0);
      }
    });

    it(`finds one fault, and no more, for each member of an object of ${type} with a wrong value`, () => {
      const config = example(type, 'full');
      const before = check(config).map(({ pointer }) => pointer);
      for (const { name, kind } of ATTRIBUTES[type]) {
        const value = config[name];
        if (kind !== 'object' || typeof value !== 'object' || value === null) continue;
        for (const member of Object.keys(value)) {
          const findings = check({ ...config, [name]: { ...value, [member]: ['wrong', { deep: true }] } });
          const fresh = findings.filter(({ pointer }) => !before.includes(pointer));
          const others = fresh.filter(({ pointer }) => !pointer.startsWith(`/${name}/${member}`));
          expect(others, `${name}.${member}`).to.eql([]);
          expect(fresh.length, `${name}.${member}`).to.be.greaterThan(0);
        }
      }
    });

    it(`finds one fault for each required attribute of ${type} that is missing`, () => {
      const config = example(type, 'minimal');
      const before = check(config).length;
      for (const { name, required, aliasOf } of ATTRIBUTES[type]) {
        if (!required || aliasOf !== undefined || IDENTITY.includes(name) || !Object.hasOwn(config, name)) continue;
        const rest = Object.fromEntries(Object.entries(config).filter(([key]) => key !== name));
        const errors = check(rest).filter(({ severity }) => severity === 'error');
        expect(errors.length, `${name}: ${JSON.stringify(errors)}`).to.equal(1);
        expect(check(rest).length).to.be.at.most(before + 1);
      }
    });
  }
});

function example(type: string, kind: string): Written {
  const file = new URL(`../../../examples/${type}/${kind}/mlops-config.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Written;
}

function check(config: Written): readonly Finding[] {
  return checkAll([config]);
}

function checkAll(configs: readonly Written[]): readonly Finding[] {
  return load(configs).findings;
}

function load(configs: readonly Written[]): ReturnType<typeof loadDesired> {
  return loadTexts(configs.map((config) => JSON.stringify(config, null, 2)));
}

function loadTexts(texts: readonly string[]): ReturnType<typeof loadDesired> {
  const files = texts.map((text, index) => ({
    path: `${index}/mlops-config.json`,
    bytes: new TextEncoder().encode(text),
  }));
  return loadDesired({ files, settings: parseSettings(undefined).settings, rules });
}
