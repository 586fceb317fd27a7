import type { Finding } from '../../../model/finding.ts';
import { findingAt } from '../../shared/finding-at.ts';
import type { RuleContext } from '../shared/rule.ts';

const POINTER = '/notifications/emails';

/**
 * `unused-emails` (warning): addresses beside a topic of one's own. Stacks subscribe addresses to topics that they make
 * themselves; to a topic that somebody else keeps they add nobody, so these people would hear nothing. A FIFO topic
 * could not take them, which is said of it.
 */
export function checkUnusedEmails({ settings, settingsFile }: RuleContext): readonly Finding[] {
  const { topicArn, emails } = settings.notifications;
  if (topicArn === undefined || topicArn.endsWith('.fifo')) return [];
  if (emails.length === 0 || settingsFile === undefined) return [];
  return [
    findingAt(settingsFile, {
      severity: 'warning',
      code: 'unused-emails',
      pointer: POINTER,
      part: 'key',
      message: '`emails` are not subscribed where `topic_arn` names a topic',
      hint: 'subscribe them to that topic yourself and remove `emails`, or leave `topic_arn` out',
    }),
  ];
}
