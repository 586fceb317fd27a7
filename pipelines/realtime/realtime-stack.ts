import { endpointName } from '../names.ts';
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

function buildRealtime(stack: WorkloadStack, spec: RealtimeSpec): void {
  const { attributes, environment } = spec;
  const { region } = environment;
  const name = endpointName(spec);
  const { model } = servingModel(stack, {
    attributes,
    instanceType: attributes.serverless === undefined ? attributes.inference_instance : undefined,
    logGroup: `/aws/sagemaker/Endpoints/${name}`,
    statements: [writeFolder(region, s3Location(attributes.data_capture_location))],
  });
  const endpoint = addEndpoint(stack, { name, attributes, model });
  const invoke = new PipelineFunction(stack, 'InvokeEndpoint', {
    bundle: 'invoke-endpoint',
    description: 'Hands requests of the API to the endpoint',
    timeoutSeconds: INTEGRATION_TIMEOUT_SECONDS,
    environment: { ENDPOINT_NAME: name },
    kmsKeyArn: attributes.kms_key_arn,
    statements: [allow(['sagemaker:InvokeEndpoint'], [endpoint.ref])],
  });
  const api = new InferenceApi(stack, 'Api', invoke.fn);
  addOutputs(stack, {
    EndpointName: [name, 'Name of the endpoint'],
    ApiUrl: [api.url, 'POST {"payload": ..., "content_type": ...}, signed with IAM credentials'],
    DataCaptureLocation: [attributes.data_capture_location, 'Captured requests and answers'],
    DataCaptureConsoleUrl: [s3ConsoleUrl(region, s3Location(attributes.data_capture_location)), 'In the console'],
    ConsoleUrl: [consoleUrl(region, 'sagemaker', `endpoints/${name}`), 'The endpoint in the console'],
  });
}
