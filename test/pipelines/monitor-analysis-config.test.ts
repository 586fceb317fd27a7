import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeEndpointCommand, DescribeEndpointConfigCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { expect } from 'chai';

import { handleAnalysisConfig } from '../../pipelines/monitor/write-analysis-config.lambda.ts';
import { biasSpec } from './support/monitor-specs.ts';
import { customResourceEvent, recordingLog, recordingSend, serviceError } from './support/lambda.ts';
import { KEY } from './support/specs.ts';
import { propertiesOf, templateOf } from './support/template.ts';
import { mockedClient } from '../helpers/mocked-client.ts';

/** As the stack writes them: the function reads what the stack says. */
const PROPERTIES = propertiesOf(templateOf(biasSpec({ kms_key_arn: KEY })), 'AnalysisConfig', 'Custom::AnalysisConfig');

describe('write-analysis-config', () => {
  const s3 = mockedClient(S3Client);
  const sagemaker = mockedClient(SageMakerClient);
  let slept: number[];

  beforeEach(() => {
    s3.reset();
    sagemaker.reset();
    slept = [];
    sagemaker.on(DescribeEndpointCommand, { EndpointName: 'churn-live' }).resolves({ EndpointConfigName: 'config-1' });
    sagemaker.on(DescribeEndpointConfigCommand, { EndpointConfigName: 'config-1' }).resolves({
      ProductionVariants: [{ VariantName: 'AllTraffic', ModelName: 'my-model' }],
    });
    s3.on(PutObjectCommand).resolves({});
    baselineIs('target,f1,f2\n1,2,3\n');
  });

  function baselineIs(text: string, size = text.length): void {
    const Body = { transformToByteArray: () => Promise.resolve(new TextEncoder().encode(text)) };
    s3.on(GetObjectCommand).resolves({
      Body: Body as never,
      ContentRange: `bytes 0-${text.length - 1}/${size}`,
    });
  }

  async function run(event: CloudFormationCustomResourceEvent): Promise<Record<string, unknown>> {
    const { sent, send } = recordingSend();
    await handleAnalysisConfig(event, {
      s3: new S3Client({ region: 'eu-west-1' }),
      sagemaker: new SageMakerClient({ region: 'eu-west-1' }),
      log: recordingLog().log,
      sleep: (milliseconds) => Promise.resolve(slept.push(milliseconds)),
      send,
    });
    expect(sent).to.have.lengthOf(1);
    return sent[0]?.body ?? {};
  }

  function puts() {
    return s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input);
  }

  it('writes both files, encrypted with the key', async () => {
    const answer = await run(customResourceEvent('Create', PROPERTIES));

    expect(answer).to.deep.include({ Status: 'SUCCESS', Data: { ModelName: 'my-model' } });
    const folder = String(PROPERTIES['OutputKey']);
    expect(puts().map(({ Key }) => Key)).to.deep.equal([
      `${folder}/analysis_config.json`,
      `${folder}/monitor/analysis_config.json`,
    ]);
    for (const put of puts()) {
      expect(put).to.include({ Bucket: 'monitor-bucket', ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KEY });
    }
    const [job, monitor] = puts().map(({ Body }) => JSON.parse(Body as string) as Record<string, unknown>);
    expect(job).to.have.nested.property('predictor.model_name', 'my-model');
    expect(job).to.deep.include({ headers: ['target', 'f1', 'f2'], label: 'target', probability_threshold: 0.8 });
    expect(monitor).to.have.all.keys('label_values_or_threshold', 'facet', 'headers', 'label');
  });

  it('reads no more of the data than the first 64 KB', async () => {
    await run(customResourceEvent('Update', PROPERTIES));

    expect(s3.commandCalls(GetObjectCommand).map(({ args }) => args[0].input)).to.deep.equal([
      { Bucket: 'assets-bucket', Key: 'churn/baseline.csv', Range: 'bytes=0-65535' },
    ]);
  });

  it('deletes nothing', async () => {
    const answer = await run(customResourceEvent('Delete', PROPERTIES, 'analysis-config'));

    expect(answer).to.include({ Status: 'SUCCESS', PhysicalResourceId: 'analysis-config' });
    expect(s3.calls()).to.have.lengthOf(0);
  });

  it('waits for its role', async () => {
    s3.on(PutObjectCommand).rejectsOnce(serviceError('AccessDenied', 'not yet')).resolves({});

    const answer = await run(customResourceEvent('Create', PROPERTIES));

    expect(answer).to.include({ Status: 'SUCCESS' });
    expect(slept).to.deep.equal([2_000]);
  });

  it('gives up when access stays denied', async () => {
    s3.on(PutObjectCommand).rejects(serviceError('AccessDenied', 'never'));

    const answer = await run(customResourceEvent('Create', PROPERTIES));

    const folder = String(PROPERTIES['OutputKey']);
    expect(answer).to.include({
      Status: 'FAILED',
      Reason: `the analysis configuration cannot be written below s3://monitor-bucket/${folder}: AccessDenied: never`,
    });
    expect(slept).to.have.lengthOf(4);
  });

  it('names the bucket that is not there, at once', async () => {
    s3.on(PutObjectCommand).rejects(serviceError('NoSuchBucket', 'The specified bucket does not exist'));

    const answer = await run(customResourceEvent('Create', PROPERTIES));

    expect(answer['Reason']).to.match(/s3:\/\/monitor-bucket\/.*: NoSuchBucket: The specified bucket does not exist$/);
    expect(slept).to.have.lengthOf(0);
  });

  it('waits for its role when it reads, too', async () => {
    s3.on(GetObjectCommand).rejects(serviceError('AccessDenied', 'not yet'));

    const answer = await run(customResourceEvent('Create', PROPERTIES));

    expect(answer['Reason']).to.match(
      /^the baseline data s3:\/\/assets-bucket\/churn\/baseline\.csv .*AccessDenied: not yet$/,
    );
    expect(slept).to.have.lengthOf(4);
  });

  it('waits for its role when it asks for the endpoint, too', async () => {
    const found = { EndpointConfigName: 'config-1' };
    sagemaker.on(DescribeEndpointCommand).rejectsOnce(serviceError('AccessDeniedException', 'not yet')).resolves(found);

    expect(await run(customResourceEvent('Create', PROPERTIES))).to.include({ Status: 'SUCCESS' });
    expect(slept).to.deep.equal([2_000]);
  });

  it('says which endpoint is missing, or has no model', async () => {
    sagemaker.on(DescribeEndpointCommand).rejects(serviceError('ValidationException', 'Could not find endpoint "x"'));
    expect(await run(customResourceEvent('Create', PROPERTIES))).to.include({
      Status: 'FAILED',
      Reason: 'there is no endpoint churn-live; deploy it before its monitors',
    });

    sagemaker.on(DescribeEndpointCommand).resolves({ EndpointConfigName: 'config-1' });
    sagemaker.on(DescribeEndpointConfigCommand).resolves({ ProductionVariants: [] });
    expect((await run(customResourceEvent('Create', PROPERTIES)))['Reason']).to.match(/serves no model/);
  });

  it('says what is wrong with the data', async () => {
    baselineIs('target,f1', 100_000);
    expect((await run(customResourceEvent('Create', PROPERTIES)))['Reason']).to.match(
      /^the baseline data s3:\/\/assets-bucket\/churn\/baseline\.csv cannot be used: it has no header line/,
    );

    s3.on(GetObjectCommand).rejects(serviceError('NoSuchKey', 'The specified key does not exist.'));
    expect((await run(customResourceEvent('Create', PROPERTIES)))['Reason']).to.match(/NoSuchKey/);
    expect(puts()).to.have.lengthOf(0);
  });
});
