import { escapeText } from '../../../model/escape-text.ts';
import type { FindingCollector, Fault } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isRealtime, type RealtimeSpec } from '../shared/spec-kinds.ts';

type Deployment = NonNullable<RealtimeSpec['attributes']['deployment']>;
type Found = Pick<Fault, 'code' | 'severity' | 'within' | 'part' | 'message' | 'hint'>;

/** Percent of the capacity that one step may have (SageMaker API: TrafficRoutingConfig, RollingUpdatePolicy). */
const STEPS: Readonly<Record<Exclude<Deployment['strategy'], 'all_at_once'>, readonly [min: number, max: number]>> = {
  canary: [1, 50],
  linear: [10, 50],
  rolling: [5, 50],
};

/**
 * `deployment-alarm` (error): an alarm by its ARN, which SageMaker takes for a name and finds nothing.
 * `deployment-step` (error): a step outside of what the strategy takes. `deployment-unused` (warning): a setting that
 * the strategy does not have. `deployment-timeout` (error): a timeout that the waits alone use up (SageMaker API,
 * BlueGreenUpdatePolicy.MaximumExecutionTimeoutInSeconds). `deployment-guardrails` (warning): Inferentia 1 endpoints
 * fall back to all at once (SageMaker developer guide, exclusions of deployment guardrails).
 */
export function checkDeployment({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  if (!isRealtime(spec) || spec.attributes.deployment === undefined) return;
  for (const fault of faultsOf(spec.attributes.deployment)) {
    collector.report({ ...fault, written, attribute: 'deployment', stage: workload.identity.stage });
  }
  const { deployment, inference_instance: instance = '' } = spec.attributes;
  if (deployment.strategy === 'all_at_once' || !instance.startsWith('ml.inf1.')) return;
  collector.report({
    code: 'deployment-guardrails',
    severity: 'warning',
    written,
    attribute: 'deployment',
    stage: workload.identity.stage,
    within: ['strategy'],
    message: `SageMaker deploys endpoints on \`${instance}\` all at once, whatever the strategy`,
    hint: 'use another instance family, or `all_at_once`',
  });
}

function faultsOf(deployment: Deployment): readonly Found[] {
  const { strategy, step_percentage: step, wait_seconds: wait } = deployment;
  const faults: Found[] = [];
  if (strategy === 'all_at_once') {
    if (step !== undefined) faults.push(unused('step_percentage', strategy));
    if (wait !== undefined) faults.push(unused('wait_seconds', strategy));
  } else {
    const [min, max] = STEPS[strategy];
    if (step !== undefined && (step < min || step > max)) {
      faults.push({
        code: 'deployment-step',
        severity: 'error',
        within: ['step_percentage'],
        message: `strategy \`${strategy}\` takes steps of ${min} to ${max} %, not ${step} %`,
        hint: `choose a number from ${min} to ${max}`,
      });
    }
  }
  if (strategy === 'rolling' && deployment.termination_wait_seconds !== undefined) {
    faults.push(unused('termination_wait_seconds', strategy));
  }
  const arn = deployment.alarms?.findIndex((name) => name.startsWith('arn:')) ?? -1;
  if (arn >= 0) {
    faults.push({
      code: 'deployment-alarm',
      severity: 'error',
      within: ['alarms', arn],
      message: 'an alarm is named by an ARN, and its name alone is asked for',
      hint: `write \`${escapeText(deployment.alarms?.[arn]?.split(':').slice(6).join(':') ?? '')}\``,
    });
  }
  // Waits that follow from a faulty step are none.
  if (faults.some(({ code }) => code === 'deployment-step')) return faults;
  const { maximum_execution_timeout_seconds: timeout, termination_wait_seconds: last = 0 } = deployment;
  const waits = totalWait(strategy, step) * (wait ?? 0) + (strategy === 'rolling' ? 0 : last);
  if (timeout !== undefined && timeout <= waits) {
    faults.push({
      code: 'deployment-timeout',
      severity: 'error',
      within: ['maximum_execution_timeout_seconds'],
      message: `the deployment may take ${timeout} s, and its waits alone take ${waits} s`,
      hint: `set it well above ${waits}, or wait less`,
    });
  }
  return faults;
}

/** How often `wait_seconds` is waited for: once for a canary, after every step else. */
function totalWait(strategy: Deployment['strategy'], step: number | undefined): number {
  if (strategy === 'all_at_once') return 0;
  return strategy === 'canary' || step === undefined ? 1 : Math.ceil(100 / step);
}

function unused(key: string, strategy: string): Found {
  return {
    code: 'deployment-unused',
    severity: 'warning',
    within: [key],
    part: 'key',
    message: `\`${key}\` has no effect with strategy \`${strategy}\``,
    hint: 'remove it, or choose another strategy',
  };
}
