import { checkControlPlanePlace } from './settings/control-plane-place.ts';
import { checkControlPlaneSecret } from './settings/control-plane-secret.ts';
import { checkControlPlaneWebhook } from './settings/control-plane-webhook.ts';
import { checkCustomImage } from './commit/custom-image.ts';
import { checkDependencyCycle } from './commit/dependency-cycle.ts';
import { checkDependsOn } from './commit/depends-on/depends-on.ts';
import { checkDuplicateName } from './commit/duplicate-name.ts';
import { checkDuplicateWorkload } from './commit/duplicate-workload.ts';
import { checkFifoTopic } from './settings/fifo-topic.ts';
import { checkForeignTopic } from './settings/foreign-topic.ts';
import { checkMonitoredEndpoint } from './commit/endpoint/monitored-endpoint.ts';
import { checkOldSpelling } from './file/old-spelling.ts';
import { checkOtherStage } from './file/other-stage.ts';
import type { Rule } from './shared/rule.ts';
import { checkSharedBucket } from './settings/shared-bucket.ts';
import { checkSharedPredictions } from './commit/shared-predictions.ts';
import { checkSettingsRepository } from './settings/settings-repository.ts';
import { checkSettingsSecret } from './settings/settings-secret.ts';
import { checkSourceRepository } from './settings/source-repository.ts';
import { checkStageSettings } from './settings/stage-settings.ts';
import { checkSwappedBuckets } from './settings/swapped-buckets.ts';
import { checkUntrustedContent } from './file/untrusted-content.ts';
import { checkUnusedEmails } from './settings/unused-emails.ts';
import { checkUnusedStageValue } from './file/unused-stage-value.ts';
import { checkWorkloads } from './check-workloads.ts';

/**
 * Rules that look at one file at a time: first the text, then each workload. They may be run on any part of a commit
 * that holds whole files, and find the same.
 */
export const fileRules: readonly Rule[] = [
  checkUntrustedContent,
  checkOldSpelling,
  checkUnusedStageValue,
  checkOtherStage,
  checkWorkloads,
];

/** Rules that compare workloads of different files, or look at the settings. */
export const commitRules: readonly Rule[] = [
  checkDuplicateWorkload,
  checkDuplicateName,
  checkMonitoredEndpoint,
  checkCustomImage,
  checkSharedPredictions,
  checkDependsOn,
  checkDependencyCycle,
  checkForeignTopic,
  checkFifoTopic,
  checkUnusedEmails,
  checkStageSettings,
  checkSharedBucket,
  checkSwappedBuckets,
  checkSettingsRepository,
  checkSettingsSecret,
  checkSourceRepository,
  checkControlPlaneSecret,
  checkControlPlaneWebhook,
  checkControlPlanePlace,
];

/** All meaning rules. */
export const rules: readonly Rule[] = [...fileRules, ...commitRules];
