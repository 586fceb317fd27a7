import type { UserError } from '../model/errors.ts';
import type { Handled } from '../ports/watch-records.ts';
import type { Decision, DeployReason } from './decide.ts';

/** What a watcher has to tell. Each is told once, until something else is. */
export type WatchEvent =
  | { readonly kind: 'deploying'; readonly commit: string; readonly because: DeployReason; readonly applied?: string }
  | { readonly kind: 'handled'; readonly handled: Handled; readonly message: string; readonly steps: readonly string[] }
  /** The commit was dealt with before this process began. */
  | { readonly kind: 'known'; readonly handled: Handled }
  | ({ readonly kind: 'refused' } & Extract<Decision, { do: 'refuse' }>)
  | ({ readonly kind: 'gone' } & Omit<Extract<Decision, { do: 'wait' }>['tip'], 'kind'>)
  /** Tried again by itself. `step` is what was being done. */
  | { readonly kind: 'trouble'; readonly step: 'fetch' | 'deploy'; readonly error: UserError; readonly commit?: string }
  /** A remote that could not be reached answers again. */
  | { readonly kind: 'recovered' }
  | { readonly kind: 'stopped'; readonly commit: string };
