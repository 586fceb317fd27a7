import { CreateBucketCommand, DeleteBucketCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { expect } from 'chai';
import { connectStage, type ConnectOptions } from '../../processor/adapters/cloudformation/connect-stage.ts';
import { createSystemClock } from '../../processor/adapters/system-clock.ts';
import { UserError } from '../../processor/model/errors.ts';
import type { Stage } from '../../processor/model/settings.ts';
import type { StackTemplate } from '../../processor/model/stack.ts';
import type { ChangeSetRequest, StackTarget } from '../../processor/ports/stack-target.ts';
import { useEmulator } from './use-emulator.ts';

const HERE = '111111111111';
const THERE = '222222222222';
const ROLE = `arn:aws:iam::${THERE}:role/mlops-deployer`;

const stage: Stage = {
  name: 'prod',
  account: THERE,
  region: 'eu-west-1',
  approval: false,
  protected: false,
  assetsBucket: 'team-assets',
};

function request(stackName: string, template: StackTemplate): ChangeSetRequest {
  const token = `mlops-create-0123456789ab-00000000feed-${Math.random().toString(36).slice(2)}`;
  return { stackName, kind: 'create', template, tags: {}, token, description: 'test' };
}

const topic: StackTemplate = { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } };

describe('connecting a stage to AWS', function () {
  this.timeout(30_000);
  const emulator = useEmulator({ latencyMs: 10, pageSize: 100 });

  beforeEach(() => emulator().reset());

  function connect(change: Partial<Stage> = {}, caller = HERE): Promise<StackTarget> {
    const { endpoint, credentials } = emulator().clientConfig('eu-west-1', caller);
    const options: ConnectOptions = {
      stage: { ...stage, ...change },
      clock: createSystemClock(),
      endpoint,
      credentials,
    };
    return connectStage({ ...options, maxAttempts: 2 });
  }

  async function refusal(work: Promise<unknown>): Promise<UserError> {
    const error = await work.then(
      () => undefined,
      (caught: unknown) => caught,
    );
    if (!(error instanceof UserError)) expect.fail(`no UserError: ${String(error)}`);
    return error;
  }

  async function writes(): Promise<readonly string[]> {
    const { counts } = await emulator().calls();
    return counts.map(({ action }) => action).filter((action) => !/^(Get|Describe|List|Head|AssumeRole)/.test(action));
  }

  it('needs no role for an account that is the caller’s own', async () => {
    await connect({}, THERE);
    const { counts } = await emulator().calls();
    expect(counts).to.deep.equal([{ service: 'sts', action: 'GetCallerIdentity', count: 1 }]);
  });

  it('refuses another account without a role, before anything is written', async () => {
    const error = await refusal(connect());
    expect(error.code).to.equal('wrong-account');
    expect(error.message).to.contain(HERE).and.to.contain(THERE);
    expect(error.instructions.join()).to.contain('role_arn');
    expect(await writes()).to.deep.equal([]);
  });

  it('assumes the role of the stage once, and deploys into its account', async () => {
    const target = await connect({ roleArn: ROLE });
    await target.createChangeSet(request('assumed', topic));
    await target.listStacks();
    const { counts } = await emulator().calls();
    const sts = counts.filter(({ service }) => service === 'sts').map(({ action, count }) => [action, count]);
    expect(sts).to.deep.equal([
      ['AssumeRole', 1],
      ['GetCallerIdentity', 1],
    ]);
    const theirs = await (await connect({}, THERE)).describeStack('assumed');
    expect(theirs?.stackId).to.contain(`:${THERE}:stack/assumed/`);
    expect(await (await connect({ account: HERE })).describeStack('assumed')).to.equal(undefined);
  });

  it('refuses a role of a third account', async () => {
    const error = await refusal(connect({ roleArn: 'arn:aws:iam::333333333333:role/mlops-deployer' }));
    expect(error.code).to.equal('wrong-account');
    expect(error.message).to.contain('role arn:aws:iam::333333333333:role/mlops-deployer');
    expect(await writes()).to.deep.equal([]);
  });

  it('names both sides of the trust when the role cannot be assumed', async () => {
    await emulator().faults.failCall({
      ...{ service: 'sts', action: 'AssumeRole', code: 'AccessDenied', status: 403 },
      message: `User: arn:aws:iam::${HERE}:user/ci is not authorized to perform: sts:AssumeRole on resource: ${ROLE}`,
    });
    const error = await refusal(connect({ roleArn: ROLE }));
    expect(error.code).to.equal('access-denied');
    expect(error.message).to.contain('stage prod').and.to.contain(`arn:aws:iam::${HERE}:user/ci`);
    expect(error.instructions.join()).to.contain('trust policy').and.to.contain(ROLE);
  });

  it('says that the credentials have expired', async () => {
    const fault = { service: 'sts', action: 'GetCallerIdentity', code: 'ExpiredToken', status: 403, times: 0 } as const;
    await emulator().faults.failCall({ ...fault, message: 'The security token included in the request is expired' });
    expect((await refusal(connect())).code).to.equal('no-credentials');
  });

  it('tells AWS that is away from credentials that are none', async () => {
    await emulator().faults.failCall({ service: 'sts', status: 503, times: 0 });
    expect((await refusal(connect())).code).to.equal('aws-unavailable');
  });

  describe('fixture 75: with a template that is too large for a request', () => {
    const large: StackTemplate = { ...topic, Metadata: { Padding: 'x'.repeat(52_000) } };

    async function bucket(): Promise<S3Client> {
      const s3 = new S3Client(emulator().clientConfig('eu-west-1', THERE));
      await s3.send(new CreateBucketCommand({ Bucket: stage.assetsBucket }));
      return s3;
    }

    it('puts it into the assets bucket, under its hash, once', async () => {
      const s3 = await bucket();
      const target = await connect({}, THERE);
      expect((await target.createChangeSet(request('large-1', large))).result).to.equal('ready');
      expect((await target.createChangeSet(request('large-2', large))).result).to.equal('ready');
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: stage.assetsBucket }));
      expect(Contents.map(({ Key }) => Key)).to.have.length(1);
      expect(Contents[0]?.Key).to.match(/^mlops\/templates\/[0-9a-f]{64}\.json$/);
      s3.destroy();
    });

    it('says which bucket is missing', async () => {
      const s3 = await bucket();
      await s3.send(new DeleteBucketCommand({ Bucket: stage.assetsBucket }));
      s3.destroy();
      const target = await connect({}, THERE);
      const error = await refusal(target.createChangeSet(request('large', large)));
      expect([error.code, error.message.includes('team-assets')]).to.deep.equal(['assets-bucket', true]);
      expect(await target.listStacks()).to.deep.equal([]);
    });

    it('refuses one that not even S3 can help', async () => {
      const target = await connect({}, THERE);
      const huge = { ...topic, Metadata: { Padding: 'x'.repeat(1_048_576) } };
      expect((await refusal(target.createChangeSet(request('huge', huge)))).code).to.equal('template-too-large');
    });
  });
});
