import { expect } from 'chai';

import { readConfigText } from '../../../../processor/config/read/read-config-text.ts';
import { checkUntrustedContent } from '../../../../processor/config/rules/file/untrusted-content.ts';
import { checkConfigs, ONE_STAGE, testRules } from './check-configs.ts';
import { realtime, training } from './workloads.ts';

/** Made up, in the form of real ones. */
const SECRETS: Readonly<Record<string, string>> = {
  'an access key': 'AKIAIOSFODNN7EXAMPLE',
  'a temporary access key': 'ASIAIOSFODNN7EXAMPLE',
  'a GitHub token': `ghp_${'a1B2'.repeat(9)}`,
  'a GitHub app token': `ghs_${'a1B2'.repeat(9)}`,
  'a fine-grained GitHub token': `github_pat_${'a1B2'.repeat(6)}_${'c3D4'.repeat(14)}`,
  'a GitLab token': `glpat-${'a1B2'.repeat(5)}`,
  'a private key': '-----BEGIN RSA PRIVATE KEY-----\nMIIE',
  'a Slack token': 'xoxb-1234567890-abcdef',
  'a Hugging Face token': `hf_${'a1B2c3'.repeat(6)}`,
  'an API key': `sk-${'a1B2c3'.repeat(6)}`,
  'a JSON web token': `eyJhbGciOiJIUzI1.eyJzdWIiOiIxMjM0.abc`,
  'a password in a URL': 'https://user:hunter22@example.com/x',
};

/** What the rule says about one parsed file, whatever its shape. */
function scan(value: unknown) {
  const { parsed } = readConfigText(Buffer.from(JSON.stringify(value)), 'mlops-config.json');
  if (!parsed) throw new Error('the test value is no config text');
  const findings = checkUntrustedContent({ settings: ONE_STAGE, written: [], resolved: [], files: [parsed] });
  return findings.map(({ severity, code, pointer }) => `${severity} ${code} ${pointer}`);
}

describe('rules: untrusted content', () => {
  for (const [title, secret] of Object.entries(SECRETS)) {
    it(`fixture 67: ${title} is found and shown nowhere`, () => {
      const findings = checkConfigs({
        'mlops-config.json': training({ algo_hyperparameters: { num_round: 1, note: `x ${secret}` } }),
      });
      expect(findings.map(({ code, pointer }) => `${code} ${pointer}`)).to.deep.equal([
        'secret-value /algo_hyperparameters/note',
      ]);
      expect(JSON.stringify(findings)).to.not.contain(secret.slice(4, 20));
    });
  }

  testRules([
    {
      title: 'fixture 67: a member called password is a warning',
      config: realtime({ environment: { DB_PASSWORD: 'correct horse', DB_USER: 'reader' } }),
      expected: [{ severity: 'warning', code: 'secret-key', pointer: '/environment/DB_PASSWORD' }],
    },
    {
      title: 'lets names and ARNs of secrets pass, and what only sounds like a secret',
      config: realtime({
        environment: {
          DB_PASSWORD: 'arn:aws:secretsmanager:us-east-1:111111111111:secret:db',
          API_TOKEN: '/team/api-token',
          PAD_TOKEN: '[PAD]',
          TOKENIZERS_PARALLELISM: 'false-positive',
          EOS_TOKEN: '<|endoftext|>',
        },
      }),
      expected: [],
    },
    {
      title: 'fixture 68: a dynamic reference',
      config: training({ environment: { DB: 'x{{resolve:secretsmanager:prod/db}}' } }),
      expected: [{ code: 'dynamic-reference', pointer: '/environment/DB' }],
    },
    {
      title: 'fixture 69: a pseudo parameter, and tokens of the AWS CDK',
      config: training({
        algo_hyperparameters: { num_round: 1, a: '${AWS::AccountId}', b: '${Token[TOKEN.12]}', c: '#{Token[N.1]}' },
      }),
      expected: [
        { code: 'unresolved-token', pointer: '/algo_hyperparameters/a' },
        { code: 'unresolved-token', pointer: '/algo_hyperparameters/b' },
        { code: 'unresolved-token', pointer: '/algo_hyperparameters/c' },
      ],
    },
    {
      title: 'warns of other placeholders',
      config: training({ environment: { GREETING: 'hello ${NAME}' } }),
      expected: [{ severity: 'warning', code: 'placeholder', pointer: '/environment/GREETING' }],
    },
    {
      title: 'lets plain braces, dollars and colons pass',
      config: training({
        algo_hyperparameters: { num_round: 1, a: '{"x": {"y": 1}}', b: '$5', c: 'a:b', d: 'task-force', e: '}}{{' },
      }),
      expected: [],
    },
    {
      title: 'looks at names of members too',
      config: training({ algo_hyperparameters: { num_round: 1, '${Token[TOKEN.1]}': 1 } }),
      expected: [{ code: 'unresolved-token', pointer: '/algo_hyperparameters/${Token[TOKEN.1]}' }],
    },
    {
      title: 'says what two workloads inherit once',
      config: {
        defaults: { ...training({ model_name: undefined }), environment: { DB: '{{resolve:ssm:x}}' } },
        workloads: [{ model_name: 'a' }, { model_name: 'b' }],
      },
      expected: [{ code: 'dynamic-reference', pointer: '/defaults/environment/DB' }],
    },
  ]);

  it('fixture 69: finds intrinsic functions at any depth, in files of any shape', () => {
    expect(
      scan({ a: { Ref: 'X' }, b: [{ 'Fn::GetAtt': ['X', 'Arn'] }], c: { 'Fn::Sub': '{{resolve:x}}' } }),
    ).to.deep.equal(['error intrinsic-function /a', 'error intrinsic-function /b/0', 'error intrinsic-function /c']);
  });

  it('fixture 68: finds dynamic references in files of any shape', () => {
    expect(scan({ training_data: ['{{resolve:ssm:/bucket}}'], nonsense: { deep: '{{resolve:ssm:y}}' } })).to.deep.equal(
      ['error dynamic-reference /training_data/0', 'error dynamic-reference /nonsense/deep'],
    );
  });

  it('fixture 72: stays fast on 50 KB of anything', () => {
    for (const text of ['${', '{{', 'sk-', 'AKIA', '://a:', 'eyJ', '-----BEGIN ', '((((', '%', 'a-']) {
      const started = process.hrtime.bigint();
      scan({ value: text.repeat(Math.ceil(50_000 / text.length)) });
      expect(Number(process.hrtime.bigint() - started) / 1e6, text).to.be.lessThan(200);
    }
  });
});
