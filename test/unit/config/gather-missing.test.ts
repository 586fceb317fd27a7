import { expect } from 'chai';

import { checkConfigs } from './rules/check-configs.ts';
import { realtime, training } from './rules/workloads.ts';

function check(file: unknown) {
  return checkConfigs({ 'a.json': file });
}

describe('an attribute that several entries of a file lack', () => {
  const { model_artifact_location, ...shared } = realtime({ endpoint_name: undefined });
  const workloads = [
    { name: 'a', model_artifact_location },
    { name: 'b', model_artifact_location, data_capture_location: 'team-data/other' },
  ];

  it('is one finding, at `defaults`', () => {
    for (const name of ['model_name', 'model_framework', 'inference_instance', 'pipeline_type']) {
      const findings = check({ defaults: { ...shared, [name]: undefined }, workloads });
      expect(findings.map(({ code, pointer, message }) => [code, pointer, message])).to.deep.equal([
        ['missing-attribute', '/defaults', `\`${name}\` is missing, which 2 entries need`],
      ]);
      expect(findings[0]?.hint).to.match(/here, or to each of them/);
    }
  });

  it('is one finding at the first of them, where there are no defaults', () => {
    const entries = workloads.map((entry) => ({ ...shared, ...entry, model_name: undefined }));
    const [finding, ...others] = check({ workloads: entries });
    expect(others).to.deep.equal([]);
    expect([finding?.code, finding?.pointer]).to.deep.equal(['missing-attribute', '/workloads/0']);
    expect(finding?.related).to.have.lengthOf(1);
  });

  it('is said of each where another entry has it, and of one alone as ever', () => {
    const { model_name, ...defaults } = shared;
    const withName = { ...workloads[0], name: 'c', model_name };
    const places = check({ defaults, workloads: [...workloads, withName] }).map(({ pointer }) => pointer);
    expect(places).to.deep.equal(['/workloads/0', '/workloads/1']);
    const alone = check({ defaults, workloads: [workloads[0]] });
    expect(alone.map(({ pointer, message }) => [pointer, message])).to.deep.equal([
      ['/workloads/0', '`model_name` is missing'],
    ]);
  });

  it('is one for each where they lack their types, and are of several', () => {
    const findings = check({
      defaults: { tags: { team: 'ml' } },
      workloads: [realtime({ pipeline_type: undefined }), training({ pipeline_type: undefined })],
    });
    expect(findings.map(({ pointer }) => pointer)).to.deep.equal(['/workloads/0', '/workloads/1']);
  });
});
