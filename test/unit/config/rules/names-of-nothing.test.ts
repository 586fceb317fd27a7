import { expect } from 'chai';

import { loadDesired } from '../../../../processor/config/load-desired.ts';
import { rules } from '../../../../processor/config/rules/index.ts';
import { parseSettings } from '../../../../processor/config/settings/settings.ts';
import { toBytes } from '../support/load.ts';
import { checkConfigs, settingsWith, stage } from './check-configs.ts';
import { realtime } from './workloads.ts';

describe('a value for all other stages', () => {
  const settings = settingsWith([
    stage('dev'),
    stage('staging', { account: '222222222222' }),
    stage('prod', { account: '333333333333' }),
  ]);
  for (const name of ['default', '*', 'rest']) {
    it(`is none, which is said once: ${name}`, () => {
      const config = realtime({ inference_instance: { [name]: 'ml.m5.large', prod: 'ml.m5.xlarge' } });
      const findings = checkConfigs({ 'a.json': config }, settings);
      expect(findings.map(({ code, pointer }) => `${code} ${pointer}`)).to.deep.equal([
        `unknown-stage /inference_instance/${name}`,
      ]);
      if (name !== '*') expect(findings[0]?.hint).to.contain('write one for each of `dev`, `staging`');
    });
  }
  it('is taken for the one stage that is left', () => {
    const config = realtime({ inference_instance: { default: 'ml.m5.large', prod: 'a', staging: 'b' } });
    const unknown = checkConfigs({ 'a.json': config }, settings).filter(({ code }) => code === 'unknown-stage');
    expect(unknown.map(({ hint }) => hint)).to.deep.equal(['did you mean `dev`?']);
  });
});

describe('a branch', () => {
  it('is called by its name', () => {
    for (const [branch, hint] of [
      ['refs/heads/main', 'write `main`'],
      ['release/refs', undefined],
    ] as const) {
      const { settings, source: settingsFile } = parseSettings(
        toBytes({ source: { provider: 'github', repository: 'team/models', branch } }),
      );
      const { findings } = loadDesired({ files: [], settings, settingsFile, rules });
      expect(findings.map((finding) => [finding.code, finding.pointer, finding.hint])).to.deep.equal(
        hint === undefined ? [] : [['source-branch', '/source/branch', hint]],
      );
    }
  });
});
