import type { ResourceChange } from '../model/plan.ts';
import type { StackTemplate } from '../model/stack.ts';

/** Every resource of a template that comes or goes as a whole, sorted by logical id. Loads nothing. */
export function listResources(
  template: StackTemplate | undefined,
  action: 'create' | 'delete',
): readonly ResourceChange[] {
  return Object.entries(template?.Resources ?? {})
    .map(([logicalId, resource]): ResourceChange => ({ logicalId, type: resource.Type, action, replacement: 'no' }))
    .sort((a, b) => (a.logicalId < b.logicalId ? -1 : 1));
}
