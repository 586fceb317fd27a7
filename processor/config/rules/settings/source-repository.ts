import type { Finding } from '../../../model/finding.ts';
import { findingAt } from '../../shared/finding-at.ts';
import { showText } from '../../shared/show-value.ts';
import type { RuleContext } from '../shared/rule.ts';

const POINTER = '/source/repository';

/**
 * `source-repository` (error): the repository has not the form that its provider asks for: `owner/name` on GitHub, a
 * name alone in CodeCommit.
 */
export function checkSourceRepository({ settings, settingsFile }: RuleContext): readonly Finding[] {
  const { source } = settings;
  if (source === undefined || settingsFile === undefined) return [];
  const { provider, repository } = source;
  if (repository.includes('/') === (provider === 'github')) return [];
  return [
    findingAt(settingsFile, {
      severity: 'error',
      code: 'source-repository',
      pointer: POINTER,
      message: `${showText(repository)} is no repository of \`${provider}\`: ${provider === 'github' ? 'its owner is missing' : 'there the name stands alone'}`,
      hint:
        provider === 'github'
          ? `write \`owner/${repository}\``
          : `write \`${repository.slice(repository.lastIndexOf('/') + 1)}\`, or set \`provider\` to \`github\``,
    }),
  ];
}
