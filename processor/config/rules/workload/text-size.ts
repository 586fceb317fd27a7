import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isRealtime, isTraining } from '../shared/spec-kinds.ts';

/** SageMaker API: DestinationS3Uri of data capture, ContainerImage, HyperParameters. */
const MAX_CAPTURE_URI = 512;
const MAX_IMAGE_URI = 255;
const MAX_HYPERPARAMETERS = 100;

/**
 * `text-too-long` (error): a text that is right in the file and too long where SageMaker gets it, because normalising
 * it added a bucket, or because the limit differs by attribute. `too-many-hyperparameters` (error): over 100, static
 * and tuned together.
 */
export function checkTextSize(entry: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = entry.workload;
  if (isRealtime(spec)) {
    checkLength(entry, { attribute: 'data_capture_location', max: MAX_CAPTURE_URI, collector });
  }
  if (isTraining(spec)) checkHyperparameters(entry, collector);
  checkLength(entry, { attribute: 'custom_image_uri', max: MAX_IMAGE_URI, collector });
}

interface Limit {
  readonly attribute: string;
  readonly max: number;
  readonly collector: FindingCollector;
}

function checkLength({ written, workload }: ResolvedWorkload, { attribute, max, collector }: Limit): void {
  const value = (workload.spec.attributes as unknown as Readonly<Record<string, unknown>>)[attribute];
  if (typeof value !== 'string' || value.length <= max) return;
  collector.report({
    code: 'text-too-long',
    severity: 'error',
    written,
    attribute,
    stage: workload.identity.stage,
    message: `\`${attribute}\` has ${value.length} characters where SageMaker gets it; it takes ${max}`,
    hint: 'shorten it',
  });
}

function checkHyperparameters({ written, workload: { spec } }: ResolvedWorkload, collector: FindingCollector): void {
  if (!isTraining(spec)) return;
  const fixed = Object.keys(spec.attributes.algo_hyperparameters).length;
  const tuned =
    spec.pipelineType === 'model_tuner_builtin' ? Object.keys(spec.attributes.hyperparameters_ranges).length : 0;
  if (fixed + tuned > MAX_HYPERPARAMETERS) {
    collector.report({
      code: 'too-many-hyperparameters',
      severity: 'error',
      written,
      attribute: 'algo_hyperparameters',
      message: `${fixed + tuned} hyperparameters${tuned > 0 ? `, ${tuned} of them tuned` : ''}; SageMaker takes at most ${MAX_HYPERPARAMETERS}`,
      hint: 'put large settings in a file beside the training data',
    });
  }
}
