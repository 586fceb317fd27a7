import { expect } from 'chai';

import { discover } from '../../../processor/config/discover.ts';
import { loadDesired } from '../../../processor/config/load-desired.ts';
import { rules } from '../../../processor/config/rules/index.ts';
import { parseSettings } from '../../../processor/config/settings/settings.ts';
import type { Finding } from '../../../processor/model/finding.ts';
import { autopilot, realtime, training } from './rules/workloads.ts';
import { toBytes } from './support/load.ts';
import { positionsOf } from './support/positions.ts';

const DEV = { name: 'dev', account: '111111111111', region: 'us-east-1' };
const PROD = { name: 'prod', account: '222222222222', region: 'us-east-1' };
const KEY = 'arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const GITHUB = { provider: 'github', repository: 'team/models' };

/** Everything that is said about a config file beside a settings file. */
function check(config: unknown, written?: unknown): readonly Finding[] {
  const { settings, findings, source } = parseSettings(written === undefined ? undefined : toBytes(written));
  const files = [{ path: 'mlops-config.json', bytes: toBytes(config) }];
  return [...findings, ...loadDesired({ files, settings, settingsFile: source, rules }).findings];
}

function summary(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ severity, code, pointer }) => `${severity === 'warning' ? 'warning ' : ''}${code} ${pointer}`);
}

describe('mistakes in the settings file', () => {
  const mistakes: readonly [settings: unknown, expected: string, hint: string][] = [
    [{ stages: [{ ...DEV, region: 'us-esat-1' }] }, 'region-unknown /stages/0/region', 'us-east-1'],
    [{ stages: [{ ...DEV, region: 'us-east' }] }, 'wrong-form /stages/0/region', 'eu-central-1'],
    [{ stages: [{ ...DEV, region: 'us-east-1a' }] }, 'wrong-form /stages/0/region', '`us-east-1`'],
    [{ stages: [{ ...DEV, account: '11111111111' }] }, 'wrong-form /stages/0/account', '"011111111111"'],
    [{ stages: [{ ...DEV, account: 111111111111 }] }, 'wrong-type /stages/0/account', '"111111111111"'],
    [{ stages: [{ ...DEV, account: '2222-1111-1111' }] }, 'wrong-form /stages/0/account', '`222211111111`'],
    [{ stages: [DEV], allowed_accounts: ['2222-1111-1111'] }, 'wrong-form /allowed_accounts/0', '`222211111111`'],
    [{ stages: [{ ...DEV, name: 'd'.repeat(60) }] }, 'too-long /stages/0/name', 'shorter'],
    [{ stages: [DEV, { ...DEV, name: 'Dev' }] }, 'duplicate-stage /stages/1/name', 'its own name'],
    [{ stages: [{ account: DEV.account }] }, 'missing-attribute /stages/0', 'add it'],
    [{ stages: [] }, 'too-few /stages', 'add one'],
    [{ stages: { dev: DEV } }, 'wrong-type /stages', 'write a list'],
    [{ stage: [DEV] }, 'unknown-attribute /stage', '`stages`'],
    [{ stages: [{ ...DEV, aproval: true }] }, 'unknown-attribute /stages/0/aproval', '`approval`'],
    [{ stages: [{ ...DEV, approval: 'yes' }] }, 'wrong-type /stages/0/approval', '`true` without quotes'],
    [{ stages: [{ ...DEV, role_arn: 'mlops-deploy' }] }, 'wrong-form /stages/0/role_arn', 'arn:aws:iam::'],
    [
      { stages: [{ ...DEV, role_arn: 'arn:aws:iam::222222222222:role/x' }] },
      'foreign-account /stages/0/role_arn',
      '111111111111',
    ],
    [
      { stages: [{ ...DEV, kms_key_arn: KEY.replace('east-1', 'west-2') }] },
      'foreign-region /stages/0/kms_key_arn',
      'us-east-1',
    ],
    [
      { stages: [{ ...DEV, kms_key_arn: KEY.replace('aws', 'aws-cn') }] },
      'foreign-partition /stages/0/kms_key_arn',
      'partition',
    ],
    [{ stages: [DEV], target: 'AWS' }, 'unknown-value /target', '`aws`'],
    [{ stages: [DEV], stack_prefix: 'ml_ops' }, 'wrong-form /stack_prefix', 'ml-ops'],
    [{ stages: [DEV], assets_bucket: 's3://team-assets' }, 'wrong-form /assets_bucket', '`team-assets`'],
    [{ stages: [DEV], notifications: { emails: ['nobody'] } }, 'wrong-form /notifications/emails/0', 'example.com'],
    [{ stages: [DEV], notifications: { emails: 'a@b.co' } }, 'wrong-type /notifications/emails', 'write `["a@b.co"]`'],
    [{ stages: [DEV], guards: { max_deletions: -1 } }, 'out-of-range /guards/max_deletions', '0'],
    [{ stages: [DEV], source: { ...GITHUB, provider: 'gitlab' } }, 'unknown-value /source/provider', '`mlops watch`'],
    [{ stages: [DEV], source: { ...GITHUB, repository: 'models' } }, 'source-repository /source/repository', 'owner/'],
    [
      { stages: [DEV], source: { ...GITHUB, provider: 'codecommit' } },
      'source-repository /source/repository',
      '`models`',
    ],
    [
      { stages: [DEV], source: { ...GITHUB, repository: 'https://github.com/team/models.git' } },
      'wrong-form /source/repository',
      '`team/models`',
    ],
    [
      { stages: [DEV], source: GITHUB, control_plane: { webhook: 'yes' } },
      'wrong-type /control_plane/webhook',
      '`true` without quotes',
    ],
    [[], 'wrong-type ', 'one object'],
  ];
  for (const [written, expected, hint] of mistakes) {
    it(`are found once, at their place: ${JSON.stringify(written).slice(0, 120)}`, () => {
      const findings = check(training({ model_framework_version: '1.7-1' }), written);
      expect(summary(findings)).to.deep.equal([expected]);
      const [finding] = findings;
      expect(finding?.hint).to.contain(hint);
      const { values, keys } = positionsOf(JSON.stringify(written, null, 2));
      const pointer = finding?.pointer ?? '';
      expect(`${finding?.line}:${finding?.column}`).to.be.oneOf([values.get(pointer), keys.get(pointer)]);
    });
  }

  it('are none in a region that AWS may have opened since: a warning', () => {
    const findings = check(autopilot(), { stages: [{ ...DEV, region: 'nz-south-1' }] });
    expect(summary(findings)).to.deep.equal(['warning region-unknown /stages/0/region']);
  });

  it('are none in roles and keys of the stage, nor in keys of accounts that are allowed', () => {
    const role = 'arn:aws:iam::111111111111:role/deploy';
    const key = KEY.replace('111111111111', '333333333333');
    const stage = { ...DEV, role_arn: role, read_role_arn: role, kms_key_arn: key };
    expect(check(training(), { stages: [stage], allowed_accounts: ['333333333333'] })).to.deep.equal([]);
  });
});

