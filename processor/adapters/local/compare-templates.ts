import { canonicalJson } from '../../../pipelines/canonical-json.ts';
import type { ResourceChange } from '../../model/plan.ts';
import type { StackTemplate, TemplateResource } from '../../model/stack.ts';

/**
 * Explains how two templates differ, resource by resource; a new stack comes from a template without resources.
 * `isRetagged`: the stack gets other tags too, which no template shows.
 */
export type TemplateDiffer = (
  before: StackTemplate,
  after: StackTemplate,
  about: { readonly isRetagged: boolean },
) => readonly ResourceChange[] | Promise<readonly ResourceChange[]>;

/** True when CloudFormation finds nothing to update: Description and Metadata of the template alone do not count. */
export function isSameStack(before: StackTemplate | undefined, after: StackTemplate): boolean {
  return before !== undefined && canonicalJson(relevant(before)) === canonicalJson(relevant(after));
}

/**
 * The differ for when none is given: sees what differs, and leaves to the cloud whether a changed property replaces the
 * resource.
 */
export function compareTemplates(before: StackTemplate, after: StackTemplate): readonly ResourceChange[] {
  const old = before.Resources;
  const added = Object.keys(after.Resources).filter((id) => old[id] === undefined);
  const removed = Object.keys(old).filter((id) => after.Resources[id] === undefined);
  const changed = Object.entries(old).flatMap(([id, resource]): readonly ResourceChange[] => {
    const now = after.Resources[id];
    if (now === undefined || canonicalJson(now) === canonicalJson(resource)) return [];
    const replacement = now.Type === resource.Type ? 'conditional' : 'yes';
    const properties = changedProperties(resource, now);
    return [{ logicalId: id, type: now.Type, action: 'update', replacement, properties }];
  });
  return [
    ...added.map((id) => change(id, after.Resources[id], 'create')),
    ...changed,
    ...removed.map((id) => change(id, old[id], 'delete')),
  ];
}

function relevant(template: StackTemplate): unknown {
  const sections = Object.entries(template).filter(([name]) => name !== 'Description' && name !== 'Metadata');
  return Object.fromEntries(sections);
}

function change(id: string, resource: TemplateResource | undefined, action: 'create' | 'delete'): ResourceChange {
  return { logicalId: id, type: resource?.Type ?? '', action, replacement: 'no' };
}

function changedProperties(before: TemplateResource, after: TemplateResource): readonly string[] {
  const names = new Set([...Object.keys(before.Properties ?? {}), ...Object.keys(after.Properties ?? {})]);
  return [...names].filter(
    (name) => canonicalJson(before.Properties?.[name]) !== canonicalJson(after.Properties?.[name]),
  );
}
