import { checkAutopilotObjective } from './autopilot-objective.ts';
import { checkAutoscaling } from './autoscaling.ts';
import { checkBatchSchedule } from './batch-schedule.ts';
import { checkBatchTransform } from './batch-transform.ts';
import { checkBiasConfig } from './bias-config.ts';
import { checkCustomImage } from './custom-image.ts';
import { checkDependencyCycle } from './dependency-cycle.ts';
import { checkDependsOn } from './depends-on.ts';
import { checkDeployment } from './deployment.ts';
import { checkDuplicateName } from './duplicate-name.ts';
import { checkDuplicateWorkload } from './duplicate-workload.ts';
import { checkForeignResource } from './foreign-resource.ts';
import { checkForeignTopic } from './foreign-topic.ts';
import { checkFrameworkImage } from './framework-image.ts';
import { checkInstanceType } from './instance-type.ts';
import { checkModelSource } from './model-source.ts';
import { checkMonitorAttributes } from './monitor-attributes.ts';
import { checkMonitorSchedule } from './monitor-schedule.ts';
import { checkMonitoredEndpoint } from './monitored-endpoint.ts';
import { checkOldSpelling } from './old-spelling.ts';
import type { Rule } from './rule.ts';
import { checkServerless } from './serverless.ts';
import { checkShapConfig } from './shap-config.ts';
import { checkSpotWait } from './spot-wait.ts';
import { checkTextSize } from './text-size.ts';
import { checkTrainingChannel } from './training-channel.ts';
import { checkTuner } from './tuner.ts';
import { checkUntrustedContent } from './untrusted-content.ts';

/**
 * Rules that look at one file at a time: first the text, then each workload. They may be run on any part of a commit
 * that holds whole files, and find the same.
 */
export const fileRules: readonly Rule[] = [
  checkUntrustedContent,
  checkOldSpelling,
  checkModelSource,
  checkFrameworkImage,
  checkInstanceType,
  checkForeignResource,
  checkTextSize,
  checkSpotWait,
  checkTrainingChannel,
  checkTuner,
  checkAutopilotObjective,
  checkServerless,
  checkAutoscaling,
  checkDeployment,
  checkBatchSchedule,
  checkBatchTransform,
  checkMonitorSchedule,
  checkMonitorAttributes,
  checkBiasConfig,
  checkShapConfig,
];

/** Rules that compare workloads of different files, or look at the settings. */
export const commitRules: readonly Rule[] = [
  checkDuplicateWorkload,
  checkDuplicateName,
  checkMonitoredEndpoint,
  checkCustomImage,
  checkDependsOn,
  checkDependencyCycle,
  checkForeignTopic,
];

/** All meaning rules. */
export const rules: readonly Rule[] = [...fileRules, ...commitRules];
