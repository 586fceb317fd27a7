import { addOutputs } from '../shared/add-outputs.ts';
import { JobNotifications } from '../shared/job-notifications.ts';
import { synthesizeStack, type Synthesis, type SynthesisOptions } from '../shared/synthesize-stack.ts';
import type { WorkloadStack } from '../shared/workload-stack.ts';
import type { MonitorEngine } from './engines/monitor-engine.ts';
import { sageMakerModelMonitor } from './engines/sagemaker-model-monitor.ts';
import { MONITOR_KINDS, type MonitorSpec } from './monitor-kinds.ts';

/** Each value of the attribute `engine`; another engine is another line here and a file beside the first. */
const ENGINES: Readonly<Record<MonitorSpec['attributes']['engine'], MonitorEngine>> = {
  sagemaker_model_monitor: sageMakerModelMonitor,
};

/** The stack of a monitor. */
export function synthesizeMonitor(spec: MonitorSpec, options: SynthesisOptions): Synthesis {
  const { words } = MONITOR_KINDS[spec.pipelineType];
  const { endpoint_name: endpoint } = spec.attributes;
  return synthesizeStack({
    spec,
    options,
    description: `MLOps: ${words} monitor of endpoint ${endpoint} in stage ${spec.environment.stage}`,
    build: (stack) => {
      buildMonitor(stack, spec);
    },
  });
}

function buildMonitor(stack: WorkloadStack, spec: MonitorSpec): void {
  const notifications = new JobNotifications(stack, 'Notifications');
  addOutputs(stack, ENGINES[spec.attributes.engine](stack, { spec, notifications }));
}
