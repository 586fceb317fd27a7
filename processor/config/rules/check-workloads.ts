import type { PipelineType } from '../../../pipelines/spec.ts';
import type { Finding } from '../../model/finding.ts';
import { checkAttributeForm } from './monitor/attribute-form.ts';
import { checkAutopilotObjective } from './training/autopilot-objective.ts';
import { checkAutopilotRuntime } from './training/autopilot-runtime.ts';
import { checkAutoscaling } from './inference/autoscaling.ts';
import { checkBaselineRuntime } from './monitor/baseline-runtime.ts';
import { createBatchScheduleCheck } from './inference/batch-schedule.ts';
import { checkBatchTransform } from './inference/batch-transform.ts';
import { checkBiasConfig } from './monitor/bias-config.ts';
import { createContentTypeCheck } from './workload/content-type.ts';
import { checkDeployment } from './inference/deployment.ts';
import { checkFileKind } from './inference/file-kind.ts';
import { collectFindings } from './shared/finding-collector.ts';
import { checkBucketOfStage } from './workload/bucket-of-stage.ts';
import { checkForgottenBucket } from './inference/forgotten-bucket.ts';
import { createForeignResourceCheck } from './workload/foreign-resource.ts';
import { createFrameworkImageCheck } from './workload/framework-image.ts';
import { checkHyperparameterPairs } from './training/hyperparameter-pairs.ts';
import { checkHyperparameterValues } from './training/hyperparameter-values.ts';
import { checkHyperparameters } from './training/hyperparameters.ts';
import { checkImageHost } from './inference/image-host.ts';
import { checkImageRepository } from './workload/image-repository.ts';
import { createInstanceTypeCheck } from './workload/instance-type.ts';
import { checkMetricDefinitions } from './training/metric-definitions.ts';
import { checkMetricFit } from './training/metric-fit.ts';
import { checkModelSource } from './inference/model-source.ts';
import { checkMonitorAttributes } from './monitor/monitor-attributes.ts';
import { checkMonitorLocations } from './monitor/monitor-locations.ts';
import { checkMonitorSchedule } from './monitor/monitor-schedule.ts';
import { checkOutputPrefix } from './workload/output-prefix.ts';
import { checkPastSchedule } from './inference/past-schedule.ts';
import type { RuleContext } from './shared/rule.ts';
import { checkS3Keys } from './workload/s3-keys.ts';
import { checkServerless } from './inference/serverless.ts';
import { createSharedOutputCheck } from './inference/shared-output.ts';
import { checkShapConfig } from './monitor/shap-config.ts';
import { checkShortRuntime } from './monitor/short-runtime.ts';
import { checkSpotWait } from './training/spot-wait.ts';
import { checkSwappedLocations } from './inference/swapped-locations.ts';
import { checkTags } from './workload/tags.ts';
import { checkTextSize } from './workload/text-size.ts';
import { checkTrainingChannel } from './training/training-channel.ts';
import { checkTrainingLocations } from './training/training-locations.ts';
import { checkTunerObjective } from './training/tuner-objective.ts';
import { checkTuner } from './training/tuner.ts';
import { checkValidationData } from './training/validation-data.ts';
import type { WorkloadCheck } from './shared/workload-check.ts';

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
  const image = createFrameworkImageCheck(context);
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
    checkBucketOfStage,
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
    checkForgottenBucket,
    checkBucketOfStage,
    createSharedOutputCheck(),
    contentType,
  ];
  const monitor = [
    ...common,
    checkBaselineRuntime,
    checkMonitorSchedule,
    checkShortRuntime,
    checkMonitorLocations,
    checkBucketOfStage,
    checkMonitorAttributes,
    checkAttributeForm,
    checkFileKind,
  ];
  return {
    model_training_builtin: training,
    model_tuner_builtin: [...training, checkTuner, checkTunerObjective, checkMetricDefinitions],
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
