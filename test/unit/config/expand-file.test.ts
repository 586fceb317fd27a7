import { expect } from 'chai';

import { check, load, monitor, realtime, summary, training } from './support/load.ts';

const { pipeline_type: type, model_name: name, ...rest } = realtime();

describe('files with several workloads', () => {
  it('share defaults, which an entry may override', () => {
    const { findings, workloads, written } = load([
      {
        $schema: 'x.json',
        defaults: { ...rest, tags: { team: 'a' } },
        workloads: [
          { pipeline_type: type, model_name: 'one' },
          { pipeline_type: type, model_name: 'two', tags: { team: 'b' } },
        ],
      },
    ]);
    expect(findings).to.deep.equal([]);
    expect(workloads.map(({ pointer, identity }) => `${pointer} ${identity.modelName}`)).to.deep.equal([
      '/workloads/0 one',
      '/workloads/1 two',
    ]);
    expect(workloads.map(({ spec }) => 'tags' in spec.attributes && spec.attributes.tags)).to.deep.equal([
      { team: 'a' },
      { team: 'b' },
    ]);
    expect(written.map((one) => one.pointerOf('tags'))).to.deep.equal(['/defaults/tags', '/workloads/1/tags']);
  });

  it('an inherited fault is one finding, at the default', () => {
    const findings = check({
      defaults: { ...rest, inference_instance: 'm5.large' },
      workloads: [
        { pipeline_type: type, model_name: 'one' },
        { pipeline_type: type, model_name: 'two' },
      ],
    });
    expect(summary(findings)).to.deep.equal(['wrong-form /defaults/inference_instance']);
    expect(findings[0]?.line).to.equal(6);
  });

  it('defaults reach only the types that know them; a default for nobody is a warning', () => {
    const { findings, workloads } = load([
      {
        defaults: { inference_instance: 'ml.m5.large', kms_key_arn: '', shap_config: {} },
        workloads: [realtime({ inference_instance: undefined }), training()],
      },
    ]);
    expect(summary(findings)).to.deep.equal(['unused-default /defaults/shap_config']);
    expect(findings[0]?.severity).to.equal('warning');
    expect(workloads).to.have.lengthOf(2);
  });

  it('an entry in one spelling overrides a default in the other', () => {
    const { algo_hyperparameters: parameters, ...others } = training();
    const { findings, workloads } = load([
      { defaults: { algo_hyperparameters: { a: 1 } }, workloads: [{ ...others, algo_hyperparamaters: parameters }] },
    ]);
    expect(findings).to.deep.equal([]);
    expect(workloads[0]?.spec.attributes).to.deep.include({ algo_hyperparameters: parameters });
  });

  const faults: readonly (readonly [what: string, content: unknown, findings: readonly string[]])[] = [
    ['fixture 16: an array', [], ['not-an-object']],
    ['fixture 16: a text', '"x"', ['not-an-object']],
    ['fixture 16: a number', '1', ['not-an-object']],
    ['fixture 16: null', 'null', ['not-an-object']],
    ['fixture 16: true', 'true', ['not-an-object']],
    ['no workloads', { workloads: [] }, ['too-few /workloads']],
    ['workloads that are none', { workloads: {} }, ['wrong-type /workloads']],
    ['an entry that is no object', { workloads: [monitor(), 'x'] }, ['wrong-type /workloads/1']],
    ['defaults alone', { defaults: {} }, ['missing-attribute']],
    [
      'a misspelt default',
      { defaults: { instance_typ: 'a' }, workloads: [training()] },
      ['unknown-attribute /defaults/instance_typ'],
    ],
    [
      'misspelt defaults, which still count',
      { default: { ...rest, inference_instance: 'm5.large' }, workloads: [{ pipeline_type: type, model_name: name }] },
      ['unknown-attribute /default', 'wrong-form /default/inference_instance'],
    ],
    [
      'defaults in brackets, without asking each entry for what they hold',
      { defaults: [rest], workloads: [{ pipeline_type: type, model_name: name }] },
      ['wrong-type /defaults'],
    ],
    ['an attribute beside workloads', { model_name: 'a', workloads: [training()] }, ['unknown-attribute /model_name']],
    ['501 workloads', { workloads: new Array(501).fill({}) }, ['too-many /workloads']],
    [
      'faults in two entries',
      { workloads: [training({ zzz: 1 }), training({ model_name: '' })] },
      ['unknown-attribute /workloads/0/zzz', 'wrong-form /workloads/1/model_name'],
    ],
  ];
  for (const [what, content, findings] of faults) {
    it(`refuses ${what}`, () => {
      expect(summary(check(content))).to.deep.equal(findings);
    });
  }

  it('hints at the form with several workloads', () => {
    expect(check('[{}]')[0]?.hint).to.include('"workloads"');
    expect(name).to.equal('churn');
  });
});

describe('findings of several files', () => {
  it('come in one stable order, whatever the order of the files', () => {
    const contents = [realtime({ zzz: 1, model_name: '' }), '{', monitor({ instance_type: 'm5.large' })];
    const { findings } = load(contents);
    expect(findings.map(({ file, line }) => `${file}:${line}`)).to.deep.equal([
      'm0/mlops-config.json:3',
      'm0/mlops-config.json:9',
      'm1/mlops-config.json:1',
      'm2/mlops-config.json:11',
    ]);
  });
});
