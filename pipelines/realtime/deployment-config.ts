import type { CfnEndpoint } from 'aws-cdk-lib/aws-sagemaker';

import type { RealtimeAttributes } from '../spec.ts';

type Deployment = NonNullable<RealtimeAttributes['deployment']>;

/** Where the config says nothing: small steps, and five minutes to see whether each of them holds. */
const DEFAULTS = { canary: 10, linear: 25, rolling: 25, waitSeconds: 300 } as const;

/**
 * How an endpoint moves to a new configuration (API reference of DeploymentConfig). Without any, SageMaker shifts all
 * traffic at once to a new fleet and keeps the old one until the new one is in service.
 */
export function deploymentConfig(deployment: Deployment): CfnEndpoint.DeploymentConfigProperty {
  const { alarms = [] } = deployment;
  return {
    ...updatePolicy(deployment),
    autoRollbackConfiguration: alarms.length === 0 ? undefined : { alarms: alarms.map((alarmName) => ({ alarmName })) },
  };
}

function updatePolicy(deployment: Deployment): CfnEndpoint.DeploymentConfigProperty {
  const { strategy, step_percentage: step, wait_seconds: wait = DEFAULTS.waitSeconds } = deployment;
  switch (strategy) {
    case 'all_at_once':
      return blueGreen(deployment, { type: 'ALL_AT_ONCE', waitIntervalInSeconds: wait });
    case 'canary': {
      const canarySize = percent(step ?? DEFAULTS.canary);
      return blueGreen(deployment, { type: 'CANARY', canarySize, waitIntervalInSeconds: wait });
    }
    case 'linear': {
      const linearStepSize = percent(step ?? DEFAULTS.linear);
      return blueGreen(deployment, { type: 'LINEAR', linearStepSize, waitIntervalInSeconds: wait });
    }
    case 'rolling':
      return {
        rollingUpdatePolicy: {
          maximumBatchSize: percent(step ?? DEFAULTS.rolling),
          waitIntervalInSeconds: wait,
          maximumExecutionTimeoutInSeconds: deployment.maximum_execution_timeout_seconds,
        },
      };
    default:
      return strategy satisfies never;
  }
}

function blueGreen(
  { termination_wait_seconds, maximum_execution_timeout_seconds }: Deployment,
  trafficRoutingConfiguration: CfnEndpoint.TrafficRoutingConfigProperty,
): CfnEndpoint.DeploymentConfigProperty {
  return {
    blueGreenUpdatePolicy: {
      trafficRoutingConfiguration,
      terminationWaitInSeconds: termination_wait_seconds,
      maximumExecutionTimeoutInSeconds: maximum_execution_timeout_seconds,
    },
  };
}

function percent(value: number): { readonly type: string; readonly value: number } {
  return { type: 'CAPACITY_PERCENT', value };
}
