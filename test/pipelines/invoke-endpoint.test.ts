import { InvokeEndpointCommand, SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import { expect } from 'chai';

import { invokeEndpoint } from '../../pipelines/realtime/lambda/invoke-endpoint.ts';
import { recordingLog, serviceError } from './support/lambda.ts';
import { mockedClient } from '../helpers/mocked-client.ts';

const REQUEST_CONTEXT = { requestId: 'r-1' } as Parameters<typeof invokeEndpoint>[0]['requestContext'];

describe('invoke-endpoint', () => {
  const runtime = mockedClient(SageMakerRuntimeClient);
  let recorder: ReturnType<typeof recordingLog>;

  beforeEach(() => {
    runtime.reset();
    recorder = recordingLog();
  });

  function post(body: string | null, isBase64Encoded = false) {
    const client = new SageMakerRuntimeClient({ region: 'eu-west-1' });
    const event = { body, isBase64Encoded, requestContext: REQUEST_CONTEXT };
    return invokeEndpoint(event, { client, endpointName: 'churn', log: recorder.log });
  }

  function answers(Body: Uint8Array, ContentType: string) {
    runtime.on(InvokeEndpointCommand).resolves({ Body: Body as never, ContentType });
  }

  function sent() {
    return runtime.commandCalls(InvokeEndpointCommand).map(({ args }) => ({
      ...args[0].input,
      Body: new TextDecoder().decode(args[0].input.Body as Uint8Array),
    }));
  }

  it('hands a text payload to the endpoint and its answer back', async () => {
    answers(new TextEncoder().encode('0.93'), 'text/csv; charset=utf-8');

    const response = await post(JSON.stringify({ payload: '1,2,3', content_type: 'text/csv' }));

    expect(sent()).to.deep.equal([{ EndpointName: 'churn', Body: '1,2,3', ContentType: 'text/csv' }]);
    expect(response).to.deep.equal({
      statusCode: 200,
      headers: { 'Content-Type': 'text/csv; charset=utf-8' },
      isBase64Encoded: false,
      body: '0.93',
    });
  });

  it('sends a payload that is not text as JSON, and reads a body in base64', async () => {
    answers(new TextEncoder().encode('{}'), 'application/json');
    const body = JSON.stringify({ payload: { a: [1] }, content_type: 'application/json' });

    await post(Buffer.from(body).toString('base64'), true);

    expect(sent()[0]?.Body).to.equal('{"a":[1]}');
  });

  it('returns bytes as base64 and says so', async () => {
    answers(Uint8Array.of(0, 255), 'application/x-npy');

    const response = await post(JSON.stringify({ payload: '1', content_type: 'text/csv' }));

    expect(response.body).to.equal('AP8=');
    expect(response.headers).to.deep.equal({ 'Content-Type': 'application/x-npy', 'X-Body-Encoding': 'base64' });
  });

  it('says what is wrong with a request', async () => {
    const cases: readonly [string | null, RegExp][] = [
      [null, /body is empty/],
      ['{', /not JSON/],
      ['[]', /must be a JSON object/],
      ['{"content_type":"text/csv"}', /"payload" is missing/],
      ['{"payload":"1"}', /"content_type" is missing/],
    ];
    for (const [body, expected] of cases) {
      const response = await post(body);
      expect(response.statusCode).to.equal(400);
      expect((JSON.parse(response.body) as { message: string }).message).to.match(expected);
    }
    expect(sent()).to.deep.equal([]);
  });

  it('answers each failure of the endpoint with a status of its own', async () => {
    const cases = [
      ['ModelError', 502],
      ['ModelNotReadyException', 503],
      ['ServiceUnavailable', 503],
      ['ThrottlingException', 429],
      ['ValidationError', 400],
      ['AccessDeniedException', 500],
    ] as const;
    for (const [name, status] of cases) {
      runtime.on(InvokeEndpointCommand).rejects(serviceError(name, 'arn:aws:secret-detail'));
      const response = await post(JSON.stringify({ payload: '1', content_type: 'text/csv' }));
      expect(response.statusCode, name).to.equal(status);
      if (status !== 400) expect(response.body, name).not.to.include('secret-detail');
    }
  });

  it('logs neither payload nor prediction', async () => {
    answers(new TextEncoder().encode('prediction-42'), 'text/csv');

    await post(JSON.stringify({ payload: 'payload-42', content_type: 'text/csv' }));

    expect(recorder.lines).to.deep.equal([
      ['info', 'inference done', { requestId: 'r-1', endpoint: 'churn', bytes: 13 }],
    ]);
  });
});
