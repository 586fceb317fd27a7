import type { CfnEndpoint } from 'aws-cdk-lib/aws-sagemaker';

import { addOutputs } from '../shared/add-outputs.ts';
import { consoleUrl, s3ConsoleUrl } from '../shared/console-links.ts';
import { PipelineFunction } from '../shared/pipeline-function.ts';
import { s3Location } from '../shared/s3-location.ts';
import { servingModel } from '../shared/serving-model.ts';
import { allow, writeFolder } from '../shared/statements.ts';
import { synthesizeStack, type Synthesis, type SynthesisOptions } from '../shared/synthesize-stack.ts';
import type { WorkloadStack } from '../shared/workload-stack.ts';
import type { SpecOf } from '../spec.ts';
import { INTEGRATION_TIMEOUT_SECONDS } from './constants.ts';
import { addEndpoint } from './endpoint.ts';
import { InferenceApi } from './inference-api.ts';

/** A workload that serves a model on an endpoint. */
export type RealtimeSpec = SpecOf<'byom_realtime_builtin' | 'byom_realtime_custom'>;

/** The stack of a realtime inference workload. */
export function synthesizeRealtime(spec: RealtimeSpec, options: SynthesisOptions): Synthesis {
  const { modelName, environment } = spec;
  return synthesizeStack({
    spec,
    options,
    description: `MLOps: realtime inference with model ${modelName} in stage ${environment.stage}`,
    build: (stack) => {
      buildRealtime(stack, spec);
    },
  });
}

function buildRealtime(stack: WorkloadStack, { attributes, environment }: RealtimeSpec): void {
  const { region } = environment;
  const { model } = servingModel(stack, {
    attributes,
    instanceType: attributes.serverless === undefined ? attributes.inference_instance : undefined,
    // A generated name starts with the stack's; it is not known before the role is.
    logGroup: `/aws/sagemaker/Endpoints/${attributes.endpoint_name ?? '*'}`,
    statements: [writeFolder(region, s3Location(attributes.data_capture_location))],
  });
  const endpoint = addEndpoint(stack, attributes, model);
  const invoke = new PipelineFunction(stack, 'InvokeEndpoint', {
    bundle: 'invoke-endpoint',
    description: 'Hands requests of the API to the endpoint',
    timeoutSeconds: INTEGRATION_TIMEOUT_SECONDS,
    environment: { ENDPOINT_NAME: endpoint.attrEndpointName },
    kmsKeyArn: attributes.kms_key_arn,
    statements: [allow(['sagemaker:InvokeEndpoint'], [endpoint.ref])],
  });
  const api = new InferenceApi(stack, 'Api', invoke.fn);
  addWorkloadOutputs(stack, { attributes, endpoint, apiUrl: api.url });
}

interface OutputProps {
  readonly attributes: RealtimeSpec['attributes'];
  readonly endpoint: CfnEndpoint;
  readonly apiUrl: string;
}

function addWorkloadOutputs(stack: WorkloadStack, { attributes, endpoint, apiUrl }: OutputProps): void {
  const { region } = stack.spec.environment;
  const endpointName = endpoint.attrEndpointName;
  addOutputs(stack, {
    EndpointName: [endpointName, 'Name of the endpoint'],
    ApiUrl: [apiUrl, 'POST {"payload": ..., "content_type": ...}, signed with IAM credentials'],
    DataCaptureLocation: [attributes.data_capture_location, 'Captured requests and answers'],
    DataCaptureConsoleUrl: [s3ConsoleUrl(region, s3Location(attributes.data_capture_location)), 'In the console'],
    ConsoleUrl: [consoleUrl(region, 'sagemaker', `endpoints/${endpointName}`), 'The endpoint in the console'],
  });
}
