/**
 * What CloudFormation says of a change set that contains nothing. There is no code for it, only these texts; both are
 * in the AWS CLI's deployer and were seen on the emulator. A failure without a reason is a failure.
 */
const EMPTY = [/didn'?t contain changes/i, /no updates are to be performed/i];

/** True when a failed change set failed only because there is nothing to change. */
export function isEmptyChangeSet(reason: string | undefined): boolean {
  return reason !== undefined && EMPTY.some((text) => text.test(reason));
}
