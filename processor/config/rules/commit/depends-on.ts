import type { Finding } from '../../../model/finding.ts';
import { createSuggester } from '../shared/did-you-mean.ts';
import { collectFindings } from '../shared/finding-collector.ts';
import type { RuleContext } from '../shared/rule.ts';
import { referenceOf } from '../shared/spec-kinds.ts';

/**
 * `depends-on-unknown` (error): an entry of `depends_on` that names no workload of this commit. `depends-on-itself`
 * (error): one that names its own; longer circles are another rule's.
 */
export function checkDependsOn({ resolved, incomplete }: RuleContext): readonly Finding[] {
  const collector = collectFindings();
  const suggest = createSuggester();
  const asking = resolved.filter(({ written }) => Array.isArray(written.attributes['depends_on']));
  if (asking.length === 0) return [];
  const known = new Map(
    resolved.map(({ workload }) => {
      const reference = referenceOf(workload.spec);
      return [reference.toLowerCase(), reference];
    }),
  );
  for (const { written, workload } of asking) {
    const own = referenceOf(workload.spec).toLowerCase();
    const references = written.attributes['depends_on'] as readonly unknown[];
    references.forEach((reference, index) => {
      if (typeof reference !== 'string') return;
      if (reference.toLowerCase() === own) {
        collector.report({
          code: 'depends-on-itself',
          severity: 'error',
          written,
          attribute: 'depends_on',
          within: [index],
          message: `\`${reference}\` depends on itself`,
          hint: 'remove the entry',
        });
        return;
      }
      if (known.has(reference.toLowerCase()) || incomplete === true) return;
      collector.report({
        code: 'depends-on-unknown',
        severity: 'error',
        written,
        attribute: 'depends_on',
        within: [index],
        message: `no workload of this commit is called \`${reference}\``,
        hint: suggest(
          reference,
          withoutOwn(known, own),
          'write `<model_name>/<pipeline_type>`, with `/<name>` where the workload has one',
        ),
      });
    });
  }
  return collector.findings;
}

/** Names that may be meant: a workload's own would be no better. */
function* withoutOwn(known: ReadonlyMap<string, string>, own: string): Iterable<string> {
  for (const [key, reference] of known) if (key !== own) yield reference;
}
