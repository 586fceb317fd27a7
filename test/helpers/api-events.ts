/** A batch config as users of the orchestrator send it. */
export const CONFIG = {
  pipeline_type: 'byom_batch_builtin',
  model_name: 'churn',
  model_framework: 'xgboost',
  model_framework_version: '1.7-1',
  model_artifact_location: 'churn/model.tar.gz',
  inference_instance: 'ml.m5.large',
  batch_inference_data: 'team-data/churn/in.csv',
  batch_job_output_location: 'team-data/churn/out',
};

export const CALLER = 'arn:aws:sts::222222222222:assumed-role/DataScientist/jane@example.com';

/**
 * A proxy event of a REST API, as its user guide shows it ("Input format of a Lambda function for proxy integration").
 */
export function apiEvent(
  path: string,
  body: unknown,
  change: Readonly<Record<string, unknown>> & { readonly caller?: string } = {},
): Readonly<Record<string, unknown>> {
  const { caller = CALLER, ...others } = change;
  return {
    resource: path,
    path,
    httpMethod: 'POST',
    headers: { 'Content-Type': 'application/json', Host: 'abc.execute-api.eu-central-1.amazonaws.com' },
    queryStringParameters: null,
    requestContext: {
      requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
      identity: { userArn: caller, accountId: caller.split(':')[4], sourceIp: '192.0.2.1' },
    },
    body: typeof body === 'string' || body === null ? body : JSON.stringify(body),
    isBase64Encoded: false,
    ...others,
  };
}

/** The body of an answer, which is JSON whatever its type says. */
export function bodyOf(answer: { readonly body: string }): Readonly<Record<string, unknown>> {
  return JSON.parse(answer.body) as Readonly<Record<string, unknown>>;
}
