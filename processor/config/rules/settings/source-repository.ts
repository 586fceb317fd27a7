import { escapeText } from '../../../model/escape-text.ts';
import type { Finding } from '../../../model/finding.ts';
import { findingAt } from '../../shared/finding-at.ts';
import type { ParsedFile } from '../../shared/parsed-file.ts';
import { showText } from '../../shared/show-value.ts';
import type { RuleContext } from '../shared/rule.ts';

const POINTER = '/source/repository';
const REFS = 'refs/heads/';
const TRACKED = 'origin/';
const CLONED = '.git';

/**
 * `source-repository` (error): the repository has not the form that its provider asks for: `owner/name` on GitHub, a
 * name alone in CodeCommit, on neither with `.git` behind it. `source-branch` (error): the branch by its whole
 * reference, which no provider takes for it; a warning for the name that a clone has for it.
 */
export function checkSourceRepository({ settings, settingsFile }: RuleContext): readonly Finding[] {
  const { source } = settings;
  if (source === undefined || settingsFile === undefined) return [];
  const { provider, repository, branch } = source;
  const findings = branchFaults(settingsFile, branch);
  if (repository.includes('/') === (provider === 'github')) {
    return repository.endsWith(CLONED) ? [...findings, addressEnd(settingsFile, repository)] : findings;
  }
  return [
    ...findings,
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

function branchFaults(settingsFile: ParsedFile, branch: string): readonly Finding[] {
  if (branch.startsWith(REFS)) return [wholeRef(settingsFile, branch)];
  return branch.startsWith(TRACKED) ? [trackingName(settingsFile, branch)] : [];
}

/** How a clone calls the branch of the repository that it is of, which does not call it so itself. */
function trackingName(settingsFile: ParsedFile, branch: string): Finding {
  const own = escapeText(branch.slice(TRACKED.length));
  return findingAt(settingsFile, {
    severity: 'warning',
    code: 'source-branch',
    pointer: '/source/branch',
    message: `${showText(branch)} is how a clone calls the branch \`${own}\` of its origin`,
    hint: `write \`${own}\`, unless the branch is really called so`,
  });
}

/** No provider lets a name end so: it is how the address ends that the repository is cloned from. */
function addressEnd(settingsFile: ParsedFile, repository: string): Finding {
  return findingAt(settingsFile, {
    severity: 'error',
    code: 'source-repository',
    pointer: POINTER,
    message: `${showText(repository)} ends like an address, and no name of a repository ends with \`${CLONED}\``,
    hint: `write \`${repository.slice(0, -CLONED.length)}\``,
  });
}

function wholeRef(settingsFile: ParsedFile, branch: string): Finding {
  return findingAt(settingsFile, {
    severity: 'error',
    code: 'source-branch',
    pointer: '/source/branch',
    message: `${showText(branch)} is the whole reference of a branch, and its name is asked for`,
    hint: `write \`${escapeText(branch.slice(REFS.length))}\``,
  });
}
