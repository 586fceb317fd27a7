import picocolors from 'picocolors';
import type { Action } from '../../model/plan.ts';

/** How a terminal may stress things; without colour every function returns its text unchanged. */
export interface Colors {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly action: Readonly<Record<Action, (text: string) => string>>;
}

export function createColors(enabled: boolean): Colors {
  const { bold, dim, green, yellow, red, magenta } = picocolors.createColors(enabled);
  return {
    bold,
    dim,
    good: green,
    warn: yellow,
    bad: red,
    action: { create: green, update: yellow, replace: magenta, delete: red, none: dim },
  };
}
