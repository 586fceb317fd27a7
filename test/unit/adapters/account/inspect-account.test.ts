import { APIGatewayClient, GetAccountCommand } from '@aws-sdk/client-api-gateway';
import { CodeStarConnectionsClient, GetConnectionCommand } from '@aws-sdk/client-codestar-connections';
import { DescribeRepositoriesCommand, ECRClient } from '@aws-sdk/client-ecr';
import { HeadBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { expect } from 'chai';
import { inspectAccount } from '../../../../processor/adapters/account/inspect-account.ts';
import { UserError } from '../../../../processor/model/errors.ts';
import { mockedClient } from '../../../helpers/mocked-client.ts';

const ACCOUNT = '111111111111';
const CONNECTION = `arn:aws:codestar-connections:eu-west-1:${ACCOUNT}:connection/0a1b`;

function failure(name: string, httpStatusCode: number): Error {
  return Object.assign(new Error(name), { name, $metadata: { httpStatusCode }, $fault: 'client' });
}

describe('a look at an account', () => {
  const s3 = mockedClient(S3Client);
  const ecr = mockedClient(ECRClient);
  const apiGateway = mockedClient(APIGatewayClient);
  const connections = mockedClient(CodeStarConnectionsClient);
  const inspector = inspectAccount({ account: ACCOUNT, region: 'eu-west-1', maxAttempts: 1 });

  beforeEach(() => {
    for (const mock of [s3, ecr, apiGateway, connections]) mock.reset();
  });

  it('tells an own bucket from one that is missing, elsewhere or of somebody else', async () => {
    s3.on(HeadBucketCommand).resolves({});
    expect(await inspector.bucket('assets')).to.equal('own');
    expect(s3.commandCalls(HeadBucketCommand)[0]?.args[0].input).to.deep.include({ ExpectedBucketOwner: ACCOUNT });
    const states = [];
    for (const status of [404, 301]) {
      s3.on(HeadBucketCommand).rejects(failure('Unknown', status));
      states.push(await inspector.bucket('assets'));
    }
    expect(states).to.deep.equal(['absent', 'other-region']);
    s3.on(HeadBucketCommand).rejects(new UserError('access-denied', 's3:ListBucket is denied'));
    expect(await inspector.bucket('assets')).to.equal('foreign');
  });

  it('tells whether there is an image repository', async () => {
    ecr.on(DescribeRepositoriesCommand).resolves({ repositories: [{}] });
    expect(await inspector.imageRepository('images')).to.equal('own');
    ecr.on(DescribeRepositoriesCommand).rejects(failure('RepositoryNotFoundException', 400));
    expect(await inspector.imageRepository('images')).to.equal('absent');
    ecr.on(DescribeRepositoriesCommand).rejects(new UserError('access-denied', 'no'));
    expect(await inspector.imageRepository('images')).to.equal('unknown');
  });

  it('does not take an outage for an absence', async () => {
    ecr.on(DescribeRepositoriesCommand).rejects(new UserError('aws-unavailable', 'no network'));
    let caught: unknown;
    await inspector.imageRepository('images').catch((error: unknown) => (caught = error));
    expect(caught).to.be.instanceOf(UserError).with.property('code', 'aws-unavailable');
  });

  it('tells whether API Gateway has a role for logs', async () => {
    apiGateway.on(GetAccountCommand).resolves({});
    expect(await inspector.apiGatewayLogRole()).to.equal('absent');
    apiGateway.on(GetAccountCommand).resolves({ cloudwatchRoleArn: 'arn' });
    expect(await inspector.apiGatewayLogRole()).to.equal('own');
  });

  it('tells a connection that nobody authorised, and one that it cannot read', async () => {
    connections.on(GetConnectionCommand).resolves({ Connection: { ConnectionStatus: 'PENDING' } });
    expect(await inspector.connection(CONNECTION)).to.equal('pending');
    connections.on(GetConnectionCommand).resolves({ Connection: { ConnectionStatus: 'AVAILABLE' } });
    expect(await inspector.connection(CONNECTION)).to.equal('available');
    connections.on(GetConnectionCommand).rejects(failure('ResourceNotFoundException', 400));
    expect(await inspector.connection(CONNECTION)).to.equal('absent');
    // The older name of the service may not know connections of the newer one.
    expect(await inspector.connection(CONNECTION.replace('codestar-connections', 'codeconnections'))).to.equal(
      'unknown',
    );
  });
});
