import type { Finding } from '../../../../model/finding.ts';
import { collectFindings } from '../../shared/finding-collector.ts';
import type { RuleContext } from '../../shared/rule.ts';
import { referenceOf } from '../../shared/spec-kinds.ts';
import { createAmbiguityCheck } from './create-ambiguity-check.ts';
import { dependsOnItself } from './depends-on-itself.ts';
import { dependsOnLater } from './depends-on-later.ts';
import { dependsOnUnknown } from './depends-on-unknown.ts';
import { createGuess } from './create-guess.ts';
import { namedWorkloads } from './named-workloads.ts';
import type { ReferenceFault } from './reference-fault.ts';
import { writtenReference } from './written-reference.ts';

/**
 * `depends-on-unknown` (error): an entry of `depends_on` that names no workload of this commit. `depends-on-itself`
 * (error): one that names its own; longer circles are another rule's. `depends-on-later` (warning): one that goes only
 * to stages after all of the asking workload's, so that nothing is ever waited for.
 */
export function checkDependsOn({ settings, resolved, faulty = [], incomplete }: RuleContext): readonly Finding[] {
  const asking = resolved.filter(({ written }) => Array.isArray(written.attributes['depends_on']));
  if (asking.length === 0) return [];
  const stages = settings.stages.map(({ name }) => name);
  const known = namedWorkloads(resolved, stages);
  // What a fault keeps from all of its stages is there all the same.
  const unsure = new Set([...faulty].map(writtenReference));
  // Where a stage is a fault, a workload may go to others than those that are known.
  const mayTellOrder = incomplete !== true && unsure.size === 0;
  const isAmbiguous = createAmbiguityCheck(resolved);
  const guess = createGuess(known);

  function faultOf(reference: string, own: string): ReferenceFault | undefined {
    const key = reference.toLowerCase();
    if (key === own) return isAmbiguous(key) ? undefined : dependsOnItself(reference);
    const other = known.get(key);
    if (other !== undefined) {
      const last = known.get(own)?.last ?? other.first;
      return mayTellOrder && other.first > last
        ? dependsOnLater(reference, stages[other.first], stages[last])
        : undefined;
    }
    if (incomplete === true || unsure.has(key) || isAmbiguous(key)) return undefined;
    return dependsOnUnknown(reference, guess(reference, own));
  }

  const collector = collectFindings();
  for (const { written, workload } of asking) {
    const own = referenceOf(workload.spec).toLowerCase();
    const references = written.attributes['depends_on'] as readonly unknown[];
    references.forEach((reference, index) => {
      const fault = typeof reference === 'string' ? faultOf(reference, own) : undefined;
      if (fault !== undefined) collector.report({ written, attribute: 'depends_on', within: [index], ...fault });
    });
  }
  return collector.findings;
}
