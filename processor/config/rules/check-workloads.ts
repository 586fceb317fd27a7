import type { PipelineType } from '../../../pipelines/spec.ts';
import type { Finding } from '../../model/finding.ts';
import { checkAutopilotObjective } from './autopilot-objective.ts';
import { checkAutopilotRuntime } from './autopilot-runtime.ts';
import { checkAutoscaling } from './autoscaling.ts';
import { checkBaselineRuntime } from './baseline-runtime.ts';
import { createBatchScheduleCheck } from './batch-schedule.ts';
import { checkBatchTransform } from './batch-transform.ts';
import { checkBiasConfig } from './bias-config.ts';
import { createContentTypeCheck } from './content-type.ts';
import { checkDeployment } from './deployment.ts';
import { checkFileKind } from './file-kind.ts';
import { collectFindings } from './finding-collector.ts';
import { createForeignResourceCheck } from './foreign-resource.ts';
import { createFrameworkImageCheck } from './framework-image.ts';
import { checkHyperparameterPairs } from './hyperparameter-pairs.ts';
import { checkHyperparameterValues } from './hyperparameter-values.ts';
import { checkHyperparameters } from './hyperparameters.ts';
import { checkImageHost } from './image-host.ts';
import { checkImageRepository } from './image-repository.ts';
import { createInstanceTypeCheck } from './instance-type.ts';
import { checkMetricFit } from './metric-fit.ts';
import { checkModelSource } from './model-source.ts';
import { checkMonitorAttributes } from './monitor-attributes.ts';
import { checkMonitorLocations } from './monitor-locations.ts';
import { checkMonitorSchedule } from './monitor-schedule.ts';
import { checkOutputPrefix } from './output-prefix.ts';
import { checkPastSchedule } from './past-schedule.ts';
import type { RuleContext } from './rule.ts';
import { checkS3Keys } from './s3-keys.ts';
import { checkServerless } from './serverless.ts';
import { checkShapConfig } from './shap-config.ts';
import { checkSpotWait } from './spot-wait.ts';
import { checkSwappedLocations } from './swapped-locations.ts';
import { checkTags } from './tags.ts';
import { checkTextSize } from './text-size.ts';
import { checkTrainingChannel } from './training-channel.ts';
import { checkTrainingLocations } from './training-locations.ts';
import { checkTunerObjective } from './tuner-objective.ts';
import { checkTuner } from './tuner.ts';
import { checkValidationData } from './validation-data.ts';
import type { WorkloadCheck } from './workload-check.ts';

/**
 * All rules about one workload, in one walk: each workload meets the rules of its type alone, and is fetched into the
 * processor's cache once instead of once per rule.
 */
export function checkWorkloads(context: RuleContext): readonly Finding[] {
  const collector = collectFindings();
  const checks = checksByType(context);
  for (const entry of context.resolved) {
    const { doubt } = entry.written;
    for (const check of checks[entry.workload.spec.pipelineType]) {
      doubt?.settle();
      check(entry, collector);
    }
  }
  return collector.findings;
}

function checksByType(context: RuleContext): Readonly<Record<PipelineType, readonly WorkloadCheck[]>> {
  const common = [
    createForeignResourceCheck(context),
    createInstanceTypeCheck(),
    checkTextSize,
    checkTags,
    checkS3Keys,
    checkOutputPrefix,
  ];
  const image = createFrameworkImageCheck();
  const contentType = createContentTypeCheck();
  const training = [
    ...common,
    image,
    checkSpotWait,
    checkTrainingChannel,
    checkHyperparameters,
    checkHyperparameterValues,
    checkMetricFit,
    checkHyperparameterPairs,
    checkTrainingLocations,
    checkValidationData,
    contentType,
  ];
  const realtime = [
    ...common,
    image,
    checkImageHost,
    checkModelSource,
    checkFileKind,
    checkServerless,
    checkAutoscaling,
    checkDeployment,
  ];
  const batch = [
    ...common,
    image,
    checkImageHost,
    checkModelSource,
    checkFileKind,
    createBatchScheduleCheck(),
    checkPastSchedule,
    checkBatchTransform,
    checkSwappedLocations,
    contentType,
  ];
  const monitor = [
    ...common,
    checkBaselineRuntime,
    checkMonitorSchedule,
    checkMonitorLocations,
    checkMonitorAttributes,
    checkFileKind,
  ];
  return {
    model_training_builtin: training,
    model_tuner_builtin: [...training, checkTuner, checkTunerObjective],
    model_autopilot_training: [...common, checkAutopilotObjective, checkAutopilotRuntime, checkTrainingLocations],
    byom_realtime_builtin: realtime,
    byom_realtime_custom: realtime,
    byom_batch_builtin: batch,
    byom_batch_custom: batch,
    byom_data_quality_monitor: monitor,
    byom_model_quality_monitor: monitor,
    byom_model_bias_monitor: [...monitor, checkBiasConfig],
    byom_model_explainability_monitor: [...monitor, checkShapConfig],
    byom_image_builder: [...common, checkImageRepository, checkFileKind],
  };
}
