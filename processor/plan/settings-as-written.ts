/**
 * What the settings contribute to a workload, under the keys of their file: there a reader of the plan looks for them.
 */
export function asWritten(environment: object): Readonly<Record<string, unknown>> {
  const { repository, ...others } = renamed(environment);
  return { ...others, ...(repository !== undefined && { source: { repository } }) };
}

function renamed(values: object): Readonly<Record<string, unknown>> {
  const entries = Object.entries(values).map(([key, value]: [string, unknown]) => [
    key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    typeof value === 'object' && value !== null && !Array.isArray(value) ? renamed(value) : value,
  ]);
  return Object.fromEntries(entries) as Readonly<Record<string, unknown>>;
}
