import type { Finding } from '../../../model/finding.ts';
import { findingAt } from '../../shared/finding-at.ts';
import type { RuleContext } from '../shared/rule.ts';

/**
 * `control-plane-webhook` (warning): webhooks are on, and the source is in CodeCommit, which sends none. `mlops
 * bootstrap` refuses that.
 */
export function checkControlPlaneWebhook({ settings, settingsFile }: RuleContext): readonly Finding[] {
  const { controlPlane, source } = settings;
  if (controlPlane?.webhook !== true || source?.provider !== 'codecommit' || settingsFile === undefined) return [];
  return [
    findingAt(settingsFile, {
      severity: 'warning',
      code: 'control-plane-webhook',
      pointer: '/control_plane/webhook',
      message: '`control_plane.webhook` is on, and the source is in CodeCommit, which sends no webhooks',
      hint: 'remove it: events of CodeCommit start the pipeline already',
    }),
  ];
}
