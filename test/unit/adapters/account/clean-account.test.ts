import { APIGatewayClient, GetAccountCommand } from '@aws-sdk/client-api-gateway';
import { CloudWatchLogsClient, DeleteLogGroupCommand, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DeleteRepositoryCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  ListImagesCommand,
  ListTagsForResourceCommand,
} from '@aws-sdk/client-ecr';
import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  GetBucketTaggingCommand,
  HeadBucketCommand,
  ListObjectVersionsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { expect } from 'chai';
import { cleanAccount } from '../../../../processor/adapters/account/clean-account.ts';
import { UserError } from '../../../../processor/model/errors.ts';
import { mockedClient } from '../../../helpers/mocked-client.ts';

const ACCOUNT = '111111111111';

function failure(name: string, httpStatusCode: number): Error {
  return Object.assign(new Error(name), { name, $metadata: { httpStatusCode }, $fault: 'client' });
}

const DENIED = new UserError('access-denied', 'no');

describe('cleaning an account', () => {
  const s3 = mockedClient(S3Client);
  const ecr = mockedClient(ECRClient);
  const logs = mockedClient(CloudWatchLogsClient);
  const apiGateway = mockedClient(APIGatewayClient);
  const cleaner = cleanAccount({ account: ACCOUNT, region: 'eu-west-1', maxAttempts: 1 });

  beforeEach(() => {
    for (const mock of [s3, ecr, logs, apiGateway]) mock.reset();
  });

  function version(Key: string) {
    return { Key, VersionId: `${Key}-1` };
  }

  async function caught(work: Promise<unknown>): Promise<unknown> {
    try {
      await work;
    } catch (error) {
      return error;
    }
    return undefined;
  }

  it('tells who made a bucket, and counts versions and delete markers over all pages', async () => {
    s3.on(GetBucketTaggingCommand).resolves({ TagSet: [{ Key: 'mlops:installed-by', Value: 'mlops-pipeline' }] });
    s3.on(ListObjectVersionsCommand)
      .resolvesOnce({ Versions: [version('a')], IsTruncated: true, NextKeyMarker: 'a', NextVersionIdMarker: '1' })
      .resolvesOnce({ Versions: [version('b')], DeleteMarkers: [version('c')] });

    expect(await cleaner.bucket('assets')).to.deep.equal({ installedBy: 'mlops-pipeline', items: 3, hasMore: false });
    const second = s3.commandCalls(ListObjectVersionsCommand)[1]?.args[0].input;
    expect(second).to.deep.include({ KeyMarker: 'a', VersionIdMarker: '1', ExpectedBucketOwner: ACCOUNT });
  });

  it('stops counting after ten pages', async () => {
    s3.on(GetBucketTaggingCommand).rejects(failure('NoSuchTagSet', 404));
    s3.on(ListObjectVersionsCommand).resolves({ Versions: [version('a')], IsTruncated: true, NextKeyMarker: 'a' });
    expect(await cleaner.bucket('assets')).to.deep.equal({ items: 10, hasMore: true });
  });

  it('takes a bucket that is missing, elsewhere or of somebody else for none', async () => {
    for (const error of [failure('NotFound', 404), failure('PermanentRedirect', 301), DENIED]) {
      s3.on(HeadBucketCommand).rejects(error);
      expect(await cleaner.bucket('assets')).to.equal(undefined);
    }
    s3.on(HeadBucketCommand).rejects(new UserError('aws-unavailable', 'no network'));
    expect(await caught(cleaner.bucket('assets'))).to.have.property('code', 'aws-unavailable');
  });

  it('empties a bucket page by page before it deletes it', async () => {
    s3.on(DeleteObjectsCommand).resolves({});
    s3.on(ListObjectVersionsCommand)
      .resolvesOnce({ Versions: [version('a'), version('b')], IsTruncated: true })
      .resolvesOnce({ DeleteMarkers: [version('c')] })
      .resolves({});

    await cleaner.deleteBucket('assets');

    const deleted = s3.commandCalls(DeleteObjectsCommand).map((call) => call.args[0].input.Delete?.Objects);
    expect(deleted).to.deep.equal([[version('a'), version('b')], [version('c')]]);
    expect(s3.commandCalls(DeleteBucketCommand)[0]?.args[0].input).to.deep.include({ ExpectedBucketOwner: ACCOUNT });
  });

  it('empties a bucket again that was written to meanwhile, and gives up in the end', async () => {
    s3.on(ListObjectVersionsCommand).resolves({});
    s3.on(DeleteBucketCommand).rejectsOnce(failure('BucketNotEmpty', 409)).resolves({});
    await cleaner.deleteBucket('assets');

    s3.on(DeleteBucketCommand).rejects(failure('BucketNotEmpty', 409));
    const error = await caught(cleaner.deleteBucket('assets'));
    expect(error).to.have.property('code', 'still-in-use');
    expect(error).to.have.property('message').that.contains('goes on writing');
  });

  it('tells of objects that cannot be deleted, and leaves the bucket', async () => {
    s3.on(ListObjectVersionsCommand).resolves({ Versions: [version('locked')] });
    s3.on(DeleteObjectsCommand).resolves({ Errors: [{ Key: 'locked', Code: 'AccessDenied', Message: 'object lock' }] });
    const error = await caught(cleaner.deleteBucket('assets'));
    expect(error).to.have.property('message').that.contains('1 of its objects').and.contains('locked: object lock');
    expect(s3.commandCalls(DeleteBucketCommand)).to.have.length(0);
  });

  it('does not mind what is gone already', async () => {
    s3.on(ListObjectVersionsCommand).rejects(failure('NoSuchBucket', 404));
    ecr.on(DeleteRepositoryCommand).rejects(failure('RepositoryNotFoundException', 400));
    logs.on(DeleteLogGroupCommand).rejects(failure('ResourceNotFoundException', 400));
    await cleaner.deleteBucket('assets');
    await cleaner.deleteImageRepository('images');
    await cleaner.deleteLogGroup('/aws/lambda/x');
  });

  it('tells who made an image repository, and deletes it with its images', async () => {
    ecr.on(DescribeRepositoriesCommand).resolves({ repositories: [{ repositoryArn: 'arn' }] });
    ecr.on(ListTagsForResourceCommand).resolves({ tags: [{ Key: 'mlops:installed-by', Value: 'team' }] });
    ecr
      .on(ListImagesCommand)
      .resolvesOnce({ imageIds: [{}, {}], nextToken: 'n' })
      .resolvesOnce({ imageIds: [{}] });
    expect(await cleaner.imageRepository('images')).to.deep.equal({ installedBy: 'team', items: 3, hasMore: false });

    await cleaner.deleteImageRepository('images');
    expect(ecr.commandCalls(DeleteRepositoryCommand)[0]?.args[0].input).to.deep.equal({
      repositoryName: 'images',
      force: true,
    });
    ecr.on(DescribeRepositoriesCommand).rejects(failure('RepositoryNotFoundException', 400));
    expect(await cleaner.imageRepository('images')).to.equal(undefined);
  });

  it('lists log groups over all pages, and none where it may not', async () => {
    logs
      .on(DescribeLogGroupsCommand)
      .resolvesOnce({ logGroups: [{ logGroupName: 'b' }], nextToken: 'n' })
      .resolvesOnce({ logGroups: [{ logGroupName: 'a' }] });
    expect(await cleaner.logGroups('/aws/lambda/')).to.deep.equal(['a', 'b']);
    logs.on(DescribeLogGroupsCommand).rejects(DENIED);
    expect(await cleaner.logGroups('/aws/lambda/')).to.deep.equal([]);
  });

  it('tells the role with which API Gateway logs', async () => {
    apiGateway.on(GetAccountCommand).resolves({ cloudwatchRoleArn: 'arn:role' });
    expect(await cleaner.logRole()).to.equal('arn:role');
    apiGateway.on(GetAccountCommand).resolves({});
    expect(await cleaner.logRole()).to.equal(undefined);
  });
});
