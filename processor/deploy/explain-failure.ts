import type { DeployedStack, StackEvent } from '../model/stack.ts';

/** What CloudFormation writes on resources that were only stopped because another one failed. */
const CONSEQUENCES = [/cancelled/i, /^the following resource\(s\) failed/i, /resource .*initiated by user/i];

/** Known causes and what to do about each. The first that fits is taken. */
const HINTS: readonly { readonly pattern: RegExp; readonly hint: string }[] = [
  {
    pattern: /not authorized to perform|accessdenied|access denied/i,
    hint: 'the deploying role lacks the permission named above; grant it or check the stage’s account',
  },
  {
    pattern: /resourcelimitexceeded|account-level service limit|quota/i,
    hint: 'ask AWS for a higher quota of that instance type, or use another one',
  },
  { pattern: /already exists/i, hint: 'something outside this stack has that name; rename it here or remove it there' },
  {
    pattern: /could not find model data|no such key|nosuchkey|does not exist in s3|404/i,
    hint: 'the S3 object is not there: check the location and that the job which writes it has finished',
  },
  {
    pattern: /model monitor.*(closed|not available|no longer)|not supported for new customers/i,
    hint: 'Amazon SageMaker Model Monitor is closed to new customers; this account cannot use it',
  },
  { pattern: /throttl|rate exceeded/i, hint: 'AWS was busy; run again' },
];

/** The first failure of an operation in one sentence, with what to do about it if we know. */
export function explainFailure(
  stack: DeployedStack,
  events: readonly StackEvent[],
): { readonly rootCause: string; readonly hint?: string; readonly events: readonly StackEvent[] } {
  const failures = events.filter((event) => event.status.endsWith('_FAILED') && event.reason !== undefined);
  const root =
    failures.find((event) => event.logicalId !== stack.stackName && !isConsequence(event.reason ?? '')) ?? failures[0];
  const rootCause =
    root === undefined
      ? `the stack ended as ${stack.status}${stack.statusReason === undefined ? '' : `: ${stack.statusReason}`}`
      : `${root.logicalId} (${root.resourceType}): ${root.reason ?? root.status}`;
  const hint = HINTS.find((known) => known.pattern.test(rootCause))?.hint;
  return { rootCause, ...(hint === undefined ? {} : { hint }), events: failures };
}

function isConsequence(reason: string): boolean {
  return CONSEQUENCES.some((pattern) => pattern.test(reason));
}
