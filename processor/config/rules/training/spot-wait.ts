import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isTraining } from '../shared/spec-kinds.ts';
import { writtenName } from '../shared/written-name.ts';

const WAIT = 'max_wait_time_spot_instances';
const RUNTIME = 'max_runtime_per_job';

/**
 * `spot-wait-too-short` (error): the wait includes the run, so SageMaker refuses a wait below the runtime
 * (StoppingCondition.MaxWaitTimeInSeconds). Defaults count: raising only the runtime over 172,800 breaks too.
 * `spot-wait-unused` (warning): a wait without spot instances.
 */
export function checkSpotWait({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  if (!isTraining(spec)) return;
  const { stage } = workload.identity;
  const {
    use_spot_instances: spot,
    max_wait_time_spot_instances: wait,
    max_runtime_per_job: runtime,
  } = spec.attributes;
  const waitWritten = writtenName(written, WAIT) !== undefined;
  if (!spot) {
    if (waitWritten) {
      collector.report({
        code: 'spot-wait-unused',
        severity: 'warning',
        written,
        attribute: WAIT,
        stage,
        cause: 'use_spot_instances',
        part: 'key',
        message: `\`${WAIT}\` has no effect: spot instances are off`,
        hint: `remove it, or set \`use_spot_instances\` to true`,
      });
    }
  } else if (wait < runtime) {
    const runtimeWritten = writtenName(written, RUNTIME) !== undefined;
    collector.report({
      code: 'spot-wait-too-short',
      severity: 'error',
      written,
      attribute: waitWritten ? WAIT : RUNTIME,
      stage,
      message: `\`${WAIT}\` is ${seconds(wait, waitWritten)}, less than \`${RUNTIME}\`, ${seconds(runtime, runtimeWritten)}`,
      hint: `the wait includes the run: set \`${WAIT}\` to at least ${runtime}, or lower \`${RUNTIME}\``,
      ...(waitWritten &&
        runtimeWritten && { related: [{ written, attribute: RUNTIME, stage, message: 'the runtime' }] }),
    });
  }
}

function seconds(value: number, isWritten: boolean): string {
  return `${value} s${isWritten ? '' : ' by default'}`;
}
