import { CfnMethod, CfnModel, CfnRequestValidator, CfnResource, CfnRestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnPermission, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

import { addLoggedStage } from '../shared/logged-stage.ts';
import { partitionOf } from '../shared/partition.ts';
import type { WorkloadStack } from '../shared/workload-stack.ts';
import { API_STAGE, INFERENCE_PATH, INTEGRATION_TIMEOUT_SECONDS, THROTTLING } from './constants.ts';

const REQUEST_SCHEMA = {
  $schema: 'http://json-schema.org/draft-04/schema#',
  title: 'InferenceRequest',
  type: 'object',
  required: ['payload', 'content_type'],
  properties: {
    payload: {},
    content_type: { type: 'string', minLength: 1, maxLength: 1024 },
  },
} as const;

/**
 * `POST /inference` in front of the endpoint: for IAM principals only, its body validated, throttled, its accesses
 * logged. The log needs the account's own log role for API Gateway, set once per account and region; a stack of one
 * workload must not own a setting that all share.
 */
export class InferenceApi extends Construct {
  readonly url: string;

  constructor(stack: WorkloadStack, id: string, fn: LambdaFunction) {
    super(stack, id);
    const { region } = stack.spec.environment;
    const { partition, dnsSuffix } = partitionOf(region);
    const api = new CfnRestApi(this, 'RestApi', {
      name: stack.spec.stackName,
      description: `Inference with the model ${stack.spec.modelName}`,
      endpointConfiguration: { types: ['REGIONAL'] },
    });
    const method = this.#addMethod(
      api,
      `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${fn.functionArn}/invocations`,
    );
    new CfnPermission(this, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: fn.functionArn,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `arn:${partition}:execute-api:${region}:${stack.account}:${api.ref}/${API_STAGE}/POST/${INFERENCE_PATH}`,
    });
    const stage = addLoggedStage(this, {
      api,
      methods: [method],
      stageName: API_STAGE,
      description: 'POST /inference',
      definition: [REQUEST_SCHEMA, INTEGRATION_TIMEOUT_SECONDS],
      throttling: THROTTLING,
      retention: RetentionDays.THREE_MONTHS,
    });
    this.url = `https://${api.ref}.execute-api.${region}.${dnsSuffix}/${stage.ref}/${INFERENCE_PATH}`;
  }

  #addMethod(api: CfnRestApi, uri: string): CfnMethod {
    const resource = new CfnResource(this, 'Inference', {
      restApiId: api.ref,
      parentId: api.attrRootResourceId,
      pathPart: INFERENCE_PATH,
    });
    const request = new CfnModel(this, 'InferenceRequest', {
      restApiId: api.ref,
      contentType: 'application/json',
      schema: REQUEST_SCHEMA,
    });
    const validator = new CfnRequestValidator(this, 'BodyValidator', {
      restApiId: api.ref,
      name: 'body',
      validateRequestBody: true,
      validateRequestParameters: true,
    });
    return new CfnMethod(this, 'PostInference', {
      restApiId: api.ref,
      resourceId: resource.ref,
      httpMethod: 'POST',
      authorizationType: 'AWS_IAM',
      requestModels: { 'application/json': request.ref },
      requestValidatorId: validator.ref,
      integration: {
        type: 'AWS_PROXY',
        integrationHttpMethod: 'POST',
        uri,
        timeoutInMillis: INTEGRATION_TIMEOUT_SECONDS * 1_000,
      },
    });
  }
}
