import type { Finding } from '../../../model/finding.ts';
import { collectFindings } from '../shared/finding-collector.ts';
import { identityKey } from '../shared/identity-key.ts';
import type { ResolvedWorkload, RuleContext } from '../shared/rule.ts';
import { lookupByHome } from '../shared/spec-kinds.ts';

/**
 * `duplicate-workload` (error): two entries with one identity. Names that differ only by case or by Unicode
 * normalisation are one: the orchestrator lower-cases them into one stack, and file systems and people confuse
 * them.
 * `duplicate-stack-name` (error): different identities whose stacks would have one name in one account and region.
 */
export function checkDuplicateWorkload({ resolved }: RuleContext): readonly Finding[] {
  const collector = collectFindings();
  const byIdentity = new Map<string, ResolvedWorkload>();
  const stacksOf = lookupByHome<ResolvedWorkload>();
  for (const entry of resolved) {
    const { identity, spec } = entry.workload;
    const same = keep(byIdentity, identityKey(entry), entry);
    const sameStack = keep(stacksOf(spec), spec.stackName, entry);
    const first = same ?? sameStack;
    if (!first || first.written === entry.written) continue;
    const attribute = identityAttribute(entry);
    const related = [
      {
        written: first.written,
        attribute: identityAttribute(first),
        message: same ? 'the first one' : 'the other workload',
      },
    ];
    if (same) {
      const isExact =
        first.workload.identity.modelName === identity.modelName && first.workload.identity.name === identity.name;
      const label = labelOf(identity);
      collector.report({
        code: 'duplicate-workload',
        severity: 'error',
        written: entry.written,
        attribute,
        message: isExact
          ? `\`${label}\` has a second \`${identity.pipelineType}\` in stage \`${identity.stage}\``
          : `\`${label}\` differs only by upper and lower case or by Unicode form from \`${labelOf(first.workload.identity)}\`, which also has a \`${identity.pipelineType}\` in stage \`${identity.stage}\``,
        hint:
          identity.pipelineType === 'byom_image_builder'
            ? 'give each image its own `image_tag`, or tell the two apart with `name`'
            : 'rename one model, or tell the two workloads apart with `name`',
        related,
      });
    } else {
      collector.report({
        code: 'duplicate-stack-name',
        severity: 'error',
        written: entry.written,
        attribute,
        message: `two different workloads would share the stack \`${spec.stackName}\``,
        hint: 'rename one of them',
        related,
      });
    }
  }
  return collector.findings;
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
