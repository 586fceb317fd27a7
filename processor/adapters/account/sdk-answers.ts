import { UserError } from '../../model/errors.ts';

/** AWS does not let the credentials in use do that. */
export function isDenied(error: unknown): boolean {
  return error instanceof UserError && error.code === 'access-denied';
}

/** Name of an error of a service; empty for what is none. */
export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

/** HTTP status of a service's answer; undefined for an error that is none. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('$metadata' in error)) return undefined;
  return (error.$metadata as { readonly httpStatusCode?: number }).httpStatusCode;
}
