import type { Finding } from '../../../model/finding.ts';
import { findingAt } from '../../shared/finding-at.ts';
import type { RuleContext } from '../shared/rule.ts';

/**
 * `fifo-topic` (warning): notifications are published without a message group, which a FIFO topic refuses (Amazon SNS,
 * "Message grouping for FIFO topics"), and it takes no addresses. Stacks are deployed all the same, and nobody hears.
 */
export function checkFifoTopic({ settings, settingsFile }: RuleContext): readonly Finding[] {
  if (settings.notifications.topicArn?.endsWith('.fifo') !== true || settingsFile === undefined) return [];
  return [
    findingAt(settingsFile, {
      severity: 'warning',
      code: 'fifo-topic',
      pointer: '/notifications/topic_arn',
      message: 'a FIFO topic takes neither these notifications nor e-mail addresses, so nobody would be told',
      hint: 'name a standard topic, or leave `topic_arn` out: every stack then makes its own and subscribes `emails`',
    }),
  ];
}
