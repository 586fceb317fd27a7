import type { SyntaxFault } from './syntax-fault.ts';

/** A fault that has no code of its own. */
export function invalidJson(offset: number, message: string, hint?: string): SyntaxFault {
  return { code: 'invalid-json', offset, message, hint };
}
