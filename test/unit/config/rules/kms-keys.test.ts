import { expect } from 'chai';
import { checkControlPlanePlace } from '../../../../processor/config/rules/settings/control-plane-place.ts';
import { checkFifoTopic } from '../../../../processor/config/rules/settings/fifo-topic.ts';
import { checkStageSettings } from '../../../../processor/config/rules/settings/stage-settings.ts';
import { checkUnusedEmails } from '../../../../processor/config/rules/settings/unused-emails.ts';
import { parseSettings } from '../../../../processor/config/settings/settings.ts';
import { toBytes } from '../support/load.ts';
import { settingsWith, stage, testRules } from './check-configs.ts';
import { realtime } from './workloads.ts';

const UUID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const MULTI_REGION = 'mrk-1234abcd12ab34cd56ef1234567890ab';
const KEY_ID = { code: 'kms-key-id', severity: 'warning' } as const;

function key(id: string, { region = 'us-east-1', account = '111111111111' } = {}): string {
  return `arn:aws:kms:${region}:${account}:key/${id}`;
}

describe('rules: ids of KMS keys', () => {
  testRules([
    {
      title: 'accepts a UUID, a key of several regions and an alias',
      configs: Object.fromEntries(
        [
          key(UUID),
          key(UUID.toUpperCase()),
          key(MULTI_REGION),
          'arn:aws:kms:us-east-1:111111111111:alias/team/key',
        ].map((kms_key_arn, index) => [
          `${index}.json`,
          { ...realtime({ kms_key_arn, endpoint_name: `e-${index}` }), model_name: `m-${index}` },
        ]),
      ),
      expected: [],
    },
    {
      title: 'warns of a name where an id belongs, and of ids cut short, wherever they are written',
      configs: {
        'a.json': realtime({ kms_key_arn: key('team-key') }),
        'b.json': { ...realtime({ kms_key_arn: key(UUID.slice(1)), endpoint_name: 'b' }), model_name: 'b' },
        'c.json': {
          ...realtime({ kms_key_arn: { dev: key(MULTI_REGION.slice(0, -1)) }, endpoint_name: 'c' }),
          model_name: 'c',
        },
      },
      expected: [
        { ...KEY_ID, file: 'a.json', pointer: '/kms_key_arn', message: '`team-key`', hint: '`alias/team-key`' },
        { ...KEY_ID, file: 'b.json', pointer: '/kms_key_arn', message: `like \`${UUID}\`` },
        { ...KEY_ID, file: 'c.json', pointer: '/kms_key_arn/dev', message: 'like `mrk-' },
      ],
    },
    {
      title: 'leaves a key that is in the wrong place anyway, and one that the settings name, to their findings',
      config: realtime({ kms_key_arn: { dev: key('short', { region: 'eu-west-1' }) } }),
      settings: settingsWith([stage('dev', { kmsKeyArn: key('also-short') })]),
      expected: [{ code: 'foreign-region', pointer: '/kms_key_arn/dev' }],
    },
  ]);
});

describe('rules: what settings name', () => {
  function check(settings: object): readonly string[] {
    const parsed = parseSettings(toBytes(settings));
    expect(parsed.findings).to.deep.equal([]);
    const context = { settings: parsed.settings, settingsFile: parsed.source, written: [], resolved: [] };
    return [checkStageSettings, checkControlPlanePlace, checkFifoTopic, checkUnusedEmails].flatMap((rule) =>
      rule(context).map(({ severity, code, pointer }) => `${severity} ${code} ${pointer}`),
    );
  }

  const DEV = { name: 'dev', account: '111111111111', region: 'us-east-1' };
  const SOURCE = { provider: 'github', repository: 'team/models' };

  it('is no key where its id is none', () => {
    const wrong = {
      stages: [{ ...DEV, kms_key_arn: key('team-key') }],
      source: SOURCE,
      control_plane: { account: '111111111111', region: 'us-east-1', kms_key_arn: key('team-key') },
    };
    expect(check(wrong)).to.deep.equal([
      'warning kms-key-id /stages/0/kms_key_arn',
      'warning kms-key-id /control_plane/kms_key_arn',
    ]);
    expect(check(JSON.parse(JSON.stringify(wrong).replaceAll('team-key', UUID)) as object)).to.deep.equal([]);
  });

  it('is no topic for notifications where it is a FIFO topic, whoever should subscribe', () => {
    const topic = 'arn:aws:sns:us-east-1:111111111111:ml';
    const fifo = { topic_arn: `${topic}.fifo` };
    expect(check({ stages: [DEV], notifications: fifo })).to.deep.equal([
      'warning fifo-topic /notifications/topic_arn',
    ]);
    expect(check({ stages: [DEV], notifications: { ...fifo, emails: ['ml@example.com'] } })).to.deep.equal([
      'warning fifo-topic /notifications/topic_arn',
    ]);
    expect(check({ stages: [DEV], notifications: { topic_arn: topic } })).to.deep.equal([]);
  });
});
