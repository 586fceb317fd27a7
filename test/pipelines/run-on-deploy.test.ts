import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { expect } from 'chai';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';

import { handleRunOnDeploy } from '../../pipelines/shared/run-on-deploy.lambda.ts';
import { customResourceEvent, recordingLog, recordingSend, serviceError } from './support/lambda.ts';
import { mockedClient } from '../helpers/mocked-client.ts';

const PROPERTIES = {
  JobApi: 'training',
  JobName: 'job-1',
  InputsDigest: 'abc',
  StartFunction: 'arn:aws:lambda:eu-west-1:123456789012:function:start',
  Request: '{"TrainingJobName":"job-1"}',
};
const WATCHED = { ...PROPERTIES, WatchStateMachine: 'arn:sm', SignalUrl: 'https://signed.example.com/signal' };

describe('run-on-deploy', () => {
  const lambda = mockedClient(LambdaClient);
  const sfn = mockedClient(SFNClient);

  beforeEach(() => {
    lambda.reset();
    sfn.reset();
  });

  async function run(event: CloudFormationCustomResourceEvent) {
    const { sent, send } = recordingSend();
    const { log, lines } = recordingLog();
    const clients = { lambda: new LambdaClient({ region: 'eu-west-1' }), sfn: new SFNClient({ region: 'eu-west-1' }) };
    await handleRunOnDeploy(event, { ...clients, log, send });
    expect(sent.map(({ url }) => url)).to.deep.equal(['https://signed.example.com/answer']);
    return { answer: sent[0]?.body ?? {}, lines };
  }

  function replies(reply: unknown, FunctionError?: string) {
    const Payload = new TextEncoder().encode(JSON.stringify(reply)) as never;
    lambda.on(InvokeCommand).resolves({ Payload, FunctionError });
  }

  function asked(): unknown[] {
    return lambda.commandCalls(InvokeCommand).map(({ args }) => {
      const { FunctionName, Payload } = args[0].input;
      expect(FunctionName).to.equal(PROPERTIES.StartFunction);
      return JSON.parse(new TextDecoder().decode(Payload as Uint8Array)) as unknown;
    });
  }

  it('starts the job and tells CloudFormation its name and ARN', async () => {
    replies({ jobName: 'job-1', jobArn: 'arn:job' });

    const { answer } = await run(customResourceEvent('Create', PROPERTIES));

    expect(answer).to.deep.equal({
      Status: 'SUCCESS',
      PhysicalResourceId: 'mlops-pipeline-churn/Job',
      Data: { JobName: 'job-1', JobArn: 'arn:job' },
      StackId: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/mlops-pipeline-churn/id',
      RequestId: 'request-1',
      LogicalResourceId: 'Job',
    });
    expect(asked()).to.deep.equal([
      {
        action: 'start',
        api: 'training',
        jobName: 'job-1',
        inputsDigest: 'abc',
        request: PROPERTIES.Request,
        endedBadly: 'refuse',
      },
    ]);
  });

  it('keeps its id over updates, so that CloudFormation stops no job in its clean-up', async () => {
    replies({ jobName: 'job-2', jobArn: 'arn:job-2' });

    const { answer } = await run(
      customResourceEvent('Update', { ...PROPERTIES, JobName: 'job-2' }, 'mlops-pipeline-churn/Job'),
    );

    expect(answer).to.deep.include({ Status: 'SUCCESS', PhysicalResourceId: 'mlops-pipeline-churn/Job' });
    expect(asked()).to.have.nested.property('[0].endedBadly', 'accept');
  });

  it('makes the reason of a refusal the reason of the stack event', async () => {
    replies({ errorType: 'Error', errorMessage: 'SageMaker refused the training job job-1: no capacity' }, 'Unhandled');

    const { answer } = await run(customResourceEvent('Create', PROPERTIES));

    expect(answer).to.deep.include({
      Status: 'FAILED',
      Reason: 'SageMaker refused the training job job-1: no capacity',
      PhysicalResourceId: 'nothing-started',
    });
  });

  it('stays within what CloudFormation accepts as an answer', async () => {
    replies({ errorMessage: 'x'.repeat(10_000) }, 'Unhandled');

    const { answer } = await run(customResourceEvent('Create', PROPERTIES));

    expect(JSON.stringify(answer).length).to.be.below(4_096);
  });

  it('stops the running job on deletion, but never a job that this stack did not start', async () => {
    replies({ jobName: 'job-1', jobArn: 'arn:job' });

    await run(customResourceEvent('Delete', PROPERTIES, 'nothing-started'));
    expect(asked()).to.deep.equal([]);

    const { answer } = await run(customResourceEvent('Delete', PROPERTIES, 'mlops-pipeline-churn/Job'));
    expect(asked()).to.deep.equal([{ action: 'stop', api: 'training', jobName: 'job-1' }]);
    expect(answer).to.deep.include({ Status: 'SUCCESS', PhysicalResourceId: 'mlops-pipeline-churn/Job' });
  });

  it('says which property is missing', async () => {
    const { JobName, ...incomplete } = PROPERTIES;

    const { answer } = await run(customResourceEvent('Create', incomplete));

    expect(answer, JobName).to.deep.include({ Status: 'FAILED', Reason: 'JobName must be a text, it is missing' });
  });

  it('has the job watched where the stack waits, once for each wait condition', async () => {
    replies({ jobName: 'job-1', jobArn: 'arn:job' });
    sfn.on(StartExecutionCommand).resolves({ executionArn: 'arn:e' });

    await run(customResourceEvent('Create', WATCHED));
    await run(customResourceEvent('Update', { ...WATCHED, SignalUrl: 'https://signed.example.com/other' }));

    const started = sfn.commandCalls(StartExecutionCommand).map(({ args }) => args[0].input);
    expect(started[0]?.input).to.equal(
      JSON.stringify({ api: 'training', jobName: 'job-1', signalUrl: 'https://signed.example.com/signal' }),
    );
    expect(started.map(({ name }) => name)).to.satisfy(
      (names: string[]) => new Set(names).size === 2 && names.every((name) => /^job-1-[0-9a-f]{8}$/.test(name)),
    );
  });

  it('accepts that the job was watched before, as in a rollback, and nothing else', async () => {
    replies({ jobName: 'job-1', jobArn: 'arn:job' });
    sfn.on(StartExecutionCommand).rejects(serviceError('ExecutionAlreadyExists', 'exists'));
    expect((await run(customResourceEvent('Update', WATCHED))).answer).to.have.property('Status', 'SUCCESS');

    sfn.on(StartExecutionCommand).rejects(serviceError('StateMachineDoesNotExist', 'gone'));
    expect((await run(customResourceEvent('Update', WATCHED))).answer).to.deep.include({
      Status: 'FAILED',
      Reason: 'StateMachineDoesNotExist: gone',
    });
  });

  it('logs no signed URL and no request', async () => {
    replies({ jobName: 'job-1', jobArn: 'arn:job' });
    sfn.on(StartExecutionCommand).resolves({ executionArn: 'arn:e' });

    const { lines } = await run(customResourceEvent('Create', WATCHED));

    expect(lines).to.have.lengthOf(2);
    expect(JSON.stringify(lines)).not.to.match(/signed\.example|TrainingJobName/);
  });
});
