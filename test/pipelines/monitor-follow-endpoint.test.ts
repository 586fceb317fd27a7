import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DescribeEndpointCommand, DescribeEndpointConfigCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { expect } from 'chai';

import { followEndpoint } from '../../pipelines/monitor/follow-endpoint.lambda.ts';
import { monitorNames } from '../../pipelines/monitor/monitor-names.ts';
import { mockedClient } from '../helpers/mocked-client.ts';
import { recordingLog } from './support/lambda.ts';
import { biasSpec, explainabilitySpec } from './support/monitor-specs.ts';
import { KEY } from './support/specs.ts';
import { propertiesOf, resourcesOf, templateOf } from './support/template.ts';

describe('follow-endpoint', () => {
  const s3 = mockedClient(S3Client);
  const sagemaker = mockedClient(SageMakerClient);

  beforeEach(() => {
    s3.reset();
    sagemaker.reset();
    sagemaker.on(DescribeEndpointCommand, { EndpointName: 'churn-live' }).resolves({ EndpointConfigName: 'config-2' });
    sagemaker.on(DescribeEndpointConfigCommand, { EndpointConfigName: 'config-2' }).resolves({
      ProductionVariants: [{ VariantName: 'AllTraffic', ModelName: 'model-2' }],
    });
    s3.on(PutObjectCommand).resolves({});
  });

  function configIs(text: string): void {
    const Body = { transformToString: () => Promise.resolve(text) };
    s3.on(GetObjectCommand, { Bucket: 'b', Key: 'runs.json' }).resolves({ Body: Body as never });
  }

  async function run(kmsKeyArn?: string) {
    const clients = {
      s3: new S3Client({ region: 'eu-west-1' }),
      sagemaker: new SageMakerClient({ region: 'eu-west-1' }),
    };
    const { log } = recordingLog();
    await followEndpoint({ ...clients, log, endpointName: 'churn-live', bucket: 'b', key: 'runs.json', kmsKeyArn });
    return s3.commandCalls(PutObjectCommand).map(({ args }) => args[0].input);
  }

  it('writes the model of now and leaves everything else as it was', async () => {
    configIs(
      '{"methods":{"shap":{}},"predictor":{"model_name":"model-1","instance_type":"ml.m5.large"},"headers":["f1"]}',
    );

    const [put, ...more] = await run(KEY);

    expect(more).to.deep.equal([]);
    expect(put).to.include({ Bucket: 'b', Key: 'runs.json', ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KEY });
    expect(JSON.parse(put?.Body as string)).to.deep.equal({
      methods: { shap: {} },
      predictor: { model_name: 'model-2', instance_type: 'ml.m5.large' },
      headers: ['f1'],
    });
  });

  it('writes nothing when the endpoint serves the same model', async () => {
    configIs('{"predictor":{"model_name":"model-2"}}');

    expect(await run()).to.deep.equal([]);
  });

  it('says what it cannot use', async () => {
    configIs('{"headers":[]}');
    await run().then(
      () => expect.fail('it should have thrown'),
      (error: unknown) => expect(String(error)).to.include('predictor must be an object'),
    );
  });
});

describe('the rule that has an explainability monitor follow its endpoint', () => {
  it('listens to its endpoint being in service, and writes the file that the runs read', () => {
    const spec = explainabilitySpec();
    const template = templateOf(spec);
    const rule = propertiesOf(template, 'EndpointChanges', 'AWS::Events::Rule');
    const { Variables } = propertiesOf(template, 'FollowEndpointFunction', 'AWS::Lambda::Function')['Environment'] as {
      readonly Variables: Readonly<Record<string, string>>;
    };

    expect(rule['EventPattern']).to.deep.include({
      'detail-type': ['SageMaker Endpoint State Change'],
      detail: { EndpointName: ['churn-live'], EndpointStatus: ['IN_SERVICE'] },
    });
    const file = `s3://${Variables['CONFIG_BUCKET'] ?? ''}/${Variables['CONFIG_KEY'] ?? ''}`;
    expect(file).to.equal(`${monitorNames(spec).baselineOutput}/monitor/analysis_config.json`);
    expect(JSON.stringify(template.Resources['JobDefinition'])).to.include(`"ConfigUri":"${file}"`);
  });

  it('is not there for bias, whose runs ask no model', () => {
    expect(Object.keys(resourcesOf(templateOf(biasSpec()), 'AWS::Events::Rule'))).not.to.include('EndpointChanges');
  });
});
