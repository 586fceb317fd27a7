import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { createClients } from '../../../../processor/adapters/cloudformation/clients.ts';
import { createCloudFormationTarget } from '../../../../processor/adapters/cloudformation/cloudformation-target.ts';
import { UserError } from '../../../../processor/model/errors.ts';
import type { Asset, StackTarget } from '../../../../processor/ports/stack-target.ts';
import { localStage, steppingClock } from '../../../helpers/local-target.ts';
import { startScriptedAws, type Script, type ScriptedAnswer, type ScriptedAws } from '../../../helpers/scripted-aws.ts';

const CONTENT = Buffer.from('exports.handler = async () => 1;');
const SHA256 = createHash('sha256').update(CONTENT).digest('hex');
const PATH = `/${localStage.assetsBucket}/lambda/${SHA256}.zip`;
const [HEAD, PUT] = [`HEAD ${PATH}`, `PUT ${PATH}`];

const FINE: ScriptedAnswer = { status: 200, body: '' };
const ABSENT: ScriptedAnswer = { status: 404, body: '' };
const FORBIDDEN: ScriptedAnswer = { status: 403, body: '' };

function withChecksum(content: Buffer): ScriptedAnswer {
  const digest = createHash('sha256').update(content).digest('base64');
  return { status: 200, body: '', headers: { 'x-amz-checksum-sha256': digest } };
}

function s3Error(status: number, code: string): ScriptedAnswer {
  return {
    status,
    body: `<Error><Code>${code}</Code><Message>${code} it says</Message></Error>`,
    type: 'application/xml',
  };
}

function asset(): Asset & { readonly reads: () => number } {
  let reads = 0;
  return {
    key: `lambda/${SHA256}.zip`,
    sha256: SHA256,
    bytes: CONTENT.length,
    read: () => {
      reads += 1;
      return Promise.resolve(CONTENT);
    },
    reads: () => reads,
  };
}

describe('the assets bucket', function () {
  this.timeout(20_000);
  let aws: ScriptedAws;
  let target: StackTarget;
  const close: (() => void)[] = [];

  async function start(script: Script): Promise<void> {
    aws = await startScriptedAws(script);
    const { endpoint } = aws;
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const clients = createClients({ region: 'us-east-1', endpoint, credentials, maxAttempts: 2 });
    target = createCloudFormationTarget({ stage: localStage, clients, clock: steppingClock(), endpoint });
    close.push(() => {
      clients.cloudFormation.destroy();
      clients.s3.destroy();
    });
  }

  async function failure(script: Script): Promise<UserError> {
    await start(script);
    const error = await target.publishAsset(asset()).catch((caught: unknown) => caught);
    if (!(error instanceof UserError)) expect.fail(`no UserError: ${String(error)}`);
    return error;
  }

  afterEach(async () => {
    for (const end of close.splice(0)) end();
    await aws.stop();
  });

  it('names the owner of the bucket in every request, and the hash of what it writes', async () => {
    await start({ [HEAD]: [ABSENT], [PUT]: [FINE] });
    expect(await target.publishAsset(asset())).to.equal('uploaded');
    expect(aws.requests.map(({ headers }) => headers['x-amz-expected-bucket-owner'])).to.deep.equal([
      localStage.account,
      localStage.account,
    ]);
    const digest = aws.requests[1]?.headers['x-amz-checksum-sha256'];
    expect(digest).to.equal(Buffer.from(SHA256, 'hex').toString('base64'));
  });

  it('neither reads nor writes what is there', async () => {
    await start({ [HEAD]: [withChecksum(CONTENT)] });
    const given = asset();
    expect(await target.publishAsset(given)).to.equal('present');
    expect([given.reads(), aws.count(PUT)]).to.deep.equal([0, 0]);
  });

  it('writes anew what has the key and not the content', async () => {
    // Somebody who may write to the bucket put it there; keys are no secret.
    for (const planted of [withChecksum(Buffer.from('evil')), FINE]) {
      await start({ [HEAD]: [planted], [PUT]: [FINE] });
      expect(await target.publishAsset(asset())).to.equal('uploaded');
      expect(aws.requests[0]?.headers['x-amz-checksum-mode']).to.equal('ENABLED');
      for (const end of close.splice(0)) end();
      if (planted !== FINE) await aws.stop();
    }
  });

  it('writes once what many stacks need at the same moment', async () => {
    await start({ [HEAD]: [ABSENT], [PUT]: [FINE] });
    const results = await Promise.all([asset(), asset(), asset()].map((each) => target.publishAsset(each)));
    expect(results).to.deep.equal(['uploaded', 'present', 'present']);
    expect([aws.count(HEAD), aws.count(PUT)]).to.deep.equal([1, 1]);
  });

  it('writes where it may not look', async () => {
    await start({ [HEAD]: [FORBIDDEN], [PUT]: [FINE] });
    expect(await target.publishAsset(asset())).to.equal('uploaded');
  });

  it('tries again after a failure', async () => {
    await start({ [HEAD]: [ABSENT], [PUT]: [s3Error(404, 'NoSuchBucket'), FINE] });
    expect(await target.publishAsset(asset()).catch((error: unknown) => (error as UserError).code)).to.equal(
      'assets-bucket',
    );
    expect(await target.publishAsset(asset())).to.equal('uploaded');
  });

  it('says that the bucket does not exist, and how to make it', async () => {
    const error = await failure({ [HEAD]: [ABSENT], [PUT]: [s3Error(404, 'NoSuchBucket')] });
    expect(error.code).to.equal('assets-bucket');
    expect(error.message).to.equal(`the assets bucket ${localStage.assetsBucket} cannot be used: it does not exist`);
    expect(error.instructions.join()).to.contain(`aws s3 mb s3://${localStage.assetsBucket} --region us-east-1`);
  });

  it('says that the bucket is denied or a stranger’s', async () => {
    const error = await failure({ [HEAD]: [FORBIDDEN], [PUT]: [s3Error(403, 'AccessDenied')] });
    expect(error.code).to.equal('assets-bucket');
    expect(error.message).to.contain('s3:PutObject is denied').and.to.contain('another account');
  });

  it('says that the bucket is in another region', async () => {
    const error = await failure({ [HEAD]: [{ status: 301, body: '' }], [PUT]: [FINE] });
    expect(error.code).to.equal('assets-bucket');
    expect(error.message).to.contain('another region');
  });

  it('says that S3 is not there', async () => {
    const error = await failure({ [HEAD]: [{ status: 503, body: '' }] });
    expect(error.code).to.equal('aws-unavailable');
  });
});