describe('mistakes in the outer form of a config file', () => {
  const one = training();
  const mistakes: readonly [config: unknown, expected: string, hint: string][] = [
    [{ workload: [one] }, 'unknown-attribute /workload', '`workloads`'],
    [{ ...one, workloads: [autopilot()] }, 'unknown-attribute /pipeline_type', '`defaults`'],
    [{ workloads: one }, 'wrong-type /workloads', 'brackets'],
    [{ workloads: [] }, 'too-few /workloads', 'add one'],
    [{ defaults: [], workloads: [one] }, 'wrong-type /defaults', 'one object'],
    [{ default: { name: 'x' }, workloads: [one] }, 'unknown-attribute /default', '`defaults`'],
    [
      { defaults: { instance_typ: 'x' }, workloads: [one] },
      'unknown-attribute /defaults/instance_typ',
      '`instance_type`',
    ],
    [[one], 'not-an-object ', '`{ "workloads": [...] }`'],
  ];
  for (const [config, expected, hint] of mistakes) {
    it(`are found once: ${expected}`, () => {
      const findings = check(config);
      expect(summary(findings)).to.deep.equal([expected]);
      expect(findings[0]?.hint).to.contain(hint);
    });
  }
});

describe('mistakes in stages', () => {
  const settings = { stages: [DEV, PROD] };

  it('are one where a stage of a map is misspelt', () => {
    const config = realtime({ inference_instance: { dev: 'ml.m5.large', prd: 'ml.m5.large' } });
    expect(summary(check(config, settings))).to.deep.equal(['unknown-stage /inference_instance/prd']);
  });

  it('are one where a stage of a map has another name', () => {
    for (const name of ['other', 'production']) {
      const config = realtime({ inference_instance: { dev: 'ml.m5.large', [name]: 'ml.m5.large' } });
      const findings = check(config, settings);
      expect(summary(findings)).to.deep.equal([`unknown-stage /inference_instance/${name}`]);
      expect(findings[0]?.hint).to.contain('`prod`');
    }
    const both = realtime({
      inference_instance: { dve: 'ml.m5.large', production: 'ml.m5.large', old: 'ml.m5.large' },
    });
    expect(summary(check(both, { stages: [DEV, PROD, { ...PROD, name: 'old' }] }))).to.deep.equal([
      'unknown-stage /inference_instance/dve',
      'unknown-stage /inference_instance/production',
    ]);
  });

  it('are two where others are missing as well', () => {
    const config = realtime({
      inference_instance: { dve: 'ml.m5.large', prod: 'ml.m5.large' },
      stages: ['dev', 'prod'],
    });
    const more = realtime({ inference_instance: { dev: 'ml.m5.large', other: 'ml.m5.large' } });
    expect(summary(check(config, settings))).to.deep.equal(['unknown-stage /inference_instance/dve']);
    expect(summary(check(more, { stages: [DEV, PROD, { ...PROD, name: 'test' }] }))).to.deep.equal([
      'stage-value-missing /inference_instance',
      'unknown-stage /inference_instance/other',
    ]);
  });

  const beside: readonly (readonly [title: string, value: unknown, findings: readonly string[]])[] = [
    [
      'a misspelt one',
      { dev: 5, prd: 'ml.m5.large' },
      ['wrong-type /inference_instance/dev', 'unknown-stage /inference_instance/prd'],
    ],
    ['a missing one', { dev: 5 }, ['stage-value-missing /inference_instance', 'wrong-type /inference_instance/dev']],
    [
      'the misspelt one itself',
      { dev: 'ml.m5.large', prd: 5 },
      ['unknown-stage /inference_instance/prd', 'wrong-type /inference_instance/prd'],
    ],
    [
      'what is no name of one',
      { dev: 5, 'pr od': 'ml.m5.large' },
      ['wrong-type /inference_instance/dev', 'unknown-stage /inference_instance/pr od'],
    ],
    ['what is no map by stage', { type: 5 }, ['wrong-type /inference_instance/type']],
  ];
  for (const [title, inference_instance, expected] of beside) {
    it(`are told beside a faulty value: ${title}`, () => {
      expect(summary(check(realtime({ inference_instance }), settings))).to.have.members(expected);
    });
  }

  it('are told beside a faulty object, once for all heirs of `defaults`', () => {
    const network = { security_group_ids: ['sg-xyz'], subnets: ['subnet-0a1b2c3d'] };
    const [one, two] = ['a', 'b'].map((name) => realtime({ model_name: name, endpoint_name: name }));
    const file = { defaults: { vpc_config: { dev: network, prdo: network } }, workloads: [one, two] };
    expect(summary(check(file, settings))).to.have.members([
      'wrong-form /defaults/vpc_config/dev/security_group_ids/0',
      'wrong-form /defaults/vpc_config/prdo/security_group_ids/0',
      'unknown-stage /defaults/vpc_config/prdo',
    ]);
  });

  it('are one where `stages` is misspelt', () => {
    const config = realtime({ inference_instance: { dev: 'ml.m5.large' }, stage: ['dev'] });
    expect(summary(check(config, settings))).to.deep.equal(['unknown-attribute /stage']);
    const three = realtime({ inference_instance: { dev: 'ml.m5.large' }, stgaes: ['dev', 'qa'] });
    expect(summary(check(three, settings)))
      .to.include('unknown-attribute /stgaes')
      .and.include('unknown-stage /stgaes/1');
    const more = realtime({ inference_instance: { dev: 'ml.m5.lrage' }, stage: ['dev'] });
    expect(summary(check(more, settings))).to.deep.equal([
      'warning instance-type-unknown /inference_instance/dev',
      'unknown-attribute /stage',
    ]);
  });
});

