import { createHash } from 'node:crypto';
import { RemovalPolicy } from 'aws-cdk-lib';
import { CfnDeployment, CfnStage, type CfnMethod, type CfnRestApi } from 'aws-cdk-lib/aws-apigateway';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/** Who called what and how it ended; nothing of what was sent or answered. */
const ACCESS_LOG_FORMAT = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTime',
  caller: '$context.identity.userArn',
  ip: '$context.identity.sourceIp',
  method: '$context.httpMethod',
  path: '$context.resourcePath',
  status: '$context.status',
  responseBytes: '$context.responseLength',
  latencyMs: '$context.responseLatency',
  integrationError: '$context.integrationErrorMessage',
});

export interface LoggedStageProps {
  readonly api: CfnRestApi;
  readonly methods: readonly CfnMethod[];
  readonly stageName: string;
  readonly description: string;
  /** Whatever shapes the methods: when it changes, they are deployed again. */
  readonly definition: unknown;
  readonly throttling: { readonly rateLimit: number; readonly burstLimit: number };
  readonly retention: RetentionDays;
}

/** Deploys the methods of an API to one stage: throttled, measured, accesses logged, no payload among them. */
export function addLoggedStage(scope: Construct, props: LoggedStageProps): CfnStage {
  const { api, throttling } = props;
  // A deployment is a copy of the API at one time and never changes; a changed API needs another one.
  const version = createHash('sha256').update(JSON.stringify(props.definition));
  const deployment = new CfnDeployment(scope, `Deployment${version.digest('hex').slice(0, 8)}`, {
    restApiId: api.ref,
    description: props.description,
  });
  deployment.node.addDependency(...props.methods);
  const logs = new LogGroup(scope, 'AccessLogs', {
    retention: props.retention,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  return new CfnStage(scope, 'Stage', {
    restApiId: api.ref,
    deploymentId: deployment.ref,
    stageName: props.stageName,
    accessLogSetting: { destinationArn: logs.logGroupArn, format: ACCESS_LOG_FORMAT },
    methodSettings: [
      {
        resourcePath: '/*',
        httpMethod: '*',
        throttlingRateLimit: throttling.rateLimit,
        throttlingBurstLimit: throttling.burstLimit,
        metricsEnabled: true,
        loggingLevel: 'ERROR',
        dataTraceEnabled: false,
      },
    ],
  });
}
