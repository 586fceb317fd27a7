import type { StackTemplate } from '../../model/stack.ts';

/** Names that a value refers to through Ref, Fn::GetAtt and Fn::Sub; pseudo parameters left out. */
export function referencesOf(value: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  collect(value, found);
  return found;
}

/**
 * Logical ids so that each comes after those it refers to or depends on; otherwise in the order of the template.
 * Throws RangeError with the members of a cycle.
 */
export function orderResources(template: StackTemplate): readonly string[] {
  const ordered: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  function visit(id: string, path: readonly string[]): void {
    const resource = template.Resources[id];
    if (resource === undefined || state.get(id) === 'done') return;
    if (state.get(id) === 'open') throw new RangeError(path.slice(path.indexOf(id)).join(', '));
    state.set(id, 'open');
    for (const needed of dependenciesOf(resource)) visit(needed, [...path, id]);
    state.set(id, 'done');
    ordered.push(id);
  }
  for (const id of Object.keys(template.Resources)) visit(id, []);
  return ordered;
}

function dependenciesOf(resource: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const { DependsOn: dependsOn } = resource;
  const explicit = typeof dependsOn === 'string' ? [dependsOn] : Array.isArray(dependsOn) ? dependsOn : [];
  const names = explicit.filter((name): name is string => typeof name === 'string');
  return new Set([...names, ...referencesOf(resource['Properties'])]);
}

function collect(value: unknown, found: Set<string>): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, found);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const entries = Object.entries(value);
  const [only] = entries;
  if (entries.length === 1 && only !== undefined) {
    const name = referredBy(...only);
    for (const each of name) if (!each.startsWith('AWS::')) found.add(each);
  }
  for (const [, child] of entries) collect(child, found);
}

function referredBy(intrinsic: string, argument: unknown): readonly string[] {
  switch (intrinsic) {
    case 'Ref':
      return typeof argument === 'string' ? [argument] : [];
    case 'Fn::GetAtt': {
      const target: unknown = Array.isArray(argument) ? argument[0] : argument;
      return typeof target === 'string' ? [target.split('.')[0] ?? target] : [];
    }
    case 'Fn::Sub': {
      const text: unknown = Array.isArray(argument) ? argument[0] : argument;
      const own: unknown = Array.isArray(argument) ? argument[1] : {};
      const variables = new Set(typeof own === 'object' && own !== null ? Object.keys(own) : []);
      return typeof text === 'string' ? subNames(text).filter((name) => !variables.has(name)) : [];
    }
    default:
      return [];
  }
}

function subNames(text: string): readonly string[] {
  return [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map(([, name = '']) => name.trim().split('.')[0] ?? '');
}
