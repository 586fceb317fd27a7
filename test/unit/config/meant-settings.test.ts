import { expect } from 'chai';

import { loadDesired } from '../../../processor/config/load-desired.ts';
import { rules } from '../../../processor/config/rules/index.ts';
import { parseSettings } from '../../../processor/config/settings/settings.ts';
import type { Finding } from '../../../processor/model/finding.ts';
import { toBytes } from './support/load.ts';

const DEV = { name: 'dev', account: '111111111111', region: 'eu-west-1' };
const GITHUB = { provider: 'github', repository: 'team/models' };
const CODECOMMIT = { provider: 'codecommit', repository: 'models' };
const ROLE = 'arn:aws:iam::111111111111:role/deploy';
const KEY = 'arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const ASSUMED = 'arn:aws:sts::111111111111:assumed-role/deploy/session';
const TOPIC = 'arn:aws:sns:eu-west-1:111111111111:ml';
const SECRET = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:mlops-AbCdEf';

/** All that is said of a settings file, without config files. */
function check(written: unknown): readonly Finding[] {
  const { settings, findings, source } = parseSettings(toBytes(written));
  return [...findings, ...loadDesired({ files: [], settings, settingsFile: source, rules }).findings];
}

function stageOf(members: object): object {
  return { stages: [{ ...DEV, ...members }] };
}

function fromRepository(repository: string, source = GITHUB): object {
  return { source: { ...source, repository } };
}

function onBranch(branch: string): object {
  return { source: { ...GITHUB, branch } };
}

function mailsTo(address: string): object {
  return { notifications: { emails: [address] } };
}

