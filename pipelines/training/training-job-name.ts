import { jobInputs } from '../job-inputs.ts';
import { contentName } from '../names.ts';
import type { SpecOf } from '../spec.ts';

/** A workload that ends in one job of SageMaker. */
export type TrainingSpec = SpecOf<'model_training_builtin' | 'model_tuner_builtin' | 'model_autopilot_training'>;

/** Longest names (API reference of SageMaker, `TrainingJobName`, `HyperParameterTuningJobName`, `AutoMLJobName`). */
const MAX_JOB_NAME_LENGTHS = {
  model_training_builtin: 63,
  model_tuner_builtin: 32,
  model_autopilot_training: 32,
} as const;

const WORDS = {
  model_training_builtin: 'training',
  model_tuner_builtin: 'tuner',
  model_autopilot_training: 'autopilot',
} as const;

const HASH = /[0-9a-f]{10}$/;

export interface JobName {
  readonly name: string;
  /** IAM pattern that also covers the jobs of this workload before and after a change of its inputs. */
  readonly pattern: string;
}

/**
 * Name of the job: the one that the config gives, else one made from what decides the job. The pattern keeps the part
 * before the hash, so that a change of inputs does not change the policies, whose spreading through IAM takes time.
 */
export function trainingJobName(spec: TrainingSpec): JobName {
  const { job_name: given } = spec.attributes;
  if (given !== undefined) return { name: given, pattern: given };
  const { pipelineType, modelName, name: second } = spec;
  const base = [modelName, ...(second === undefined ? [] : [second]), WORDS[pipelineType]].join('-');
  const maxLength = MAX_JOB_NAME_LENGTHS[pipelineType];
  const name = contentName({ base, inputs: jobInputs(spec), maxLength });
  return { name, pattern: name.replace(HASH, '*') };
}
