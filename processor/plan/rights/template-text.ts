/**
 * A value of a template in one line: a literal as it is, `${Role.Arn}` for a reference, the parts of a join one after
 * the other. What only CloudFormation can work out is written as JSON, so that nothing is left out.
 */
export function templateText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === undefined) return '';
  const reference = memberOf(value, 'Ref');
  if (typeof reference === 'string') return `\${${reference}}`;
  const attribute = memberOf(value, 'Fn::GetAtt');
  if (typeof attribute === 'string') return `\${${attribute}}`;
  if (Array.isArray(attribute)) return `\${${attribute.map(templateText).join('.')}}`;
  const join = memberOf(value, 'Fn::Join');
  if (Array.isArray(join)) return listOf(join[1]).map(templateText).join(templateText(join[0]));
  const substitution = memberOf(value, 'Fn::Sub');
  if (typeof substitution === 'string') return substitution;
  if (Array.isArray(substitution)) return substituted(substitution as readonly unknown[]);
  const imported = memberOf(value, 'Fn::ImportValue');
  if (typeof imported === 'string') return `\${import ${imported}}`;
  return JSON.stringify(value);
}

/** The member of an object; undefined for anything else. */
export function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

/** Policies and templates write a list of one without its brackets. */
export function listOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

/** `Fn::Sub` with variables of its own: these are put in, references stay as they are written. */
function substituted([text, variables]: readonly unknown[]): string {
  return templateText(text).replace(/\$\{([^!}][^}]*)\}/g, (reference, name: string) => {
    const value = memberOf(variables, name);
    return value === undefined ? reference : templateText(value);
  });
}
