import type { TemplateResource } from './synthesize-stack.ts';

/**
 * The resources without the `DependsOn` entries that a reference in the same resource enforces anyway; CDK adds them
 * to be sure. What is left in `DependsOn` says something, and a reviewer reads less.
 */
export function dropRedundantDependencies(
  resources: Readonly<Record<string, TemplateResource>>,
): Readonly<Record<string, TemplateResource>> {
  return Object.fromEntries(Object.entries(resources).map(([id, resource]) => [id, withNeededOnly(resource)]));
}

function withNeededOnly(resource: TemplateResource): TemplateResource {
  const { DependsOn: given, ...rest } = resource;
  const dependencies: readonly unknown[] = Array.isArray(given) ? given : given === undefined ? [] : [given];
  const referenced = new Set(references(resource.Properties));
  const needed = dependencies.filter((id) => typeof id !== 'string' || !referenced.has(id));
  return needed.length === 0 ? rest : { ...rest, DependsOn: needed };
}

/** Logical ids that a value refers to by `Ref` or `Fn::GetAtt`; our templates hold no `Fn::Sub`. */
function references(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]: [string, unknown]) => {
    if (key === 'Ref' && typeof item === 'string') return [item];
    if (key === 'Fn::GetAtt' && Array.isArray(item)) return [String(item[0])];
    return references(item);
  });
}
