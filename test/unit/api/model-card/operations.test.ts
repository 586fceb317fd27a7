import { expect } from 'chai';
import { createModelCards } from '../../../../processor/adapters/sagemaker/model-cards.ts';
import type { ApiAnswer } from '../../../../processor/api/answer.ts';
import { handleRequest } from '../../../../processor/api/handle-request.ts';
import { isCardOperation } from '../../../../processor/api/model-card/read-card-request.ts';
import { runCardOperation } from '../../../../processor/api/model-card/run-card-operation.ts';
import { readObject } from '../../../../processor/api/read-config.ts';
import { apiEvent, bodyOf } from '../../../helpers/api-events.ts';
import { hastyClock } from '../../../helpers/api-hosts.ts';
import { FakeSageMaker } from '../../../helpers/fake-sagemaker.ts';
import { METRIC_FILES } from './support/metric-files.ts';

const BUCKET = 'team-assets';
const MODEL_ARN = 'arn:aws:sagemaker:eu-central-1:111111111111:model/churn-7';
const ARTIFACT = 's3://team-assets/churn/model.tar.gz';

const CARD = {
  pipeline_type: 'create_model_card',
  name: 'churn',
  model_overview: { model_description: 'who leaves', model_version: 2, inference_environment: ['image:1'] },
  intended_uses: { purpose_of_model: 'retention', risk_rating: 'Low' },
  training_details: {
    objective_function: { function: 'Maximize', facet: 'AUC', condition: 'of the validation set', notes: 'n' },
    training_job_details: { training_environment: ['image:2'], training_metrics: [{ name: 'auc', value: 0.9 }] },
  },
  evaluation_details: [{ name: 'quality', datasets: ['s3://team-assets/test.csv'], metadata: { split: '0.2' } }],
  additional_information: { custom_details: { owner: 'ml' } },
};

