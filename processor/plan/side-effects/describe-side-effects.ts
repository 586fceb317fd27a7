import type { ConfigChange } from '../../model/plan.ts';
import { describeBatchEffects } from './batch.ts';
import { describeImageBuilderEffects } from './image-builder.ts';
import { describePackageNeeds } from './model-package.ts';
import { describeMonitorEffects } from './monitor.ts';
import { describeRealtimeEffects } from './realtime.ts';
import type { SideEffectFacts } from './side-effect-facts.ts';
import { describeTrainingEffects } from './training.ts';

/**
 * What a change sets off beyond resources, in words, most costly first. An update that sets nothing off says so, with
 * the reason: that is what a reviewer wants to know of it.
 */
export function describeSideEffects(facts: SideEffectFacts, config: readonly ConfigChange[]): readonly string[] {
  const effects = [...describeFamily(facts), ...describePackageNeeds(facts)];
  if (effects.length > 0 || facts.action === 'create' || facts.action === 'delete') return effects;
  if (config.length === 0) return ['nothing restarts: only the pipeline code changes'];
  if (config.every((change) => /^tags\b/.test(change.path))) return ['nothing restarts: only tags change'];
  return ['nothing restarts: no input of a job or endpoint changes'];
}

function describeFamily(facts: SideEffectFacts): readonly string[] {
  const pipelineType = facts.after?.pipelineType ?? facts.before?.pipelineType;
  switch (pipelineType) {
    case undefined:
      return ['what the deployed stack does is not recorded in it'];
    case 'model_training_builtin':
    case 'model_tuner_builtin':
    case 'model_autopilot_training':
      return describeTrainingEffects(facts);
    case 'byom_realtime_builtin':
    case 'byom_realtime_custom':
      return describeRealtimeEffects(facts);
    case 'byom_batch_builtin':
    case 'byom_batch_custom':
      return describeBatchEffects(facts);
    case 'byom_data_quality_monitor':
    case 'byom_model_quality_monitor':
    case 'byom_model_bias_monitor':
    case 'byom_model_explainability_monitor':
      return describeMonitorEffects(facts);
    case 'byom_image_builder':
      return describeImageBuilderEffects(facts);
    default:
      return pipelineType satisfies never;
  }
}
