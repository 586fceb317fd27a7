import { jobInputs } from '../job-inputs.ts';
import { contentName } from '../names.ts';
import { MONITOR_KINDS, type MonitorSpec } from './monitor-kinds.ts';

/** Longest names (API reference of SageMaker, `ProcessingJobName`, `MonitoringScheduleName`). */
const MAX_NAME_LENGTH = 63;

const HASH = /[0-9a-f]{10}$/;

export interface MonitorNames {
  readonly baselineJob: string;
  /** IAM pattern that also covers the baselines of this workload before and after a change of its inputs. */
  readonly baselineJobPattern: string;
  /** `<baseline_job_output_location>/<baseline job>`: what the baseline writes. */
  readonly baselineOutput: string;
  readonly schedule: string;
  /** Where SageMaker puts the reports of the runs. */
  readonly reports: string;
}

/**
 * Names of a monitor. The baseline is named from what decides it. The schedule keeps its name as long as it watches the
 * same endpoint: SageMaker updates it in place, and its reports stay in one folder.
 */
export function monitorNames(spec: MonitorSpec): MonitorNames {
  const { attributes, modelName, name: second, stackName, pipelineType } = spec;
  const word = MONITOR_KINDS[pipelineType].words.replace(' ', '-');
  const baselineJob = contentName({
    base: [modelName, ...(second === undefined ? [] : [second]), word, 'baseline'].join('-'),
    inputs: jobInputs(spec),
    maxLength: MAX_NAME_LENGTH,
  });
  const schedule = contentName({
    base: `${attributes.endpoint_name}-${word}`,
    inputs: stackName,
    maxLength: MAX_NAME_LENGTH,
  });
  return {
    baselineJob,
    baselineJobPattern: baselineJob.replace(HASH, '*'),
    baselineOutput: `${attributes.baseline_job_output_location}/${baselineJob}`,
    schedule,
    reports: `${attributes.monitoring_output_location}/${attributes.endpoint_name}/${schedule}`,
  };
}
