import type { PipelineType } from '../../../pipelines/spec.ts';

/**
 * The type that the MLOps Workload Orchestrator, in its early versions AWS MLOps Framework, called otherwise: `byom` with
 * an `inference_type` and, for an own image, a `custom_model_container` before 1.2, and `byom_model_monitor` before 1.4.
 * Undefined for any other. Source: its change log, and `template_url` of its pipeline orchestration in those versions.
 */
export function formerType(found: string, attributes: Readonly<Record<string, unknown>>): PipelineType | undefined {
  if (found === 'byom_model_monitor') return 'byom_data_quality_monitor';
  if (found !== 'byom') return undefined;
  const { inference_type: inference, custom_model_container: container = '' } = attributes;
  if (inference === 'realtime') return container === '' ? 'byom_realtime_builtin' : 'byom_realtime_custom';
  if (inference === 'batch') return container === '' ? 'byom_batch_builtin' : 'byom_batch_custom';
  return undefined;
}
