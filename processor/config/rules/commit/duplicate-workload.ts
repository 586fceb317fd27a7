import { appendTo } from '../../../model/append-to.ts';
import type { Finding } from '../../../model/finding.ts';
import { copyOf, type Copied } from '../shared/copy-of.ts';
import { collectFindings, type Fault } from '../shared/finding-collector.ts';
import { identityKey } from '../shared/identity-key.ts';
import type { ResolvedWorkload, RuleContext } from '../shared/rule.ts';
import { lookupByHome } from '../shared/spec-kinds.ts';

/**
 * `duplicate-workload` (error): two entries with one identity. Names that differ only by case or by Unicode
 * normalisation are one: the orchestrator lower-cases them into one stack, and file systems and people confuse
 * them.
 * `duplicate-stack-name` (error): different identities whose stacks would have one name in one account and region.
 * A file with several workloads that was copied as a whole is one finding.
 */
export function checkDuplicateWorkload({ resolved }: RuleContext): readonly Finding[] {
  const byIdentity = new Map<string, ResolvedWorkload>();
  const stacksOf = lookupByHome<ResolvedWorkload>();
  const faults: Fault[] = [];
  for (const entry of resolved) {
    const same = keep(byIdentity, identityKey(entry), entry);
    const first = same ?? keep(stacksOf(entry.workload.spec), entry.workload.spec.stackName, entry);
    if (!first || first.written === entry.written) continue;
    const copied = copyOf(first, entry);
    faults.push(same ? duplicateFault(copied) : sharedStackFault(copied));
  }
  if (faults.length === 0) return [];
  const collector = collectFindings();
  for (const fault of oncePerFile(faults)) collector.report(fault);
  return collector.findings;
}

function duplicateFault({ copy, original }: Copied): Fault {
  const { identity } = copy.workload;
  const other = original.workload.identity;
  const isExact = other.modelName === identity.modelName && other.name === identity.name;
  const label = labelOf(identity);
  return {
    code: 'duplicate-workload',
    severity: 'error',
    written: copy.written,
    attribute: identityAttribute(copy),
    message: isExact
      ? `\`${label}\` has a second \`${identity.pipelineType}\` in stage \`${identity.stage}\``
      : `\`${label}\` differs only by upper and lower case or by Unicode form from \`${labelOf(other)}\`, which also has a \`${identity.pipelineType}\` in stage \`${identity.stage}\``,
    hint:
      identity.pipelineType === 'byom_image_builder'
        ? 'give each image its own `image_tag`, or tell the two apart with `name`'
        : 'rename one model, or tell the two workloads apart with `name`',
    related: [{ written: original.written, attribute: identityAttribute(original), message: 'the first one' }],
  };
}

function sharedStackFault({ copy, original }: Copied): Fault {
  return {
    code: 'duplicate-stack-name',
    severity: 'error',
    written: copy.written,
    attribute: identityAttribute(copy),
    message: `two different workloads would share the stack \`${copy.workload.spec.stackName}\``,
    hint: 'rename one of them',
    related: [{ written: original.written, attribute: identityAttribute(original), message: 'the other workload' }],
  };
}

/** Of a file that holds several workloads of one other again, one fault: it was copied as a whole. */
function oncePerFile(faults: readonly Fault[]): readonly Fault[] {
  const groups = new Map<string, [Fault, ...Fault[]]>();
  for (const fault of faults) {
    const files = [fault.written, ...(fault.related ?? []).map(({ written }) => written)].map(
      ({ source }) => source.file,
    );
    // Within one file each is a slip of its own.
    const key = `${fault.code}\n${files.join('\n')}\n${new Set(files).size > 1 ? '' : fault.written.pointer}`;
    appendTo(groups, key, fault);
  }
  return [...groups.values()].map(([first, ...others]) => {
    const more = new Set(others.map(({ written }) => written).filter((written) => written !== first.written)).size;
    if (more === 0) return first;
    return { ...first, message: `${first.message}; likewise ${more} more of this file` };
  });
}

function labelOf({ modelName, name }: ResolvedWorkload['workload']['identity']): string {
  return name === undefined ? modelName : `${modelName}/${name}`;
}

/** The entry already under the key, or undefined after adding this one. */
function keep(map: Map<string, ResolvedWorkload>, key: string, entry: ResolvedWorkload): ResolvedWorkload | undefined {
  const first = map.get(key);
  if (!first) map.set(key, entry);
  return first;
}

function identityAttribute({ workload: { identity } }: ResolvedWorkload): string {
  if (identity.name !== undefined) return 'name';
  return identity.pipelineType === 'byom_image_builder' ? 'image_tag' : 'model_name';
}
