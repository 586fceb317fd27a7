import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { expect } from 'chai';
import { createClients } from '../../../../processor/adapters/cloudformation/clients.ts';
import { UserError } from '../../../../processor/model/errors.ts';
import {
  queryAnswer,
  queryFailure,
  startScriptedAws,
  type ScriptedAnswer,
  type ScriptedAws,
} from '../../../helpers/scripted-aws.ts';

const FINE = queryAnswer('DescribeStacks', '<Stacks></Stacks>');
const DENIED =
  'User: arn:aws:sts::111111111111:assumed-role/mlops/run is not authorized to perform: cloudformation:DescribeStacks on resource: *';

describe('what an SDK call says when it fails', function () {
  this.timeout(20_000);
  let aws: ScriptedAws | undefined;

  afterEach(async () => {
    await aws?.stop();
    aws = undefined;
  });

  /** What listing stacks throws, or undefined when it worked in the end. */
  async function failure(answers: readonly ScriptedAnswer[], maxAttempts = 2): Promise<unknown> {
    aws = await startScriptedAws({ DescribeStacks: answers });
    return failureAt(aws.endpoint, maxAttempts);
  }

  async function failureAt(endpoint: string, maxAttempts = 2, roleArn?: string): Promise<unknown> {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const { cloudFormation } = createClients({ region: 'eu-west-1', endpoint, credentials, maxAttempts, roleArn });
    try {
      await cloudFormation.send(new DescribeStacksCommand({}));
      return undefined;
    } catch (error) {
      return error;
    } finally {
      cloudFormation.destroy();
    }
  }

  function expectUserError(error: unknown, code: string): UserError {
    if (!(error instanceof UserError)) expect.fail(`no UserError: ${String(error)}`);
    expect(error.code).to.equal(code);
    expect(error.instructions).to.not.deep.equal([]);
    return error;
  }

  it('is not asked when a throttled call succeeds at last', async () => {
    expect(await failure([queryFailure('Throttling', 'Rate exceeded'), FINE])).to.equal(undefined);
    expect(aws?.count('DescribeStacks')).to.equal(2);
  });

  it('tells of throttling without end, with the number of attempts', async () => {
    const error = expectUserError(await failure([queryFailure('Throttling', 'Rate exceeded')], 3), 'aws-unavailable');
    expect(error.message).to.equal('AWS was too busy for cloudformation:DescribeStacks: Rate exceeded (3 attempts)');
    expect(aws?.count('DescribeStacks')).to.equal(3);
  });

  for (const status of [500, 502, 503, 504]) {
    it(`tells of a fault of the service: ${status}`, async () => {
      const error = expectUserError(await failure([{ status, body: '<html>oops</html>' }]), 'aws-unavailable');
      expect(error.message).to.contain(`${status}`);
      expect(aws?.count('DescribeStacks')).to.equal(2);
    });
  }

  const unreadable: Readonly<Record<string, ScriptedAnswer>> = {
    'a page of a proxy': { status: 200, body: '<html><p>Sign in</html>', type: 'text/html' },
    'an empty page that is not found': { status: 404, body: '' },
    'a redirection': { status: 302, body: '', headers: { location: '/login' } },
    'text that is no XML': { status: 200, body: 'nope & <', type: 'text/xml' },
    'a connection that was cut': 'reset',
    'half an answer': 'half a body',
  };
  for (const [what, answer] of Object.entries(unreadable)) {
    it(`tells of ${what}`, async () => {
      expectUserError(await failure([answer]), 'aws-unavailable');
    });
  }

  it('gets over a connection that was cut once', async () => {
    expect(await failure(['reset', FINE])).to.equal(undefined);
  });

  it('tells that nobody is there', async () => {
    const gone = await startScriptedAws({});
    await gone.stop();
    const error = expectUserError(await failureAt(gone.endpoint), 'aws-unavailable');
    expect(error.message).to.contain(gone.endpoint);
  });

  it('names the action that is denied, and to whom', async () => {
    const error = expectUserError(await failure([queryFailure('AccessDenied', DENIED, 403)]), 'access-denied');
    expect(error.message).to.match(/^cloudformation:DescribeStacks is denied: User: /);
    expect(error.instructions[0]).to.equal(
      'allow cloudformation:DescribeStacks to arn:aws:sts::111111111111:assumed-role/mlops/run',
    );
    expect(aws?.count('DescribeStacks')).to.equal(1);
  });

  it('names the role of the stage when AWS names nobody', async () => {
    aws = await startScriptedAws({ DescribeStacks: [queryFailure('AccessDeniedException', 'no', 400)] });
    const role = 'arn:aws:iam::222222222222:role/deployer';
    const error = expectUserError(await failureAt(aws.endpoint, 1, role), 'access-denied');
    expect(error.instructions[0]).to.equal(`allow cloudformation:DescribeStacks to ${role}`);
  });

  for (const code of ['ExpiredToken', 'ExpiredTokenException', 'InvalidClientTokenId', 'SignatureDoesNotMatch']) {
    it(`tells of credentials that are none: ${code}`, async () => {
      const error = expectUserError(await failure([queryFailure(code, 'said AWS', 403)]), 'no-credentials');
      expect(error.message).to.contain('said AWS');
    });
  }

  it('tells of credentials that nobody gave', async () => {
    const { cloudFormation } = createClients({
      region: 'eu-west-1',
      endpoint: 'http://127.0.0.1:9',
      credentials: () =>
        Promise.reject(Object.assign(new Error('none from any provider'), { name: 'CredentialsProviderError' })),
    });
    const thrown: unknown = await cloudFormation.send(new DescribeStacksCommand({})).catch((error: unknown) => error);
    cloudFormation.destroy();

    const { message, instructions } = expectUserError(thrown, 'no-credentials');
    expect(message).to.equal('there are no credentials for AWS that work: none from any provider');
    expect(instructions.join('\n')).to.contain('where AWS_PROFILE is set');
  });

  it('tells of an endpoint that is no URL', async () => {
    const error = expectUserError(await failureAt('127.0.0.1:4566'), 'invalid-environment');
    expect(error.message).to.contain('`127.0.0.1:4566`');
  });

  it('points to the clock when the signature has expired', async () => {
    const said = 'Signature expired: 20260105T090000Z is now earlier than 20260105T091000Z';
    const error = expectUserError(await failure([queryFailure('SignatureDoesNotMatch', said, 403)]), 'no-credentials');
    expect(error.instructions[0]).to.contain('clock');
  });

  it('leaves alone what is said about a stack', async () => {
    const error = await failure([queryFailure('ValidationError', 'Stack with id x does not exist')]);
    expect(error).to.be.instanceOf(Error).and.not.instanceOf(UserError);
    expect(error).to.have.property('name', 'ValidationError');
  });
});
