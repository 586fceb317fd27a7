/** Orders texts by their code units, so that no language or region of a machine shows in what is printed. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
