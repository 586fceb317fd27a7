/** `4 × s3, sns:Publish`: of actions of IAM, services with the number of theirs, a single one by name, each once. */
export function countByService(names: readonly string[]): string {
  const actions = new Map<string, Set<string>>();
  for (const name of names) {
    const service = name.split(':')[0] ?? name;
    actions.set(service, (actions.get(service) ?? new Set()).add(name));
  }
  return [...actions]
    .map(([service, known]) => (known.size === 1 ? [...known].join('') : `${known.size} × ${service}`))
    .sort()
    .join(', ');
}
