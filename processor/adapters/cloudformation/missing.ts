/**
 * True when CloudFormation says that a stack or a change set is not there. For stacks it has no code: they are a
 * ValidationError that only its text tells apart.
 */
export function isMissing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'ChangeSetNotFoundException' || error.name === 'ChangeSetNotFound') return true;
  return error.name === 'ValidationError' && /does not exist/i.test(error.message);
}

/** The answer of a call, or undefined when what it is about is not there. */
export async function unlessMissing<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
