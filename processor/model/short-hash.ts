/** Digits of a commit or a digest that are shown: far more than any repository needs to tell its commits apart. */
const SHOWN = 12;

/** A commit, or the digest of a plan, as people see it everywhere: its first twelve digits. */
export function shortHash(hash: string): string {
  return hash.slice(0, SHOWN);
}
