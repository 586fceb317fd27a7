import type { ResourceChange } from '../../model/plan.ts';
import type { StackTemplate, TemplateResource } from '../../model/stack.ts';
import { compareRights } from './compare-rights.ts';
import { listRights, type Right } from './list-rights.ts';
import { placeFiller } from './place-filler.ts';

interface Templates {
  /** Undefined for a stack that comes up anew. */
  readonly before: StackTemplate | undefined;
  readonly after: StackTemplate | undefined;
  /** Where the stack is: what CloudFormation knows of it by itself is written out. */
  readonly place: { readonly account: string; readonly region: string };
}

/**
 * Says of each change what it does to who may do what, from nothing but the two templates: AWS's managed policies are
 * named, not unfolded. Looks at resources that change and at no other.
 */
export function addRights(changes: readonly ResourceChange[], templates: Templates): readonly ResourceChange[] {
  const { before, after, place } = templates;
  const fill = placeFiller(place);
  return changes.map((change) => {
    const { logicalId } = change;
    const old = filled(before?.Resources[logicalId], fill);
    const rights = compareRights(old, filled(after?.Resources[logicalId], fill));
    return rights.length === 0 ? change : { ...change, rights };
  });
}

function filled(resource: TemplateResource | undefined, fill: (words: string) => string): readonly Right[] {
  return listRights(resource).map((right) => ({
    ...right,
    action: fill(right.action),
    resource: fill(right.resource),
    principal: fill(right.principal),
    condition: fill(right.condition),
  }));
}
