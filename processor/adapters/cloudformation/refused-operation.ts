import { UserError } from '../../model/errors.ts';

/** Passes a call on; CloudFormation's refusal to start an operation on a stack becomes a UserError that says why. */
export async function unlessRefused(call: Promise<unknown>, stackId: string): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ValidationError') throw error;
    throw refusal(error, stackId.split('/')[1] ?? stackId);
  }
}

function refusal(cause: Error, stackName: string): UserError {
  if (/termination ?protection/i.test(cause.message)) {
    return new UserError('termination-protection', `stack ${stackName} has termination protection`, {
      instructions: ['switch the protection off where the stack lives, if it may really go'],
      cause,
    });
  }
  if (cause.message.includes('_IN_PROGRESS')) {
    return new UserError('stack-busy', `stack ${stackName} is busy: ${cause.message}`, {
      instructions: ['wait for the operation to end, then run the same command again'],
      cause,
    });
  }
  return new UserError('wrong-stack-status', `stack ${stackName} cannot do that now: ${cause.message}`, {
    instructions: ['plan again: the stack has moved since'],
    cause,
  });
}
