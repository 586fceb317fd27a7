import { CfnMethod, CfnModel, CfnRequestValidator, CfnResource, CfnRestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

import { addLoggedStage } from '../shared/logged-stage.ts';
import { partitionOf } from '../shared/partition.ts';
import { apiFunctions } from './api-functions.ts';
import { API_MODELS, type ApiPath } from './api-models.ts';
import type { ControlFunction } from './control-function.ts';
import type { PipelineStackSpec } from './control-plane-spec.ts';
import type { ControlStack } from './control-stack.ts';
import type { DeploymentPipeline } from './deployment-pipeline.ts';

/** Name of the API's stage, as in the orchestrator. */
const API_STAGE = 'prod';

/** Requests a second, and at once: a person or a script asks, never traffic. */
const THROTTLING = { rateLimit: 10, burstLimit: 20 } as const;

export interface OldApiProps {
  readonly spec: PipelineStackSpec;
  readonly pipeline: DeploymentPipeline;
}

/**
 * `POST /provisionpipeline` and `POST /pipelinestatus` of the MLOps Workload Orchestrator: for IAM principals only,
 * bodies validated, throttled, accesses logged. The log needs the account's own log role for API Gateway, which the
 * foundation makes.
 */
export class OldApi extends Construct {
  readonly url: string;

  constructor(stack: ControlStack, id: string, { spec, pipeline }: OldApiProps) {
    super(stack, id);
    const { region } = spec;
    const { dnsSuffix } = partitionOf(region);
    const { provision, status } = apiFunctions(stack, { spec, pipeline });
    const api = new CfnRestApi(this, 'RestApi', {
      name: `${spec.stackPrefix.toLowerCase()}-orchestrator`,
      description: 'The API of the MLOps Workload Orchestrator, writing to Git',
      endpointConfiguration: { types: ['REGIONAL'] },
    });
    const validator = new CfnRequestValidator(this, 'BodyValidator', {
      restApiId: api.ref,
      name: 'body',
      validateRequestBody: true,
      validateRequestParameters: true,
    });
    const shared = { api, validator, spec };
    const methods = [
      this.#addMethod('ProvisionPipeline', { ...shared, path: 'provisionpipeline', target: provision }),
      this.#addMethod('PipelineStatus', { ...shared, path: 'pipelinestatus', target: status }),
    ];
    const stage = addLoggedStage(this, {
      api,
      methods,
      stageName: API_STAGE,
      description: 'POST /provisionpipeline, POST /pipelinestatus',
      definition: API_MODELS,
      throttling: THROTTLING,
      retention: RetentionDays.SIX_MONTHS,
    });
    this.url = `https://${api.ref}.execute-api.${region}.${dnsSuffix}/${stage.ref}/`;
  }

  #addMethod(id: string, { api, validator, spec, path, target }: MethodProps): CfnMethod {
    const { region, account } = spec;
    const { partition } = partitionOf(region);
    const resource = new CfnResource(this, id, {
      restApiId: api.ref,
      parentId: api.attrRootResourceId,
      pathPart: path,
    });
    const body = new CfnModel(this, `${id}Request`, {
      restApiId: api.ref,
      contentType: 'application/json',
      schema: API_MODELS[path],
    });
    const { functionArn } = target.fn;
    new CfnPermission(this, `${id}Permission`, {
      action: 'lambda:InvokeFunction',
      functionName: functionArn,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `arn:${partition}:execute-api:${region}:${account}:${api.ref}/${API_STAGE}/POST/${path}`,
    });
    return new CfnMethod(this, `Post${id}`, {
      restApiId: api.ref,
      resourceId: resource.ref,
      httpMethod: 'POST',
      authorizationType: 'AWS_IAM',
      requestModels: { 'application/json': body.ref },
      requestValidatorId: validator.ref,
      integration: {
        type: 'AWS_PROXY',
        integrationHttpMethod: 'POST',
        uri: `arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`,
      },
    });
  }
}

interface MethodProps {
  readonly api: CfnRestApi;
  readonly validator: CfnRequestValidator;
  readonly spec: PipelineStackSpec;
  readonly path: ApiPath;
  readonly target: ControlFunction;
}