describe('what is meant in the settings', () => {
  const LOST = 'write all twelve digits in double quotes: `"012345678901"` if zeros at its front were lost';
  const cases: readonly (readonly [written: unknown, pointer: string, hint: string])[] = [
    [stageOf({ account: 12345678901 }), '/stages/0/account', LOST],
    [stageOf({ account: '12345678901' }), '/stages/0/account', LOST],
    [{ allowed_accounts: [12345678901] }, '/allowed_accounts/0', LOST],
    [{ control_plane: { account: 12345678901 }, source: GITHUB }, '/control_plane/account', LOST],
    [stageOf({ account: 'arn:aws:iam::123456789012:root' }), '/stages/0/account', 'did you mean `123456789012`?'],
    [{ allowed_accounts: ['1234 5678 9012'] }, '/allowed_accounts/0', 'did you mean `123456789012`?'],
    [stageOf({ account: '1234 5678 9012' }), '/stages/0/account', 'did you mean `123456789012`?'],
    [stageOf({ account: '12345678901O' }), '/stages/0/account', 'did you mean `123456789010`?'],
    [stageOf({ account: '${AWS_ACCOUNT_ID}' }), '/stages/0/account', 'write the value itself'],
    [stageOf({ role_arn: ASSUMED }), '/stages/0/role_arn', `did you mean \`${ROLE}\`?`],
    [{ notifications: { topic_arn: `${TOPIC}:${ID}` } }, '/notifications/topic_arn', `did you mean \`${TOPIC}\`?`],
    [mailsTo('a@example.com, b@example.com'), '/notifications/emails/0', '`"a@example.com", "b@example.com"`'],
    [mailsTo('a@example,com'), '/notifications/emails/0', 'did you mean `a@example.com`?'],
    [mailsTo('a@example..com'), '/notifications/emails/0', 'did you mean `a@example.com`?'],
    [{ tags: { team: 'ml' } }, '/tags', 'write it into an mlops-config.json'],
    [{ defaults: {} }, '/defaults', 'write it into an mlops-config.json'],
    [{ kms_key_arn: KEY }, '/kms_key_arn', 'into the stages'],
    [{ guards: { protected: true } }, '/guards/protected', 'into the stages'],
    [{ guards: { target: 'aws' } }, '/guards/target', 'move it out of `guards`'],
    [onBranch('main/'), '/source/branch', 'did you mean `main`?'],
    [onBranch('main.lock'), '/source/branch', 'a valid one is `main`'],
    [onBranch('release/*'), '/source/branch', 'the name of that branch'],
    [onBranch('origin/main'), '/source/branch', 'write `main`'],
    [stageOf({ account: 12 }), '/stages/0/account', 'write its twelve digits in double quotes'],
    [stageOf({ region: 'eu-west1' }), '/stages/0/region', 'did you mean `eu-west-1`?'],
    [stageOf({ region: 'US_EAST1' }), '/stages/0/region', 'did you mean `us-east-1`?'],
    [stageOf({ region: 'europe-west1' }), '/stages/0/region', 'a valid one is `eu-central-1`'],
    [stageOf({ region: 'asia-east1' }), '/stages/0/region', 'a valid one is `eu-central-1`'],
    [stageOf({ deploy_role_arn: ROLE }), '/stages/0/deploy_role_arn', 'did you mean `role_arn`?'],
    [stageOf({ assume_role: { role_arn: ROLE } }), '/stages/0/assume_role', 'did you mean `role_arn`?'],
    [stageOf({ termination_protection: true }), '/stages/0/termination_protection', 'did you mean `protected`?'],
    [{ stages: [{ stage: 'dev' }] }, '/stages/0/stage', 'did you mean `name`?'],
    [{ ecr_repo_name: 'images' }, '/ecr_repo_name', 'did you mean `ecr_repository`?'],
    [{ stages: 'dev' }, '/stages', 'write `[{ "name": "dev" }]`'],
    [{ stages: 'dev, prod' }, '/stages', 'write `[{ "name": "dev" }, { "name": "prod" }]`'],
    [{ stages: '' }, '/stages', 'write a list: `[{ "name": "dev", "region"'],
    [{ stages: 5 }, '/stages', 'write a list: `[{ "name": "dev", "region"'],
    [{ notifications: ['a@example.com'] }, '/notifications', 'such as `{ "emails": ["ml-team@example.com"] }`'],
    [
      { notifications: { emails: ['Team <a@example.com>'] } },
      '/notifications/emails/0',
      'did you mean `a@example.com`?',
    ],
    [{ source: 'team/models' }, '/source', '{ "provider": "github", "repository": "my-team/models" }'],
    [fromRepository('git@github.com:team/models.git'), '/source/repository', 'did you mean `team/models`?'],
    [fromRepository('github.com/team/models'), '/source/repository', 'did you mean `team/models`?'],
    [fromRepository('https://github.com/team/models/'), '/source/repository', 'did you mean `team/models`?'],
    [fromRepository('team/models.git'), '/source/repository', 'write `team/models`'],
    [fromRepository('models.git', CODECOMMIT), '/source/repository', 'write `models`'],
    [
      fromRepository('https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/models', CODECOMMIT),
      '/source/repository',
      'did you mean `models`?',
    ],
    [fromRepository('codecommit::eu-west-1://models', CODECOMMIT), '/source/repository', 'did you mean `models`?'],
    // Its contrary is near to it.
    [{ source: GITHUB, control_plane: { api: 'on' } }, '/control_plane/api', 'write one of them'],
    [{ source: GITHUB, control_plane: { api: 'of' } }, '/control_plane/api', 'did you mean `off`?'],
  ];
  for (const [written, pointer, hint] of cases) {
    it(`is said in the hint: ${JSON.stringify(written)}`, () => {
      const findings = check(written);
      expect(findings.map((finding) => finding.pointer)).to.deep.equal([pointer]);
      expect(findings[0]?.hint).to.contain(hint);
    });
  }

  it('is a name for each stage, which cannot be left out', () => {
    expect(check(stageOf({ name: '' })).map(({ hint }) => hint)).to.deep.equal(['write a value']);
  });
});

