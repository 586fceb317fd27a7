import { expect } from 'chai';

import type { Finding } from '../../../processor/model/finding.ts';
import { checkConfigs } from './rules/check-configs.ts';
import { realtime, training } from './rules/workloads.ts';

function tagged(tags: unknown): Finding {
  const findings = checkConfigs({ 'a/mlops-config.json': training({ tags }) });
  expect(findings).to.have.length(1);
  return findings[0] ?? expect.fail();
}

describe('tags that AWS does not take', () => {
  it('are told which prefix is kept, and for whom', () => {
    expect(tagged({ 'AWS:team': 'ml' }).message)
      .to.include('starts with `AWS:`')
      .and.include('for AWS itself');
    expect(tagged({ 'mlops:stage': 'dev' }).message).to.include('the tags of this program');
  });

  it('are told how much too long a key is, and that one is empty', () => {
    expect(tagged({ ['t'.repeat(130)]: 'ml' }).hint).to.equal('make it 2 characters shorter');
    expect(tagged({ '': 'ml' }).message).to.include('an empty text');
  });

  it('are written as an object where they are listed as in the APIs of AWS', () => {
    const listed = [
      { Key: 'team', Value: 'ml' },
      { Key: 'cost', Value: '1' },
    ];
    expect(tagged(listed).hint).to.equal('write `{ "team": "ml", "cost": "1" }`');
  });

  it('are not quoted where one may be a secret', () => {
    const token = `ghp_${'a1B2'.repeat(9)}`;
    const findings = checkConfigs({
      'a/mlops-config.json': training({ tags: [{ Key: 'team', Value: token }] }),
      'b/mlops-config.json': training({ model_name: 'b', tags: [{ Key: 'DB_PASSWORD', Value: 'hunter2hunter2' }] }),
    });
    expect(JSON.stringify(findings)).to.not.include(token).and.not.include('hunter2hunter2');
  });
});

describe('null', () => {
  function hintOf(config: unknown): string | undefined {
    const findings = checkConfigs({ 'a/mlops-config.json': config });
    expect(findings.map(({ code }) => code)).to.deep.equal(['wrong-type']);
    return findings[0]?.hint;
  }

  it('does not take a default back, and leaving it out does not either', () => {
    const defaults = { instance_count: 2, inference_instance: 'ml.m5.large' };
    const one = Object.fromEntries(Object.entries(realtime()).filter(([name]) => !(name in defaults)));
    expect(hintOf({ defaults, workloads: [{ ...one, instance_count: null }] })).to.include('move it from `defaults`');
    const absent = { inference_instance: 'ml.m5.large' };
    expect(hintOf({ defaults: absent, workloads: [{ ...one, instance_count: null }] })).to.equal(
      'write a value, or leave the attribute out',
    );
    expect(hintOf(realtime({ instance_count: null }))).to.equal('write a value, or leave the attribute out');
  });

  it('is no value for a stage', () => {
    const hint = hintOf(realtime({ instance_count: { default: null } }));
    expect(hint).to.include('write a value for `default`');
  });
});
