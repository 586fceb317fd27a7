import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { expect } from 'chai';
import { readSecret } from '../../../../processor/adapters/secrets/read-secret.ts';
import { webhookSecrets } from '../../../../processor/adapters/secrets/webhook-secrets.ts';
import { UserError } from '../../../../processor/model/errors.ts';
import { mockedClient } from '../../../helpers/mocked-client.ts';

const ARN = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:mlops-abc';
const PLACE = { region: 'eu-west-1' };
const [FIRST, SECOND] = ['a secret of some length', 'the one that comes after it'];

describe('secrets', () => {
  const client = mockedClient(SecretsManagerClient);

  beforeEach(() => client.reset());

  function holds(text: string | undefined): void {
    client.on(GetSecretValueCommand).resolves({ SecretString: text });
  }

  async function codeOf(work: Promise<unknown>): Promise<string> {
    const error: unknown = await work.then(
      () => expect.fail('nothing was refused'),
      (thrown: unknown) => thrown,
    );
    expect(error).to.be.instanceOf(UserError);
    expect((error as UserError).message).not.to.include(FIRST);
    return (error as UserError).code;
  }

  describe('read by member', () => {
    it('are taken without the blanks around them', async () => {
      holds(JSON.stringify({ github_token: ' token\n', webhook_secret: 7 }));
      expect(await readSecret(ARN, 'github_token', PLACE)).to.equal('token');
    });

    for (const text of [undefined, '', FIRST, 'null', '[]', '{}', '{"github_token":""}', '{"github_token":1}']) {
      it(`are missed by their name in ${String(text)}`, async () => {
        holds(text);
        expect(await codeOf(readSecret(ARN, 'github_token', PLACE))).to.equal('no-secret');
      });
    }

    it('are missed where there is no secret; other errors stay what they are', async () => {
      const gone = Object.assign(new Error('gone'), { name: 'ResourceNotFoundException' });
      client.on(GetSecretValueCommand).rejects(gone);
      expect(await codeOf(readSecret(ARN, 'github_token', PLACE))).to.equal('no-secret');
      const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' });
      client.on(GetSecretValueCommand).rejects(denied);
      const error: unknown = await readSecret(ARN, 'github_token', PLACE).catch((thrown: unknown) => thrown);
      expect(error).to.equal(denied);
    });
  });

  describe('of the webhook', () => {
    let now: number;
    let read: ReturnType<typeof webhookSecrets>;

    beforeEach(() => {
      now = 0;
      read = webhookSecrets(ARN, { ...PLACE, elapsed: () => now });
    });

    it('are two while one is rotated, as long as both are long enough', async () => {
      holds(JSON.stringify({ webhook_secret: SECOND, webhook_secret_previous: FIRST }));
      expect(await read({ fresh: false })).to.deep.equal([SECOND, FIRST]);
      now += 301_000;
      holds(JSON.stringify({ webhook_secret: SECOND, webhook_secret_previous: 'short' }));
      expect(await read({ fresh: false })).to.deep.equal([SECOND]);
    });

    it('are kept for five minutes, and asked for anew after one by whoever wants the newest', async () => {
      holds(JSON.stringify({ webhook_secret: FIRST }));
      await read({ fresh: false });
      holds(JSON.stringify({ webhook_secret: SECOND }));
      now = 59_000;
      expect(await read({ fresh: true }), 'no more than once a minute').to.deep.equal([FIRST]);
      now = 61_000;
      expect(await read({ fresh: false })).to.deep.equal([FIRST]);
      expect(await read({ fresh: true })).to.deep.equal([SECOND]);
      holds(JSON.stringify({ webhook_secret: FIRST }));
      now = 61_000 + 299_000;
      expect(await read({ fresh: false })).to.deep.equal([SECOND]);
      now = 61_000 + 301_000;
      expect(await read({ fresh: false })).to.deep.equal([FIRST]);
    });

    it('are missed when there is none, or one that could be found by trying', async () => {
      for (const text of [undefined, '{', 'null', '{}', JSON.stringify({ webhook_secret: 'x'.repeat(15) })]) {
        holds(text);
        expect(await codeOf(read({ fresh: true })), String(text)).to.equal('no-secret');
      }
      holds(JSON.stringify({ webhook_secret: FIRST }));
      expect(await read({ fresh: false }), 'a failure is not kept').to.deep.equal([FIRST]);
    });
  });
});
