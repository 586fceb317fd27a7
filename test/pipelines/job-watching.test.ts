import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { DescribeProcessingJobCommand, SageMakerClient } from '@aws-sdk/client-sagemaker';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { expect } from 'chai';

import { handleCheckJob } from '../../pipelines/shared/check-job.lambda.ts';
import { putAnswer } from '../../pipelines/shared/lambda/custom-resource.ts';
import { createLog } from '../../pipelines/shared/lambda/log.ts';
import { handleNotify } from '../../pipelines/shared/notify-job-state.lambda.ts';
import { recordingLog, recordingSend, serviceError } from './support/lambda.ts';
import { mockedClient } from '../helpers/mocked-client.ts';

describe('check-job', () => {
  const sagemaker = mockedClient(SageMakerClient);
  const event = { api: 'processing', jobName: 'baseline-1', signalUrl: 'https://signed.example.com/signal' };

  beforeEach(() => {
    sagemaker.reset();
  });

  async function look(input: unknown) {
    const { sent, send } = recordingSend();
    const client = new SageMakerClient({ region: 'eu-west-1' });
    const reply = await handleCheckJob(input, { client, region: 'eu-west-1', log: recordingLog().log, send });
    return { reply, sent };
  }

  function jobIs(ProcessingJobStatus: 'InProgress' | 'Completed' | 'Failed' | 'Stopped', FailureReason?: string) {
    sagemaker.on(DescribeProcessingJobCommand).resolves({ ProcessingJobStatus, FailureReason });
  }

  it('says nothing while the job runs', async () => {
    jobIs('InProgress');

    expect(await look(event)).to.deep.equal({ reply: { ended: false }, sent: [] });
  });

  it('signals success when the job is Completed', async () => {
    jobIs('Completed');

    const { reply, sent } = await look(event);

    expect(reply).to.deep.equal({ ended: true });
    expect(sent).to.deep.equal([
      {
        url: event.signalUrl,
        body: {
          Status: 'SUCCESS',
          UniqueId: 'baseline-1',
          Data: 'baseline-1',
          Reason: 'the processing job baseline-1 is Completed',
        },
      },
    ]);
  });

  it('signals failure with the job’s own reason', async () => {
    jobIs('Failed', 'AlgorithmError: no header');

    const { sent } = await look(event);

    expect(sent[0]?.body).to.deep.include({ Status: 'FAILURE' });
    expect(sent[0]?.body['Reason']).to.match(
      /is Failed: AlgorithmError: no header \(https:.*processing-jobs\/baseline-1/,
    );
  });

  it('signals failure when the job was stopped, is gone, or cannot be watched', async () => {
    jobIs('Stopped');
    expect((await look(event)).sent[0]?.body).to.have.property('Status', 'FAILURE');

    sagemaker.on(DescribeProcessingJobCommand).rejects(serviceError('ResourceNotFound', 'no'));
    expect((await look(event)).sent[0]?.body['Reason']).to.equal('the processing job baseline-1 is gone');

    const watched = await look({ ...event, watchError: { Error: 'States.Timeout' } });
    expect(watched.reply).to.deep.equal({ ended: true });
    expect(watched.sent[0]?.body['Reason']).to.include('could not be watched');
  });
});

describe('notify-job-state', () => {
  const sns = mockedClient(SNSClient);

  beforeEach(() => {
    sns.reset();
    sns.on(PublishCommand).resolves({});
  });

  async function notify(event: unknown) {
    const client = new SNSClient({ region: 'eu-west-1' });
    const { log } = recordingLog();
    const subjectMatter = 'model "churn" in stage "dev"';
    await handleNotify(event, { client, log, region: 'eu-west-1', topicArn: 'arn:topic', subjectMatter });
    return sns.commandCalls(PublishCommand)[0]?.args[0].input;
  }

  it('writes what happened, why, and where to look', async () => {
    const message = await notify({
      'detail-type': 'SageMaker Training Job State Change',
      detail: { TrainingJobName: 'churn-1', TrainingJobStatus: 'Failed', FailureReason: 'ClientError: no data' },
    });

    expect(message).to.deep.equal({
      TopicArn: 'arn:topic',
      Subject: 'Failed: training job churn-1',
      Message: [
        'The training job churn-1 of model "churn" in stage "dev" is Failed.',
        'Reason: ClientError: no data',
        'Console: https://console.aws.amazon.com/sagemaker/home?region=eu-west-1#/jobs/churn-1',
      ].join('\n'),
    });
  });

  it('gives no reason where there is none, and a subject that SNS accepts', async () => {
    const name = 'ü'.repeat(120);
    const message = await notify({
      'detail-type': 'SageMaker Transform Job State Change',
      detail: { TransformJobName: name, TransformJobStatus: 'Completed' },
    });

    expect(message?.Message).not.to.include('Reason');
    expect(message?.Subject)
      .to.match(/^Completed: transform job \?+$/)
      .and.have.lengthOf(100);
  });

  it('refuses an event that is no job state change', async () => {
    let message = '';
    await notify({ 'detail-type': 'Something else', detail: {} }).catch((error: unknown) => {
      message = (error as Error).message;
    });

    expect(message).to.equal('detail-type "Something else" is no job state change');
  });
});

describe('putAnswer', () => {
  let server: Server;

  async function listen(listener: RequestListener): Promise<string> {
    server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/signed`;
  }

  // Also after a test that timed out: a connection that is left open would keep the whole run from ending.
  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });

  it('PUTs the body without a content type and tries again when that goes wrong', async () => {
    const seen: { method?: string; type?: string; body: string }[] = [];
    const url = await listen((request, response) => {
      void bodyOf(request).then((body) => {
        seen.push({ method: request.method, type: request.headers['content-type'], body });
        response.statusCode = seen.length === 1 ? 500 : 200;
        response.end();
      });
    });

    await putAnswer(url, '{"Status":"SUCCESS"}');

    expect(seen).to.have.lengthOf(2);
    expect(seen[1]).to.deep.equal({ method: 'PUT', type: '', body: '{"Status":"SUCCESS"}' });
  });

  it('tries again where a connection goes silent', async () => {
    let asked = 0;
    const url = await listen((_request, response) => {
      asked += 1;
      if (asked > 1) response.end();
    });

    await putAnswer(url, '{}', 200);

    expect(asked).to.equal(2);
  });
});

describe('log', () => {
  it('writes one JSON object a line', () => {
    const lines: string[] = [];

    createLog('start-job', (line) => void lines.push(line))('warn', 'role not ready', { attempt: 1 });

    expect(lines).to.deep.equal(['{"level":"warn","message":"role not ready","function":"start-job","attempt":1}\n']);
  });
});

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
