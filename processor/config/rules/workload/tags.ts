import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';

/**
 * `tag-twice` (error): two tags whose keys differ in upper and lower case only. Every stack has roles, they carry the
 * tags of the stack, and IAM makes no difference of case between the keys of one role (IAM user guide, "Tags for IAM
 * resources").
 */
export function checkTags({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { tags } = workload.spec.attributes;
  if (tags === undefined) return;
  const seen = new Map<string, string>();
  for (const key of Object.keys(tags)) {
    const folded = key.toLowerCase();
    const earlier = seen.get(folded);
    if (earlier === undefined) {
      seen.set(folded, key);
      continue;
    }
    collector.report({
      code: 'tag-twice',
      severity: 'error',
      written,
      attribute: 'tags',
      within: [key],
      part: 'key',
      message: `the tags \`${earlier}\` and \`${key}\` differ in case only, which the roles of the stack cannot have`,
      hint: 'remove one of them',
    });
  }
}
