import { fullDiff, ResourceImpact, type ResourceDifference } from '@aws-cdk/cloudformation-diff';
import { canonicalJson } from '../../pipelines/canonical-json.ts';
import type { ResourceChange } from '../model/plan.ts';
import type { StackTemplate, TemplateResource } from '../model/stack.ts';
import { findReferences } from './find-references.ts';

/**
 * What an update from one template to another does to each resource, sorted by logical id. Which properties force a
 * replacement comes from CloudFormation's resource specification, which this module loads (most of a second, 100 MB):
 * load it only when something differs.
 *
 * A resource that refers to a replaced one changes too, although its own text is the same: an endpoint rolls because
 * its configuration got a new name. Such a change names its cause in `cascadedFrom`. Changes of Metadata, outputs and
 * the mere order of deployment touch no resource and are left out.
 */
export function diffTemplates(before: StackTemplate, after: StackTemplate): readonly ResourceChange[] {
  const changes = new Map<string, ResourceChange>();
  fullDiff(before, after).resources.forEachDifference((logicalId, difference) => {
    const change = toResourceChange(logicalId, difference);
    if (change !== undefined) changes.set(logicalId, change);
  });
  const replaced = new Set([...changes.values()].filter((change) => change.replacement === 'yes').map(idOf));
  for (const [logicalId, resource] of Object.entries(after.Resources)) {
    const change = cascade({ logicalId, resource, before, replaced, change: changes.get(logicalId) });
    if (change !== undefined) changes.set(logicalId, change);
  }
  return [...changes.values()].sort((a, b) => (a.logicalId < b.logicalId ? -1 : 1));
}

function toResourceChange(logicalId: string, difference: ResourceDifference): ResourceChange | undefined {
  const type = difference.newResourceType ?? difference.oldResourceType ?? '';
  if (difference.isAddition) return { logicalId, type, action: 'create', replacement: 'no' };
  if (difference.isRemoval) return { logicalId, type, action: 'delete', replacement: 'no' };
  // Of two types the library compares nothing else.
  if (difference.oldResourceType !== difference.newResourceType) {
    return { logicalId, type, action: 'update', replacement: 'yes', properties: ['Type'], forcedBy: ['Type'] };
  }
  const updates = Object.entries(difference.propertyUpdates)
    .map(([name, update]) => ({ name, rank: replacementRank(update.changeImpact) }))
    .sort((a, b) => b.rank - a.rank || (a.name < b.name ? -1 : 1));
  const others = Object.keys(difference.otherChanges).filter((name) => !['Metadata', 'DependsOn'].includes(name));
  const properties = [...updates.map((update) => update.name), ...others.sort()];
  if (properties.length === 0) return undefined;
  const replacement = toReplacement(difference.changeImpact);
  const forcing = updates.filter(({ rank }) => rank === FORCES).map((update) => update.name);
  const forcedBy = forcing.length > 0 ? { forcedBy: forcing } : {};
  return { logicalId, type, action: 'update', replacement, properties, ...forcedBy };
}

function toReplacement(impact: ResourceImpact): ResourceChange['replacement'] {
  if (impact === ResourceImpact.WILL_REPLACE) return 'yes';
  return impact === ResourceImpact.MAY_REPLACE ? 'conditional' : 'no';
}

const FORCES = 2;

function replacementRank(impact: ResourceImpact | undefined): number {
  return impact === ResourceImpact.WILL_REPLACE ? FORCES : impact === ResourceImpact.MAY_REPLACE ? 1 : 0;
}

/** The change of a resource that is touched only, or also, because something it refers to is replaced. */
function cascade(facts: {
  readonly logicalId: string;
  readonly resource: TemplateResource;
  readonly before: StackTemplate;
  readonly replaced: ReadonlySet<string>;
  readonly change: ResourceChange | undefined;
}): ResourceChange | undefined {
  const { logicalId, resource, before, replaced, change } = facts;
  const touched = Object.entries(resource.Properties ?? {}).flatMap(([name, value]) => {
    const cause = findReferences(value).find((reference) => reference !== logicalId && replaced.has(reference));
    return cause === undefined ? [] : [{ name, cause }];
  });
  const [first] = touched;
  if (first === undefined) return undefined;
  if (change === undefined) {
    const properties = touched.map((property) => property.name).sort();
    const cascadedFrom = first.cause;
    return { logicalId, type: resource.Type, action: 'update', replacement: 'no', properties, cascadedFrom };
  }
  const isOwnChange = canonicalJson(before.Resources[logicalId]?.Properties) !== canonicalJson(resource.Properties);
  return isOwnChange ? undefined : { ...change, cascadedFrom: first.cause };
}

function idOf(change: ResourceChange): string {
  return change.logicalId;
}
