import { synthesizeBatch } from './batch/batch-stack.ts';
import { synthesizeImageBuilder } from './image-builder/image-builder-stack.ts';
import { synthesizeMonitor } from './monitor/monitor-stack.ts';
import { synthesizeRealtime } from './realtime/realtime-stack.ts';
import type { SynthesisOptions, Synthesis } from './shared/synthesize-stack.ts';
import type { PipelineSpec } from './spec.ts';
import { synthesizeTraining } from './training/training-stack.ts';

export type { Synthesis, SynthesisOptions, Template } from './shared/synthesize-stack.ts';

/**
 * Compiles the CloudFormation template of a workload: literal values, no parameters, no assets; the same input gives
 * the same template. `lambdas` names the bundles that it refers to.
 *
 * Throws when a value could act as an instruction (token, dynamic reference), when the image of a framework is not
 * known, and when a bundle is missing in `lambdaCode`.
 */
export function synthesize(spec: PipelineSpec, options: SynthesisOptions): Synthesis {
  switch (spec.pipelineType) {
    case 'model_training_builtin':
    case 'model_tuner_builtin':
    case 'model_autopilot_training':
      return synthesizeTraining(spec, options);
    case 'byom_realtime_builtin':
    case 'byom_realtime_custom':
      return synthesizeRealtime(spec, options);
    case 'byom_batch_builtin':
    case 'byom_batch_custom':
      return synthesizeBatch(spec, options);
    case 'byom_data_quality_monitor':
    case 'byom_model_quality_monitor':
    case 'byom_model_bias_monitor':
    case 'byom_model_explainability_monitor':
      return synthesizeMonitor(spec, options);
    case 'byom_image_builder':
      return synthesizeImageBuilder(spec, options);
    default:
      return spec satisfies never;
  }
}
