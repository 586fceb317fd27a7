import type { Finding } from '../../../model/finding.ts';
import { nearest } from '../../../model/nearest.ts';
import type { WrittenWorkload } from '../../shared/written-workload.ts';
import { collectFindings } from '../shared/finding-collector.ts';
import { twinsIn } from '../shared/identity-key.ts';
import type { RuleContext } from '../shared/rule.ts';
import { referenceOf } from '../shared/spec-kinds.ts';

/**
 * `depends-on-unknown` (error): an entry of `depends_on` that names no workload of this commit. `depends-on-itself`
 * (error): one that names its own; longer circles are another rule's. `depends-on-later` (warning): one that goes only
 * to stages after all of the asking workload's, so that nothing is ever waited for.
 */
export function checkDependsOn({ settings, resolved, faulty = [], incomplete }: RuleContext): readonly Finding[] {
  const collector = collectFindings();
  let searches = MAX_SEARCHES;
  const asking = resolved.filter(({ written }) => Array.isArray(written.attributes['depends_on']));
  if (asking.length === 0) return [];
  const stages = settings.stages.map(({ name }) => name);
  const known = namedWorkloads(resolved, stages);
  // What a fault keeps from all of its stages is there all the same.
  const unsure = new Set([...faulty].map(writtenReference));
  // Of two that took one name, one lost that by which others know it.
  let ambiguous: ReadonlySet<string> | undefined;
  function isAmbiguous(reference: string): boolean {
    ambiguous ??= new Set([...twinsIn(resolved)].map(kindOf));
    return ambiguous.has(reference.toLowerCase().split('/').slice(0, 2).join('/'));
  }
  // Where a stage is a fault, a workload may go to others than those that are known.
  const mayTellOrder = incomplete !== true && [...faulty].length === 0;
  for (const { written, workload } of asking) {
    const own = referenceOf(workload.spec).toLowerCase();
    const references = written.attributes['depends_on'] as readonly unknown[];
    references.forEach((reference, index) => {
      if (typeof reference !== 'string') return;
      if (reference.toLowerCase() === own) {
        if (isAmbiguous(own)) return;
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
      if (incomplete === true || unsure.has(reference.toLowerCase()) || isAmbiguous(reference)) return;
      const meant = searches-- > 0 ? meantBy(reference, withoutOwn(known, own)) : undefined;
      collector.report({
        code: 'depends-on-unknown',
        severity: 'error',
        written,
        attribute: 'depends_on',
        within: [index],
        message: `no workload of this commit is called \`${reference}\``,
        hint:
          meant === undefined
            ? 'write `<model_name>/<pipeline_type>`, with `/<name>` where the workload has one'
            : `did you mean \`${meant.reference}\`?`,
        ...(meant && {
          related: [{ written: meant.written, attribute: meant.attribute, message: 'the name of that workload' }],
        }),
      });
    });
  }
  return collector.findings;
}

/** Past this many, comparing all with all takes its time. */
const MAX_SEARCHES = 50;

/** The workload of nearly that name, or the only one of its type and `name`. */
function meantBy(reference: string, known: readonly NamedWorkload[]): NamedWorkload | undefined {
  const near = nearest(
    reference,
    known.map((one) => one.reference),
  );
  if (near !== undefined) return known.find((one) => one.reference === near);
  const rest = restOf(reference);
  const alike = rest === '' ? [] : known.filter((one) => restOf(one.reference) === rest);
  return alike.length === 1 ? alike[0] : undefined;
}

/** What follows the model in a reference. */
function restOf(reference: string): string {
  return reference.toLowerCase().split('/').slice(1).join('/');
}

function writtenReference({ pipelineType, attributes }: WrittenWorkload): string {
  const model = attributes[pipelineType === 'byom_image_builder' ? 'image_tag' : 'model_name'];
  return [model, pipelineType, attributes['name']]
    .filter((part) => typeof part === 'string')
    .join('/')
    .toLowerCase();
}

/** Model and type of a workload, whatever its `name`. */
function kindOf(written: WrittenWorkload): string {
  return writtenReference(written).split('/').slice(0, 2).join('/');
}

interface NamedWorkload {
  readonly reference: string;
  readonly written: WrittenWorkload;
  /** The part of its name that is wrong most probably. */
  readonly attribute: string;
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
  for (const { written, workload } of resolved) {
    const reference = referenceOf(workload.spec);
    const attribute = workload.identity.pipelineType === 'byom_image_builder' ? 'image_tag' : 'model_name';
    const key = reference.toLowerCase();
    const place = stages.indexOf(workload.identity.stage);
    const { first, last } = known.get(key) ?? { first: place, last: place };
    known.set(key, { reference, written, attribute, first: Math.min(first, place), last: Math.max(last, place) });
  }
  return known;
}

/** Names that may be meant: a workload's own would be no better. */
function withoutOwn(known: ReadonlyMap<string, NamedWorkload>, own: string): readonly NamedWorkload[] {
  return [...known].filter(([key]) => key !== own).map(([, one]) => one);
}