describe('the operations on model cards', () => {
  const clock = hastyClock();
  const before = { ...process.env };
  let sageMaker: FakeSageMaker;
  let endpoint: string;

  beforeEach(async () => {
    Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' });
    sageMaker = new FakeSageMaker();
    endpoint = await sageMaker.start();
  });

  afterEach(async () => {
    await sageMaker.stop();
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY']) {
      if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = before[name];
    }
  });

  function post(body: object): Promise<ApiAnswer> {
    return handleRequest(apiEvent('/provisionpipeline', body), {
      endpoint: '/provisionpipeline',
      log: () => undefined,
      carryOut: (request) => {
        const read = readObject(request.bytes);
        const operation = read['pipeline_type'];
        if (!isCardOperation(operation)) throw new Error('no operation on model cards');
        const cards = createModelCards({ region: 'eu-central-1', endpoint });
        return runCardOperation(request, { body: read, operation }, { cards, clock, assetsBucket: BUCKET });
      },
    });
  }

  async function message(body: object): Promise<Readonly<Record<string, unknown>>> {
    const answer = await post(body);
    expect(answer.statusCode, answer.body).to.equal(200);
    return bodyOf(answer)['message'] as Readonly<Record<string, unknown>>;
  }

  async function refusal(body: object): Promise<string> {
    const answer = await post(body);
    return `${answer.statusCode} ${String(bodyOf(answer)['detailedMessage'])}`;
  }

  function contentOf(card: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    return JSON.parse(String(card['Content'])) as Readonly<Record<string, unknown>>;
  }

  it('create a card, in the schema of SageMaker, and answer what it says of it', async () => {
    const card = await message(CARD);

    expect(card).to.include({ ModelCardName: 'churn', ModelCardStatus: 'Draft', ModelCardVersion: 1 });
    expect(card['CreationTime']).to.equal('2026-03-02T09:30:00.000Z');
    expect(contentOf(card)).to.deep.equal({
      model_overview: {
        model_description: 'who leaves',
        model_version: 2,
        inference_environment: { container_image: ['image:1'] },
      },
      intended_uses: { risk_rating: 'Low', purpose_of_model: 'retention' },
      training_details: {
        objective_function: {
          function: { function: 'Maximize', facet: 'AUC', condition: 'of the validation set' },
          notes: 'n',
        },
        training_job_details: {
          training_environment: { container_image: ['image:2'] },
          training_metrics: [{ name: 'auc', value: 0.9 }],
        },
      },
      evaluation_details: [{ name: 'quality', datasets: ['s3://team-assets/test.csv'], metadata: { split: '0.2' } }],
      additional_information: { custom_details: { owner: 'ml' } },
    });
    expect(await message({ pipeline_type: 'describe_model_card', name: 'churn' })).to.deep.equal(card);
  });

  it('find out about the model, and about the job that trained it', async () => {
    sageMaker.models.set('churn-7', {
      ModelName: 'churn-7',
      ModelArn: MODEL_ARN,
      PrimaryContainer: { Image: 'image:7', ModelDataUrl: ARTIFACT },
    });
    sageMaker.trainingJobs.set('job-7', {
      TrainingJobArn: 'arn:job-7',
      ModelArtifacts: { S3ModelArtifacts: ARTIFACT },
      AlgorithmSpecification: { TrainingImage: 'image:train', TrainingInputMode: 'File' },
      FinalMetricDataList: [{ MetricName: 'auc', Value: 0.91, Timestamp: 1_772_443_800 }],
      HyperParameters: { depth: '3' },
    });
    const given = {
      pipeline_type: 'create_model_card',
      name: 'churn',
      model_overview: { model_name: 'churn-7', model_owner: 'ml' },
      training_details: { model_name: 'churn-7', training_observations: 'converged' },
    };

    const content = contentOf(await message(given));

    const job = {
      training_arn: 'arn:job-7',
      training_environment: { container_image: ['image:train'] },
      training_metrics: [{ name: 'auc', value: 0.91 }],
      hyper_parameters: [{ name: 'depth', value: '3' }],
    };
    expect(content).to.deep.equal({
      model_overview: {
        model_name: 'churn-7',
        model_owner: 'ml',
        model_id: MODEL_ARN,
        model_artifact: [ARTIFACT],
        inference_environment: { container_image: ['image:7'] },
      },
      training_details: { training_observations: 'converged', training_job_details: job },
    });
    expect(await refusal({ ...given, name: 'second' })).to.equal('409 the model has a card already: churn');
    // Its own card is no obstacle.
    await message({ ...given, pipeline_type: 'update_model_card' });
    const byName = { training_details: { training_job_name: 'job-7' } };
    const named = contentOf(await message({ pipeline_type: 'create_model_card', name: 'by-name', ...byName }));
    expect(named['training_details']).to.deep.equal({ training_job_details: job });
    sageMaker.trainingJobs.set('job-8', { ...sageMaker.trainingJobs.get('job-7'), TrainingJobArn: 'arn:job-8' });
    const two = { name: 'two', training_details: { model_name: 'churn-7' } };
    expect(contentOf(await message({ pipeline_type: 'create_model_card', ...two }))).to.deep.equal({});
  });

  it('name no training job for a model of several artifacts', async () => {
    const containers = [ARTIFACT, `${ARTIFACT}.2`].map((ModelDataUrl) => ({ Image: 'image:7', ModelDataUrl }));
    sageMaker.models.set('chain', { ModelName: 'chain', ModelArn: MODEL_ARN, Containers: containers });
    sageMaker.trainingJobs.set('job-7', {
      TrainingJobArn: 'arn:job-7',
      ModelArtifacts: { S3ModelArtifacts: ARTIFACT },
      AlgorithmSpecification: { TrainingInputMode: 'File' },
    });
    const given = { pipeline_type: 'create_model_card', name: 'churn', training_details: { model_name: 'chain' } };
    expect(contentOf(await message(given))).to.deep.equal({});
  });

  it('leave out what is empty, and keep the metrics of the request beside those of a file', async () => {
    sageMaker.objects.set(`/${BUCKET}/bias.json`, JSON.stringify(METRIC_FILES.clarify_bias));
    const evaluation = {
      name: 'bias',
      datasets: [],
      metric_file_s3_url: `s3://${BUCKET}/bias.json`,
      metric_type: 'clarify_bias',
      metric_groups: [{ name: 'own', metric_data: [{ name: 'n', type: 'number', value: 1 }] }],
    };
    const content = contentOf(await message({ ...CARD, evaluation_details: [evaluation] }));

    const [first] = content['evaluation_details'] as readonly { readonly metric_groups: readonly { name: string }[] }[];
    expect(first).to.have.all.keys('name', 'metric_groups');
    expect(first?.metric_groups.map(({ name }) => name)).to.have.length(4);
    expect(first?.metric_groups[0]?.name).to.equal('own');
  });

  it('are refused while the content of a card is no object', async () => {
    await message(CARD);
    for (const content of ['[]', '{', '7']) {
      sageMaker.cards.get('churn')?.versions.splice(0, 1, content);
      expect(await refusal({ pipeline_type: 'update_model_card', name: 'churn' }), content).to.match(
        /^409 the content of the card is no JSON object/,
      );
    }
  });

  it('take metrics from a file in the assets bucket, and from no other', async () => {
    sageMaker.objects.set(`/${BUCKET}/bias.json`, JSON.stringify(METRIC_FILES.clarify_bias));
    sageMaker.objects.set(`/${BUCKET}/no.json`, 'no JSON');
    function withFile(url: string, type?: string): object {
      const evaluation = { name: 'bias', metric_file_s3_url: url, ...(type !== undefined && { metric_type: type }) };
      return { pipeline_type: 'create_model_card', name: 'churn', evaluation_details: [evaluation] };
    }

    const [job] = contentOf(await message(withFile(`s3://${BUCKET}/bias.json`, 'clarify_bias')))[
      'evaluation_details'
    ] as readonly { readonly metric_groups: readonly object[] }[];

    expect(job?.metric_groups).to.have.length(3);
    expect(await refusal(withFile(`s3://${BUCKET}/bias.json`))).to.match(/^400 `metric_type` is missing/);
    expect(await refusal(withFile(`s3://${BUCKET}/bias.json`, 'regression'))).to.match(/is no `regression`/);
    expect(await refusal(withFile(`s3://${BUCKET}/no.json`, 'regression'))).to.match(/^400 .*is no JSON/);
    expect(await refusal(withFile(`s3://${BUCKET}/gone.json`, 'regression'))).to.match(/^400 there is no s3:/);
    expect(await refusal(withFile('s3://others/x.json', 'regression'))).to.match(/no other bucket is read/);
    expect(await refusal(withFile('https://x', 'regression'))).to.match(/is s3:\/\/BUCKET\/KEY/);
  });

  it('update the blocks that are given, in a draft, and write nothing that is so already', async () => {
    await message({ ...CARD, status: 'Approved' });
    sageMaker.calls.length = 0;
    const change = { pipeline_type: 'update_model_card', name: 'churn', intended_uses: { intended_uses: 'more' } };

    const card = await message(change);

    expect(card).to.include({ ModelCardStatus: 'Draft', ModelCardVersion: 2 });
    expect(contentOf(card)['intended_uses']).to.deep.equal({ risk_rating: 'Unknown', intended_uses: 'more' });
    expect(contentOf(card)['additional_information']).to.deep.equal({ custom_details: { owner: 'ml' } });
    expect(sageMaker.calls.filter((call) => call === 'UpdateModelCard')).to.have.length(2);
    await message(change);
    expect(sageMaker.calls.filter((call) => call === 'UpdateModelCard')).to.have.length(2);
    const back = await message({ pipeline_type: 'update_model_card', name: 'churn', version: 1, status: 'Approved' });
    expect(contentOf(back)['intended_uses']).to.deep.equal({ risk_rating: 'Low', purpose_of_model: 'retention' });
    expect(back).to.include({ ModelCardStatus: 'Approved', ModelCardVersion: 3 });
  });

  it('list all cards over all pages, and delete one', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e']) await message({ pipeline_type: 'create_model_card', name });
    const { ModelCardSummaries: cards } = await message({ pipeline_type: 'list_model_cards' });
    expect(cards).to.have.length(5);

    expect(await message({ pipeline_type: 'delete_model_card', name: 'a' })).to.equal(
      'Model card with the name: a has been deleted',
    );
    expect(await refusal({ pipeline_type: 'describe_model_card', name: 'a' })).to.match(
      /^400 ResourceNotFound: Could not/,
    );
  });

  it('export a card into the assets bucket and wait for it', async () => {
    await message(CARD);
    sageMaker.exports = { looks: 2, status: 'Completed' };

    const answer = await post({ pipeline_type: 'export_model_card', name: 'churn', model_card_version: '1' });

    expect(bodyOf(answer)).to.include({
      message: 'Model card with the name: churn has been exported to s3://team-assets/model_card_exports',
      artifact: 's3://team-assets/model_card_exports/card.pdf',
    });
    expect(String(bodyOf(answer)['export_job_arn'])).to.match(/model-card\/churn\/export-job\/churn-[a-zA-Z0-9]{12}$/);
    expect(sageMaker.calls.filter((call) => call === 'DescribeModelCardExportJob')).to.have.length(3);
  });

  it('export a card of a long name, and its newest version where an empty text is given', async () => {
    const name = `${'a'.repeat(49)}-${'b'.repeat(13)}`;
    await message({ pipeline_type: 'create_model_card', name });
    sageMaker.exports = { looks: 0, status: 'Completed' };

    const answer = await post({ pipeline_type: 'export_model_card', name, model_card_version: '' });
    expect(String(bodyOf(answer)['export_job_arn'])).to.match(/export-job\/a{49}-[a-zA-Z0-9]{12}$/);
  });

  it('tell of an export that failed, and of one that goes on', async () => {
    await message(CARD);
    const wanted = { pipeline_type: 'export_model_card', name: 'churn', export_job_name: 'mine' };
    sageMaker.exports = { looks: 0, status: 'Failed' };
    expect(await refusal(wanted)).to.equal('502 no access to the bucket');
    sageMaker.exports = { looks: 1_000, status: 'Completed' };
    const sleptBefore = clock.slept.length;
    const answer = await post(wanted);
    expect(bodyOf(answer)['message']).to.contain('is being exported');
    expect(String(bodyOf(answer)['export_job_arn'])).to.match(/export-job\/mine$/);
    const slept = clock.slept.slice(sleptBefore).reduce((sum, milliseconds) => sum + milliseconds, 0);
    expect(slept, 'API Gateway waits for 29 seconds').to.be.within(10_000, 25_000);
  });

  it('say what is missing when the function may not', async () => {
    sageMaker.denied = 'CreateModelCard';
    expect(await refusal(CARD)).to.match(/^502 .*sagemaker:CreateModelCard/);
  });

  const WRONG: readonly (readonly [body: object, says: RegExp])[] = [
    [{ pipeline_type: 'create_model_card' }, /`name` is missing/],
    [{ ...CARD, name: 'a b' }, /`name` has 1 to 63 letters/],
    [{ ...CARD, name: 'x'.repeat(64) }, /1 to 63/],
    [{ ...CARD, status: 'draft' }, /`status` is "draft"; it must be one of Draft/],
    [{ ...CARD, version: 0 }, /`version` is a whole number from 1/],
    [{ ...CARD, model_overview: { model_versoin: 1 } }, /model_versoin` is not known; did you mean `model_version`/],
    [{ ...CARD, model_overview: [] }, /`model_overview` is a list; it must be an object/],
    [{ ...CARD, model_overview: { model_version: '1' } }, /it must be a number/],
    [
      { ...CARD, model_overview: { model_artifact: Array(16).fill('s3://x') } },
      /16 entries; SageMaker takes at most 15/,
    ],
    [{ ...CARD, evaluation_details: [{}] }, /`evaluation_details\[0\].name` is missing/],
    [{ ...CARD, tags: [] }, /`tags` is not known/],
    [{ ...CARD, evaluation_details: 'quality' }, /`evaluation_details` is "quality"; it must be a list/],
    [{ ...CARD, evaluation_details: [{ name: 'q', metadata: [] }] }, /metadata` is a list; it must be an object/],
    [{ pipeline_type: 'list_model_cards', name: 'x' }, /`name` is not known/],
    [{ pipeline_type: 'export_model_card', name: 'x', model_card_version: 'one' }, /is a whole number from 1/],
  ];

  for (const [body, says] of WRONG) {
    it(`are refused before SageMaker is asked: ${String(says)}`, async () => {
      expect(await refusal(body))
        .to.match(says)
        .and.match(/^400/);
      expect(sageMaker.calls).to.deep.equal([]);
    });
  }

  it('take null for what is left out, and the members that have no effect', async () => {
    const card = { ...CARD, created_by: {}, last_modified_by: null, intended_uses: { risk_rating: null } };
    expect(contentOf(await message(card))['intended_uses']).to.deep.equal({ risk_rating: 'Unknown' });
  });

  it('are refused a second card of the same name with the words of SageMaker', async () => {
    await message(CARD);
    expect(await refusal(CARD)).to.match(/^400 ConflictException: Modelcard with name churn already exists/);
  });
});
