import type { Finding } from '../../../model/finding.ts';
import { createSuggester } from '../shared/did-you-mean.ts';
import { collectFindings } from '../shared/finding-collector.ts';
import type { RuleContext } from '../shared/rule.ts';
import { referenceOf } from '../shared/spec-kinds.ts';

/**
 * `depends-on-unknown` (error): an entry of `depends_on` that names no workload of this commit. `depends-on-itself`
 * (error): one that names its own; longer circles are another rule's. `depends-on-later` (warning): one that goes only to
 * stages after all of the asking workload's, so that nothing is ever waited for.
 */
export function checkDependsOn({ settings, resolved, faulty = [], incomplete }: RuleContext): readonly Finding[] {
  const collector = collectFindings();
  const suggest = createSuggester();
  const asking = resolved.filter(({ written }) => Array.isArray(written.attributes['depends_on']));
  if (asking.length === 0) return [];
  const stages = settings.stages.map(({ name }) => name);
  const known = namedWorkloads(resolved, stages);
  // Where a stage is a fault, a workload may go to others than those that are known.
  const mayTellOrder = incomplete !== true && [...faulty].length === 0;
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
      const other = known.get(reference.toLowerCase());
      if (other !== undefined) {
        const last = known.get(own)?.last ?? other.first;
        if (!mayTellOrder || other.first <= last) return;
        collector.report({
          code: 'depends-on-later',
          severity: 'warning',
          written,
          attribute: 'depends_on',
          within: [index],
          message: `\`${reference}\` only goes to \`${stages[other.first] ?? ''}\`, after \`${stages[last] ?? ''}\`, where this workload goes last: nothing is waited for`,
          hint: 'remove the entry, or let both go to one stage',
        });
        return;
      }
      if (incomplete === true) return;
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

interface NamedWorkload {
  readonly reference: string;
  /** Places of its first and last stage in the order of the settings. */
  readonly first: number;
  readonly last: number;
}

/** All workloads by their references in lower case. */
function namedWorkloads(
  resolved: RuleContext['resolved'],
  stages: readonly string[],
): ReadonlyMap<string, NamedWorkload> {
  const known = new Map<string, NamedWorkload>();
  for (const { workload } of resolved) {
    const reference = referenceOf(workload.spec);
    const key = reference.toLowerCase();
    const place = stages.indexOf(workload.identity.stage);
    const { first, last } = known.get(key) ?? { first: place, last: place };
    known.set(key, { reference, first: Math.min(first, place), last: Math.max(last, place) });
  }
  return known;
}

/** Names that may be meant: a workload's own would be no better. */
function* withoutOwn(known: ReadonlyMap<string, NamedWorkload>, own: string): Iterable<string> {
  for (const [key, { reference }] of known) if (key !== own) yield reference;
}
