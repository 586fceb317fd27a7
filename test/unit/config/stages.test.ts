import { expect } from 'chai';

import { load, monitor, realtime, settingsOf, summary, training, type Config } from './support/load.ts';

const THREE = settingsOf({
  stages: [
    { name: 'dev', account: '111111111111', region: 'eu-central-1' },
    { name: 'staging', account: '222222222222', region: 'eu-central-1' },
    { name: 'prod', account: '333333333333', region: 'eu-central-1' },
  ],
});

function stagesOf(config: Config, settings = THREE): readonly string[] {
  const { workloads, findings } = load([config], settings);
  expect(findings).to.deep.equal([]);
  return workloads.map(({ identity }) => identity.stage);
}

describe('stages of a workload', () => {
  it('are all of them, or those that it names, in the order of the settings', () => {
    expect(stagesOf(realtime())).to.deep.equal(['dev', 'staging', 'prod']);
    expect(stagesOf(realtime({ stages: ['prod', 'dev'] }))).to.deep.equal(['dev', 'prod']);
  });

  it('are the first alone for training and the image builder', () => {
    const builder = {
      pipeline_type: 'byom_image_builder',
      custom_algorithm_docker: 'a/image.zip',
      ecr_repo_name: 'images',
      image_tag: 'v1',
    };
    expect(stagesOf(training())).to.deep.equal(['dev']);
    expect(stagesOf(builder)).to.deep.equal(['dev']);
    expect(stagesOf({ ...builder, stages: ['staging', 'prod'] })).to.deep.equal(['staging', 'prod']);
  });

  it('must be in the settings', () => {
    const { findings, workloads } = load([realtime({ stages: ['dev', 'prd'] })], THREE);
    expect(summary(findings)).to.deep.equal(['unknown-stage /stages/1']);
    expect(findings[0]?.hint).to.equal('did you mean `prod`?');
    expect(workloads).to.have.lengthOf(1);
  });

  it('are not what parts of the training data are called', () => {
    function hintOf(training_data: object): string | undefined {
      const { findings } = load([training({ training_data })], THREE);
      return findings.find(({ code }) => code === 'unknown-stage')?.hint;
    }
    expect(hintOf({ train: 'a/train.csv', validation: 'a/validation.csv' })).to.contain('as `validation_data`');
    expect(hintOf({ qa: 'a/train.csv', validation: 'a/validation.csv' })).to.contain('add them to mlops-settings.json');
    const autopilot = {
      pipeline_type: 'model_autopilot_training',
      job_output_location: 'a/out',
      target_attribute: 'y',
    };
    const { findings } = load([{ ...autopilot, model_name: 'a', training_data: { train: 'a/train.csv' } }], THREE);
    expect(findings.map(({ hint }) => hint).join()).to.contain('add them to');
  });

  it('resolve maps of values', () => {
    const { workloads } = load(
      [monitor({ instance_type: { dev: 'ml.m5.large', staging: 'ml.m5.xlarge', prod: 'ml.m5.2xlarge' } })],
      THREE,
    );
    const types = workloads.map(({ spec }) =>
      'instance_type' in spec.attributes ? spec.attributes.instance_type : '',
    );
    expect(types).to.deep.equal(['ml.m5.large', 'ml.m5.xlarge', 'ml.m5.2xlarge']);
  });

  const map = { dev: 'ml.m5.large', staging: 'ml.m5.large' };
  const faults: readonly (readonly [fixture: string, config: Config, finding: string, says: RegExp])[] = [
    ['without prod', monitor({ instance_type: map }), 'stage-value-missing /instance_type', /no value for `prod`/],
    [
      'with qa',
      monitor({ instance_type: { ...map, prod: 'ml.m5.large', qa: 'ml.m5.large' } }),
      'unknown-stage /instance_type/qa',
      /`"qa"` is not in the settings/,
    ],
    [
      'nested',
      monitor({ instance_type: { ...map, prod: { dev: 'ml.m5.large' } } }),
      'wrong-type /instance_type/prod',
      /is not a text.*one map/,
    ],
    [
      'where a plain value is required',
      monitor({ model_name: { dev: 'a', staging: 'b', prod: 'c' } }),
      'wrong-type /model_name',
      /cannot differ by stage/,
    ],
    ['empty', monitor({ instance_type: {} }), 'too-few /instance_type', /at least 1 member/],
    [
      'with a wrong value',
      monitor({ instance_type: { ...map, prod: 'm5.large' } }),
      'wrong-form /instance_type/prod',
      /did you mean `ml\.m5\.large`\?/,
    ],
  ];
  for (const [fixture, config, finding, says] of faults) {
    it(`fixture 65: a map ${fixture}`, () => {
      const { findings } = load([config], THREE);
      expect(summary(findings)).to.deep.equal([finding]);
      expect(`${findings[0]?.message} ${findings[0]?.hint}`).to.match(says);
    });
  }

  const slips: readonly (readonly [stages: readonly string[], keys: readonly string[], said: readonly string[]])[] = [
    [
      ['qa', 'dev', 'Prod', 'test'],
      ['qa', 'dve', 'PRODUCTION'],
      ['dve: did you mean `dev`?', 'PRODUCTION: did you mean `Prod`?', 'no value for `test`'],
    ],
    [
      ['qa', 'dev', 'prod'],
      ['qa', 'dve', 'other'],
      ['dve: did you mean `dev`?', 'other: did you mean `prod`?'],
    ],
    [
      ['dev', 'prod'],
      ['dev', 'a-b', 'x-y'],
      ['a-b: the stages of', 'x-y: the stages of', 'no value for `prod`'],
    ],
    [
      ['dev', 'prod', 'test'],
      ['dev', 'other'],
      ['other: the stages of', 'no value for `prod`, `test`'],
    ],
    [['dew', 'dev'], ['dew', 'dve'], ['dve: did you mean `dev`?']],
    [['xdx', 'dev'], ['xdx', 'edv'], ['edv: did you mean `dev`?']],
    [['dev', 'prod'], ['DEV', 'prod'], ['DEV: did you mean `dev`?']],
  ];
  for (const [stages, keys, said] of slips) {
    it(`a map of ${keys.join(', ')} for ${stages.join(', ')}`, () => {
      const instance_type = Object.fromEntries(keys.map((key) => [key, 'ml.m5.large']));
      const { findings } = load([monitor({ instance_type })], settingsOf({ stages: stages.map((name) => ({ name })) }));
      const texts = findings.map(({ code, pointer, message, hint = '' }) =>
        code === 'unknown-stage' ? `${pointer.split('/')[2]}: ${hint}` : message,
      );
      expect(texts).to.have.lengthOf(said.length);
      for (const text of said) expect(texts.join('\n')).to.include(text);
    });
  }

  it('a map may leave out stages that the workload does not go to', () => {
    expect(stagesOf(monitor({ instance_type: map, stages: ['dev', 'staging'] }))).to.deep.equal(['dev', 'staging']);
  });

  it('fixture 65: maps of the orchestrator in a repository without stages are one finding that says what to do', () => {
    const byStage = { dev: 'ml.m5.large', staging: 'ml.m5.large', prod: 'ml.m5.large' };
    const { findings, workloads } = load([
      monitor({ instance_type: byStage, instance_volume_size: { dev: 1, staging: 2, prod: 3 } }),
    ]);
    expect(summary(findings)).to.deep.equal(['unknown-stage /instance_type']);
    expect(findings[0]?.message).to.include('(and 1 more)').and.include('`default` alone');
    expect(findings[0]?.hint).to.include('mlops-settings.json').and.include('"name": "staging"');
    expect(workloads).to.deep.equal([]);
  });
});
