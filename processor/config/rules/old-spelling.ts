import type { Finding } from '../../model/finding.ts';
import type { WrittenWorkload } from '../written-workload.ts';
import { collectFindings } from './finding-collector.ts';
import type { RuleContext } from './rule.ts';

/** The reference solution's spelling of an attribute, by ours. */
const OLD_SPELLINGS: Readonly<Partial<Record<string, string>>> = {
  algo_hyperparameters: 'algo_hyperparamaters',
  hyperparameters_ranges: 'hyperparamaters_ranges',
};

/** The name under which an attribute stands in the file; undefined when it is not there. */
export function writtenName({ attributes }: WrittenWorkload, attribute: string): string | undefined {
  if (Object.hasOwn(attributes, attribute)) return attribute;
  const old = OLD_SPELLINGS[attribute];
  return old !== undefined && Object.hasOwn(attributes, old) ? old : undefined;
}

/** `old-spelling` (warning): accepted, because the reference solution knows no other spelling. */
export function checkOldSpelling({ written }: RuleContext): readonly Finding[] {
  const collector = collectFindings();
  for (const workload of written) {
    for (const [attribute, old] of Object.entries(OLD_SPELLINGS)) {
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
