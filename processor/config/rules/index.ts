import { checkControlPlaneSecret } from './control-plane-secret.ts';
import { checkCustomImage } from './custom-image.ts';
import { checkDependencyCycle } from './dependency-cycle.ts';
import { checkDependsOn } from './depends-on.ts';
import { checkDuplicateName } from './duplicate-name.ts';
import { checkDuplicateWorkload } from './duplicate-workload.ts';
import { checkForeignTopic } from './foreign-topic.ts';
import { checkMonitoredEndpoint } from './monitored-endpoint.ts';
import { checkOldSpelling } from './old-spelling.ts';
import type { Rule } from './rule.ts';
import { checkSharedBucket } from './shared-bucket.ts';
import { checkSettingsRepository } from './settings-repository.ts';
import { checkSourceRepository } from './source-repository.ts';
import { checkStageSettings } from './stage-settings.ts';
import { checkUntrustedContent } from './untrusted-content.ts';
import { checkUnusedEmails } from './unused-emails.ts';
import { checkUnusedStageValue } from './unused-stage-value.ts';
import { checkWorkloads } from './check-workloads.ts';

/**
 * Rules that look at one file at a time: first the text, then each workload. They may be run on any part of a commit
 * that holds whole files, and find the same.
 */
export const fileRules: readonly Rule[] = [
  checkUntrustedContent,
  checkOldSpelling,
  checkUnusedStageValue,
  checkWorkloads,
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
  checkUnusedEmails,
  checkStageSettings,
  checkSharedBucket,
  checkSettingsRepository,
  checkSourceRepository,
  checkControlPlaneSecret,
];

/** All meaning rules. */
export const rules: readonly Rule[] = [...fileRules, ...commitRules];
