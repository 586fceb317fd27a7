import { SageMakerRuntimeClient } from '@aws-sdk/client-sagemaker-runtime';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

import { createLog } from '../shared/lambda/log.ts';
import { readText } from '../shared/lambda/read-input.ts';
import { invokeEndpoint } from './lambda/invoke-endpoint.ts';

/**
 * `POST /inference` of the API: hands `{ "payload": …, "content_type": … }` to the endpoint and its answer back. The
 * caller was authenticated by API Gateway. Neither payload nor prediction is ever logged.
 */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  return invokeEndpoint(event, {
    client: new SageMakerRuntimeClient({}),
    endpointName: readText(process.env['ENDPOINT_NAME'], 'ENDPOINT_NAME'),
    log: createLog('invoke-endpoint', (line) => process.stdout.write(line)),
  });
}
