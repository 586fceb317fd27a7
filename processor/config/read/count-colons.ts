/** Colons of a text. Equal to `Inspection.colons` exactly when JSON.parse dropped no duplicate key, unless escaped. */
export function countColons(text: string): number {
  let count = 0;
  for (let at = text.indexOf(':'); at !== -1; at = text.indexOf(':', at + 1)) count++;
  return count;
}
