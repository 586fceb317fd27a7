/** Adds items to a list, item by item: a list spread into arguments overflows the stack when it is very long. */
export function append<T>(list: T[], items: readonly T[]): void {
  for (const item of items) list.push(item);
}
