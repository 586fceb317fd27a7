/**
 * Logical ids (and names of parameters and pseudo parameters) that a value of a template refers to through `Ref`,
 * `Fn::GetAtt` in both forms, and `Fn::Sub`, in the order of their appearance, repeats included.
 */
export function findReferences(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => findReferences(item));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, operand]: [string, unknown]) => {
    if (key === 'Ref' && typeof operand === 'string') return [operand];
    if (key === 'Fn::GetAtt') return referencesOfGetAtt(operand);
    if (key === 'Fn::Sub') return referencesOfSub(operand);
    return findReferences(operand);
  });
}

function referencesOfGetAtt(operand: unknown): readonly string[] {
  if (typeof operand === 'string') return [operand.split('.')[0] ?? operand];
  const [logicalId, attribute] = Array.isArray(operand) ? (operand as readonly unknown[]) : [];
  return typeof logicalId === 'string' ? [logicalId, ...findReferences(attribute)] : [];
}

/** `${Name}` and `${Name.Attribute}` refer to something unless the second operand defines the name; `${!x}` is text. */
function referencesOfSub(operand: unknown): readonly string[] {
  const [text, variables] = Array.isArray(operand) ? (operand as readonly unknown[]) : [operand];
  if (typeof text !== 'string') return [];
  const defined = typeof variables === 'object' && variables !== null ? Object.keys(variables) : [];
  const names = [...text.matchAll(/\$\{([^!}][^}]*)\}/g)].map((match) => (match[1] ?? '').split('.')[0] ?? '');
  return [...names.filter((name) => !defined.includes(name)), ...findReferences(variables)];
}
