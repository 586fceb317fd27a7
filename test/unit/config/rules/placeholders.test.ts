import { expect } from 'chai';

import { checkConfigs } from './check-configs.ts';
import { batch, realtime, training } from './workloads.ts';

/** Severity, code and pointer of each finding. */
function found(config: unknown): readonly string[] {
  return checkConfigs({ 'a.json': config })
    .filter(({ code }) => code !== 'monitored-endpoint-unknown')
    .map(({ severity, code, pointer }) => `${severity} ${code} ${pointer}`);
}

describe('a value that is still to be written', () => {
  const blanks: readonly (readonly [config: Readonly<Record<string, unknown>>, pointer: string])[] = [
    [training({ model_name: 'TODO' }), '/model_name'],
    [training({ model_name: 'CHANGEME' }), '/model_name'],
    [training({ model_name: 'replace-me' }), '/model_name'],
    [training({ model_name: 'your-model-name' }), '/model_name'],
    [training({ model_name: 'Your-Model' }), '/model_name'],
    [training({ training_data: 'TODO: ask the data team' }), '/training_data'],
    [realtime({ data_capture_location: 'your-bucket/capture' }), '/data_capture_location'],
    [realtime({ data_capture_location: 's3://your-company-bucket/capture' }), '/data_capture_location'],
    // The form of the name is no second mistake.
    [realtime({ model_artifact_location: 'FIXME' }), '/model_artifact_location'],
    [batch({ batch_job_output_location: { dev: 'your-bucket/out' } }), '/batch_job_output_location/dev'],
  ];
  for (const [config, pointer] of blanks) {
    it(`is one warning: ${JSON.stringify(config[pointer.split('/')[1] ?? ''])}`, () => {
      expect(found(config)).to.deep.equal([`warning placeholder ${pointer}`]);
    });
  }

  const names: readonly unknown[] = [
    training({ model_name: 'todo' }),
    training({ model_name: 'TODO-classifier' }),
    training({ model_name: 'your-choice' }),
    training({ training_data: 'TODO/train.csv' }),
    training({ training_data: 'todo/train.csv' }),
    training({ training_data: 'TODOs/train.csv' }),
    training({ tags: { note: 'TODO: remove in May' }, environment: { MODE: 'CHANGEME' } }),
  ];
  for (const config of names) {
    it(`is not a name or a note: ${JSON.stringify(config).slice(0, 120)}`, () => {
      expect(found(config)).to.deep.equal([]);
    });
  }

  it('is told by the noun of it', () => {
    const nouns = 'bucket model account endpoint path prefix key image name repo tag data'.split(' ');
    for (const noun of nouns) {
      const training_data = `your-own-${noun}/train.csv`;
      expect(found(training({ training_data })), noun).to.deep.equal(['warning placeholder /training_data']);
    }
  });

  it('is the same whatever else stands in the file', () => {
    const tags = { note: 'TODO: remove' };
    for (const model_name of ['todo', 'tbd', 'fixme']) {
      expect(found(training({ model_name })), model_name).to.deep.equal([]);
      expect(found(training({ model_name, tags })), model_name).to.deep.equal([]);
    }
    for (const model_name of ['Change-me', 'Your-model', 'ReplaceMe']) {
      expect(found(training({ model_name })), model_name).to.deep.equal(['warning placeholder /model_name']);
      expect(found(training({ model_name, tags })), model_name).to.deep.equal(['warning placeholder /model_name']);
    }
  });

  it('leaves nothing to say about a hyperparameter that a template fills', () => {
    expect(found(training({ algo_hyperparameters: { num_round: '${rounds}' } }))).to.deep.equal([
      'warning placeholder /algo_hyperparameters/num_round',
    ]);
  });

  const refused: readonly (readonly [config: unknown, text: string])[] = [
    [training({ model_name: 'YOUR_MODEL_NAME' }), 'YOUR_MODEL_NAME'],
    [training({ kms_key_arn: 'TODO' }), 'TODO'],
    [batch({ batch_job_output_location: 'YOUR_BUCKET/out' }), 'YOUR_BUCKET/out'],
  ];
  for (const [config, text] of refused) {
    it(`is what an error about it says, and no repair of it: ${text}`, () => {
      const [fault, ...others] = checkConfigs({ 'a.json': config });
      expect(others).to.deep.equal([]);
      expect(fault?.message).to.contain(`\`"${text}"\` stands where a value is still to be written`);
      expect(fault?.hint).to.match(/^write the value itself/);
    });
  }

  it('is said to be a placeholder, and not to be a name with signs to leave out', () => {
    for (const model_name of ['$MODEL', '%MODEL%', '__MODEL__', '@@MODEL@@', '<model>', '<1.0>', '{{ model }}']) {
      const [finding, ...others] = checkConfigs({ 'a.json': training({ model_name }) });
      expect(others, model_name).to.deep.equal([]);
      expect(`${finding?.message} -- ${finding?.hint}`, model_name).to.match(
        /holds a placeholder, which nothing replaces -- write the value itself$/,
      );
    }
    const key = 'arn:aws:kms:us-east-1:<account>:key/<id>';
    expect(checkConfigs({ 'a.json': training({ kms_key_arn: key }) })[0]?.message).to.contain('holds a placeholder');
    expect(checkConfigs({ 'a.json': training({ training_data: 'a/<date>/x' }) })[0]?.message).to.contain(
      'a placeholder',
    );
  });

  it('is what a shell or `strftime` would replace in a key', () => {
    for (const key of ['models/%Y-%m-%d/model.tar.gz', 'models/$(date)/model.tar.gz']) {
      expect(found(realtime({ model_artifact_location: key }))).to.deep.equal([
        'warning unusual-key /model_artifact_location',
      ]);
    }
    expect(found(realtime({ model_artifact_location: 'models/$5/model.tar.gz' }))).to.deep.equal([]);
  });
});
