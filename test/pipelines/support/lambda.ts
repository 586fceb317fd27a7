import type { CloudFormationCustomResourceEvent } from 'aws-lambda';

import type { Log, LogDetails } from '../../../pipelines/shared/lambda/log.ts';

/** A log that keeps its lines. */
export function recordingLog(): { readonly log: Log; readonly lines: [string, string, LogDetails | undefined][] } {
  const lines: [string, string, LogDetails | undefined][] = [];
  return { lines, log: (level, message, details) => void lines.push([level, message, details]) };
}

/** A recorder of what is PUT to signed URLs. */
export function recordingSend() {
  const sent: { readonly url: string; readonly body: Record<string, unknown> }[] = [];
  function send(url: string, body: string): Promise<void> {
    sent.push({ url, body: JSON.parse(body) as Record<string, unknown> });
    return Promise.resolve();
  }
  return { sent, send };
}

/** An error as the SDK throws it. */
export function serviceError(name: string, message: string): Error {
  return Object.assign(new Error(message), { name });
}

/** A request of CloudFormation for the custom resource `Job`. */
export function customResourceEvent(
  requestType: 'Create' | 'Update' | 'Delete',
  properties: Readonly<Record<string, unknown>>,
  physicalId = 'stack/Job',
): CloudFormationCustomResourceEvent {
  const frame = {
    ServiceToken: 'arn:aws:lambda:eu-west-1:123456789012:function:run',
    ResponseURL: 'https://signed.example.com/answer',
    StackId: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/mlops-pipeline-churn/id',
    RequestId: 'request-1',
    LogicalResourceId: 'Job',
    ResourceType: 'Custom::SageMakerJob',
    ResourceProperties: { ServiceToken: 'x', ...properties },
  };
  switch (requestType) {
    case 'Create':
      return { ...frame, RequestType: 'Create' };
    case 'Update':
      return {
        ...frame,
        RequestType: 'Update',
        PhysicalResourceId: physicalId,
        OldResourceProperties: { ServiceToken: 'x' },
      };
    case 'Delete':
      return { ...frame, RequestType: 'Delete', PhysicalResourceId: physicalId };
    default:
      return requestType satisfies never;
  }
}
