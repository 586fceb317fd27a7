import { PIPELINE_TYPES } from '../../../../schema/generated/attributes.ts';
import { attributesOf } from '../../shared/attribute-catalogue.ts';
import { FILE_ENDINGS } from '../shared/file-endings.ts';
import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';

/** Attributes below whose value somebody puts files of names of their own. */
const PREFIXES = [
  'job_output_location',
  'batch_job_output_location',
  'data_capture_location',
  'baseline_job_output_location',
  'monitoring_output_location',
  'monitor_ground_truth_input',
];

/** Of each pipeline type those that it has. */
const PREFIXES_BY_TYPE: ReadonlyMap<string, readonly string[]> = new Map(
  PIPELINE_TYPES.map((type) => [type, PREFIXES.filter((name) => attributesOf(type).has(name))]),
);

/**
 * `prefix-is-file` (warning): a location with the name of a file, where SageMaker makes a folder of it:
 * `scores.csv/data.csv.out`, `model.tar.gz/<job>/output/model.tar.gz`.
 */
export function checkOutputPrefix({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const values = workload.spec.attributes as unknown as Readonly<Record<string, unknown>>;
  for (const attribute of PREFIXES_BY_TYPE.get(workload.spec.pipelineType) ?? []) {
    written.doubt?.settle();
    const value = values[attribute];
    if (typeof value !== 'string') continue;
    const dot = value.lastIndexOf('.');
    const slash = value.lastIndexOf('/');
    // That it is the input is said already.
    if (attribute === 'batch_job_output_location' && value === values['batch_inference_data']) continue;
    if (attribute === 'job_output_location' && value === values['training_data']) continue;
    if (dot < slash || !FILE_ENDINGS.has(value.slice(dot + 1).toLowerCase())) continue;
    collector.report({
      code: 'prefix-is-file',
      severity: 'warning',
      written,
      attribute,
      stage: workload.identity.stage,
      message: `\`${attribute}\` ends like a file, \`${value.slice(slash + 1)}\`, and is the prefix of many: they would lie in a folder of that name`,
      hint: 'name the folder, without a file in it',
    });
  }
}
