import { partitionOf } from '../../../../pipelines/shared/partition.ts';
import type { Finding } from '../../../model/finding.ts';
import type { Stage } from '../../../model/settings.ts';
import { UNNAMED_ACCOUNT } from '../../settings/with-caller-account.ts';
import { findingAt } from '../../shared/finding-at.ts';
import { strangeRegion } from '../shared/region-names.ts';
import type { RuleContext } from '../shared/rule.ts';

const POINTER = '/notifications/topic_arn';

/**
 * `foreign-topic` (error): the notification topic lies in another region or partition than a stage, or in an account
 * that nobody allowed. EventBridge rules send only to topics of their own region. Needs the settings file to name the
 * place.
 */
export function checkForeignTopic({ settings, settingsFile }: RuleContext): readonly Finding[] {
  const arn = settings.notifications.topicArn;
  if (arn === undefined || !settingsFile) return [];
  const [, partition, , region = '', account = ''] = arn.split(':');
  // Stages that are lost, or accounts, have their own finding.
  if (settings.doubtful?.includes('stages') === true) return [];
  const stray = settings.stages.find(
    (stage) =>
      (stage.region !== region || partitionOf(stage.region).partition !== partition) &&
      // A region that is not known has its own finding, and may mean the topic's.
      stage.isRegionDoubtful !== true &&
      strangeRegion(stage.region) === undefined,
  );
  const accounts = [...settings.stages.map((stage) => stage.account), ...settings.allowedAccounts];
  const isOpen = settings.doubtful?.includes('allowed_accounts') === true || settings.stages.some(isAccountOpen);
  if (!stray && (isOpen || accounts.includes(account))) return [];
  return [
    findingAt(settingsFile, {
      severity: 'error',
      code: 'foreign-topic',
      pointer: POINTER,
      message: stray
        ? `the topic is in region \`${region}\`, and stage \`${stray.name}\` in \`${stray.region}\``
        : `the topic belongs to account ${account}, which is no stage's`,
      hint: stray
        ? 'leave `topic_arn` out: every stack then makes its own topic and subscribes `emails`'
        : `use a topic of a stage's account, or add ${account} to \`allowed_accounts\``,
    }),
  ];
}

/** True of a stage whose account is that of the credentials, or misspelt. */
function isAccountOpen({ account, isAccountDoubtful }: Stage): boolean {
  return isAccountDoubtful === true || account === UNNAMED_ACCOUNT;
}
