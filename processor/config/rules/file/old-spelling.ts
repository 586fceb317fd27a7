import type { Finding } from '../../../model/finding.ts';
import { collectFindings } from '../shared/finding-collector.ts';
import type { RuleContext } from '../shared/rule.ts';
import { OLD_SPELLINGS } from '../shared/written-name.ts';

/** `old-spelling` (warning): accepted, because the orchestrator knows no other spelling. */
export function checkOldSpelling({ written }: RuleContext): readonly Finding[] {
  const collector = collectFindings();
  const spellings = Object.entries(OLD_SPELLINGS);
  for (const workload of written) {
    for (const [attribute, old] of spellings) {
      if (old === undefined || !Object.hasOwn(workload.attributes, old)) continue;
      collector.report({
        code: 'old-spelling',
        severity: 'warning',
        written: workload,
        attribute: old,
        part: 'key',
        message: `\`${old}\` is the old spelling of \`${attribute}\``,
        hint: `rename it to \`${attribute}\`: the meaning stays the same and nothing is deployed again`,
      });
    }
  }
  return collector.findings;
}
