import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect } from 'chai';
import { apiEvent, bodyOf } from '../helpers/api-events.ts';
import { invokeBundle } from '../helpers/lambda-bundle.ts';
import { useEmulator } from './use-emulator.ts';

const REGION = 'eu-west-1';
const ACCOUNT = '111111111111';
const BUCKET = 'team-assets';

describe('model cards by the old API, on the emulator', function () {
  this.timeout(60_000);
  const emulator = useEmulator();

  beforeEach(() => emulator().reset());

  async function post(
    body: object,
  ): Promise<{ readonly status: number; readonly message: unknown; readonly detail: unknown }> {
    const { answer, log } = await invokeBundle('provision-pipeline', {
      event: apiEvent('/provisionpipeline', body),
      env: {
        ...emulator().environment(REGION),
        AWS_ACCESS_KEY_ID: ACCOUNT,
        MLOPS_ACCOUNT: ACCOUNT,
        MLOPS_API_MODE: 'commit',
        MLOPS_ASSETS_BUCKET: BUCKET,
        MLOPS_BRANCH: 'main',
        MLOPS_REPOSITORY: 'models',
        MLOPS_SOURCE_PROVIDER: 'codecommit',
      },
    });
    expect(answer, log).not.to.equal(undefined);
    const { statusCode } = answer as { readonly statusCode: number };
    const said = bodyOf(answer as { readonly body: string });
    return { status: statusCode, message: said['message'], detail: said['detailedMessage'] };
  }

  it('are created with metrics from S3, described, updated, listed and deleted by the built function', async () => {
    const s3 = new S3Client(emulator().clientConfig(REGION, ACCOUNT));
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    const metrics = { regression_metrics: { mae: { value: 0.3, standard_deviation: 0.1 } } };
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'quality.json', Body: JSON.stringify(metrics) }));
    s3.destroy();

    const created = await post({
      pipeline_type: 'create_model_card',
      name: 'churn',
      intended_uses: { purpose_of_model: 'retention' },
      evaluation_details: [
        { name: 'quality', metric_file_s3_url: `s3://${BUCKET}/quality.json`, metric_type: 'regression' },
      ],
    });

    expect(created.status, String(created.detail)).to.equal(200);
    expect(created.message).to.deep.include({ ModelCardName: 'churn', ModelCardVersion: 1, ModelCardStatus: 'Draft' });
    const { Content: content } = created.message as { readonly Content: string };
    expect(content).to.contain('"mae - standard_deviation"').and.to.contain('"retention"');

    const change = { name: 'churn', additional_information: { ethical_considerations: 'none' } };
    const updated = await post({ pipeline_type: 'update_model_card', ...change });
    expect(updated.message).to.deep.include({ ModelCardVersion: 2 });
    expect((updated.message as { readonly Content: string }).Content)
      .to.contain('retention')
      .and.to.contain('ethical');

    const { message: listed } = await post({ pipeline_type: 'list_model_cards' });
    expect(listed).to.have.nested.property('ModelCardSummaries[0].ModelCardName', 'churn');
    expect(await post({ pipeline_type: 'delete_model_card', name: 'churn' })).to.include({ status: 200 });
    expect(await post({ pipeline_type: 'describe_model_card', name: 'churn' })).to.include({ status: 400 });
  });

  it('tell of a model that is not there', async () => {
    const card = { pipeline_type: 'create_model_card', name: 'churn', model_overview: { model_name: 'missing' } };
    const { status, detail } = await post(card);
    expect(status).to.equal(400);
    expect(String(detail)).to.match(/Could not find model/);
  });
});