describe('settings without a mistake', () => {
  it('may bound roles by a policy of AWS', () => {
    const boundary = 'arn:aws:iam::aws:policy/PowerUserAccess';
    expect(check(stageOf({ permissions_boundary_arn: boundary }))).to.deep.equal([]);
    const elsewhere = check(stageOf({ region: 'cn-north-1', permissions_boundary_arn: boundary }));
    expect(elsewhere.map(({ code }) => code)).to.deep.equal(['foreign-partition']);
  });

  for (const branch of ['main', 'release/2026', 'feature.x', 'a@b', 'locked', 'clock', 'origin']) {
    it(`may follow the branch ${branch}`, () => {
      expect(check(onBranch(branch))).to.deep.equal([]);
    });
  }
});

describe('a secret in the settings', () => {
  it('is found, and not shown', () => {
    const token = `ghp_${'a1B2'.repeat(9)}`;
    const findings = check({ source: { ...GITHUB, branch: token } });
    expect(findings.map(({ code, pointer }) => `${code} ${pointer}`)).to.deep.equal(['secret-value /source/branch']);
    expect(JSON.stringify(findings)).to.not.contain(token);
  });
});

describe('the place of a control plane', () => {
  function codes(control: object, source: object | undefined = GITHUB): readonly string[] {
    return check({ stages: [DEV], source, control_plane: control }).map(
      ({ severity, code, pointer }) => `${severity} ${code} ${pointer}`,
    );
  }

  it('is a region that there is, which is said once', () => {
    const expected = ['error region-unknown /control_plane/region'];
    expect(codes({ region: 'eu-wset-1' })).to.deep.equal(expected);
    expect(codes({ region: 'eu-wset-1', secret_arn: SECRET, kms_key_arn: KEY })).to.deep.equal(expected);
    // Of the first stage, where the control plane has none of its own.
    const ofStage = check({ stages: [{ ...DEV, region: 'eu-wset-1' }], source: GITHUB, control_plane: {} });
    expect(ofStage.map(({ pointer }) => pointer)).to.deep.equal(['/stages/0/region']);
    expect(codes({ region: 'eu-west-9' })).to.deep.equal(['warning region-unknown /control_plane/region']);
  });

  it('is where its key is', () => {
    expect(codes({ kms_key_arn: KEY })).to.deep.equal(['error foreign-region /control_plane/kms_key_arn']);
    expect(codes({ kms_key_arn: KEY, region: 'us-east-1' })).to.deep.equal([]);
  });

  it('is nothing without a source', () => {
    const findings = check({ stages: [DEV], control_plane: {} });
    expect(findings.map(({ code }) => code)).to.deep.equal(['control-plane-source']);
    expect(codes({})).to.deep.equal([]);
    // One with a fault of its own is not missing.
    expect(codes({}, { provider: 'github' })).to.deep.equal(['error missing-attribute /source']);
  });

  it('is not looked for where the settings have none', () => {
    expect(check({ stages: [DEV], source: GITHUB })).to.deep.equal([]);
  });
});

describe('stages that are lost for a fault of the settings', () => {
  const files = ['a', 'b'].map((name) => ({
    path: `${name}/mlops-config.json`,
    bytes: toBytes({
      pipeline_type: 'model_autopilot_training',
      model_name: name,
      training_data: `${name}/train.csv`,
      job_output_location: `${name}/output`,
      target_attribute: 'y',
      stages: ['dev'],
    }),
  }));
  const faults: readonly (readonly [written: unknown, codes: readonly string[]])[] = [
    [{ stage: [DEV] }, ['unknown-attribute']],
    [{ environments: [DEV] }, ['unknown-attribute']],
    [{ stages: { dev: DEV } }, ['wrong-type']],
    [{ stages: 'dev' }, ['wrong-type']],
    [{ settings: { stages: [DEV] } }, ['unknown-attribute']],
    [{ target: 'local' }, ['unknown-stage']],
  ];
  for (const [written, codes] of faults) {
    it(`are not said to be unknown in each file: ${JSON.stringify(written)}`, () => {
      const { settings, findings, source } = parseSettings(toBytes(written));
      const others = loadDesired({ files, settings, settingsFile: source, rules }).findings;
      expect([...findings, ...others].map(({ code }) => code)).to.deep.equal(codes);
    });
  }
});
