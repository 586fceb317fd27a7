import { describeCause, findFailures, findRootEvent, findStuckEvent } from '../model/root-event.ts';
import type { DeployedStack, StackEvent } from '../model/stack.ts';

/** Known causes and what to do about each. The first that fits is taken. */
const HINTS: readonly { readonly pattern: RegExp; readonly hint: string }[] = [
  {
    pattern: /could not access model data|could not find model data|no such key|nosuchkey|status code: 404/i,
    hint: 'check that the S3 object is there, that the job which writes it has finished, and that the role of the workload may read it',
  },
  {
    pattern: /role\/\S+ is invalid or cannot be assumed|iam:PassRole/i,
    hint: 'CloudFormation is to use the execution role of the stage: it must exist (`mlops bootstrap` installs it), and whoever applies must be allowed iam:PassRole on it',
  },
  {
    pattern: /scope arn|permissions ?boundary/i,
    hint: 'the permissions boundary of the stage must exist: `mlops bootstrap` installs it',
  },
  {
    pattern: /is not authorized to perform/i,
    hint: 'grant the action named above to the user or role named before it',
  },
  {
    pattern: /accessdenied|access denied/i,
    hint: 'a permission is missing: look at the policies of the role that was used and of what it used',
  },
  {
    pattern: /resourcelimitexceeded|account-level service limit|quota|limit exceeded/i,
    hint: 'ask AWS for a higher quota of what is named above, or use another instance type',
  },
  {
    pattern: /already exists?\b/i,
    hint: 'something outside this stack has that name; rename it here or remove it there',
  },
  {
    pattern: /model monitor.*(closed|not available|no longer)|not supported for new customers/i,
    hint: 'Amazon SageMaker Model Monitor is closed to new customers; this account cannot use it',
  },
  {
    pattern: /insufficient ?capacity|capacity ?error|unable to provision requested ml compute capacity/i,
    hint: 'AWS has no such instances free now: run again later, or use another instance type',
  },
  { pattern: /throttl|rate exceeded/i, hint: 'AWS was busy; run again' },
];

/** The first failure of an operation in one sentence, with what to do about it if we know. */
export function explainFailure(
  stack: DeployedStack,
  events: readonly StackEvent[],
): { readonly rootCause: string; readonly hint?: string; readonly events: readonly StackEvent[] } {
  const root = findRootEvent(stack.stackName, events);
  const rootCause =
    root === undefined
      ? `the stack ended as ${stack.status}${stack.statusReason === undefined ? '' : `: ${stack.statusReason}`}`
      : describeCause(root);
  const hints = [hintFor(rootCause), aboutRollback(stack, events)].filter((hint) => hint !== undefined);
  return { rootCause, ...(hints.length === 0 ? {} : { hint: hints.join('; ') }), events: findFailures(events) };
}

/** The same for a change set that CloudFormation did not take. */
export function explainRefusal(reason: string): { readonly rootCause: string; readonly hint?: string } {
  const hint = hintFor(reason);
  return { rootCause: reason, ...(hint === undefined ? {} : { hint }) };
}

function hintFor(cause: string): string | undefined {
  return HINTS.find((known) => known.pattern.test(cause))?.hint;
}

/** A rollback that failed too is a second trouble, which must be put right first. */
function aboutRollback(stack: DeployedStack, events: readonly StackEvent[]): string | undefined {
  if (stack.status !== 'UPDATE_ROLLBACK_FAILED' && stack.status !== 'ROLLBACK_FAILED') return undefined;
  const stuck = findStuckEvent(stack.stackName, events);
  const where = stuck === undefined ? '' : ` at ${stuck.logicalId} (${stuck.reason})`;
  return `the rollback got stuck${where}: put that right and run again, it goes on from there`;
}
