import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isMonitor } from '../shared/spec-kinds.ts';

/** What a monitor, its baseline and those who label deliver to. */
const OTHERS = ['monitoring_output_location', 'baseline_job_output_location', 'monitor_ground_truth_input'] as const;

/**
 * `monitor-location-in-capture` (warning): reports, baselines or labels lie among the captured data of the endpoint, or
 * these among them, so that who reads or tidies the one meets the other. SageMaker takes them all. A whole bucket holds
 * everything in it anyway, and is not meant.
 */
export function checkMonitorLocations({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  if (!isMonitor(spec)) return;
  const { stage } = workload.identity;
  const values = spec.attributes as Partial<Record<(typeof OTHERS)[number], string>>;
  for (const attribute of OTHERS) {
    written.doubt?.settle();
    const value = values[attribute];
    if (value === undefined) continue;
    const capture = spec.attributes.data_capture_location;
    const relation = relationOf(value, capture);
    if (relation === undefined) continue;
    collector.report({
      code: 'monitor-location-in-capture',
      severity: 'warning',
      written,
      attribute,
      stage,
      message: `\`${attribute}\` ${relation} \`data_capture_location\`, where the endpoint writes captured data`,
      hint: `write a prefix of its own, such as \`${suggestion(capture, attribute)}\``,
      related: [{ written, attribute: 'data_capture_location', stage, message: 'the captured data' }],
    });
  }
}

function relationOf(value: string, capture: string): string | undefined {
  if (value === capture) return 'is the same as';
  if (value.startsWith(`${capture}/`)) return hasPrefix(capture) ? 'lies within' : undefined;
  return capture.startsWith(`${value}/`) && hasPrefix(value) ? 'lies around' : undefined;
}

/** True below a bucket, and false of the bucket itself. */
function hasPrefix(location: string): boolean {
  return location.includes('/', 's3://'.length);
}

const FOLDERS: Readonly<Record<(typeof OTHERS)[number], string>> = {
  monitoring_output_location: 'reports',
  baseline_job_output_location: 'baseline',
  monitor_ground_truth_input: 'ground-truth',
};

function suggestion(capture: string, attribute: (typeof OTHERS)[number]): string {
  return `${capture.slice('s3://'.length)}-${FOLDERS[attribute]}`;
}