describe('slips of JSON', () => {
  const text = JSON.stringify(training({ instance_type: 'm5' }), null, 2);
  const name = '"model_name": "churn"';
  const slips: readonly [written: string, hint: string, place: string][] = [
    ['"model_name" = "churn"', 'write a colon', '3:16'],
    ['"model_name" "churn"', 'put a colon', '3:16'],
    ['"model_name": "churn",', 'remove this comma', '3:25'],
    ['"model_name":\u00a0"churn"', 'ordinary blank', '3:16'],
    ['"model_name": {{ name }}', 'templates', '3:18'],
    ['"model_name": True', 'write `true`', '3:17'],
  ];
  for (const [written, hint, place] of slips) {
    it(`are found once, with the rest of the file: ${written}`, () => {
      const findings = check(text.replace(name, written));
      const [first, ...others] = findings.filter(({ code }) => code === 'invalid-json');
      expect(others).to.deep.equal([]);
      expect(first?.hint).to.contain(hint);
      expect(`${first?.line}:${first?.column}`).to.equal(place);
      const rest = findings.filter(({ code }) => code !== 'invalid-json').map(({ pointer }) => pointer);
      expect(rest).to.deep.equal(written.includes('{{') ? [] : ['/instance_type']);
    });
  }
});

describe('names of files', () => {
  for (const name of [
    'mlops-config.jsn',
    'mlops-config.js',
    'mlops-config (1).json',
    'mlops_config.yaml',
    'mlops-setting.json',
  ]) {
    it(`that are almost right are told: ${name}`, () => {
      const { findings } = discover([{ path: name, kind: 'file' }]);
      expect(findings.map(({ code, severity }) => `${severity} ${code}`)).to.deep.equal(['warning near-miss']);
    });
  }
});
