import { UserError } from '../../model/errors.ts';

/** IAM actions that are not called like the operation that needs them. */
const IAM_ACTIONS: Readonly<Record<string, string>> = { 's3:HeadObject': 's3:GetObject' };

/**
 * `access-denied`: names the IAM action that is missing, who lacks it and what AWS said. AWS words it
 * "User: <arn> is not authorized to perform: <action> on resource: …"; an answer without a body (HEAD) says nothing.
 */
export function accessDenied(
  cause: Error,
  call: { readonly service: string; readonly action: string; readonly roleArn?: string },
): UserError {
  const operation = `${call.service}:${call.action}`;
  const said = /^User: (\S*) is not authorized to perform: (\S+)/.exec(cause.message);
  const action = said?.[2] ?? IAM_ACTIONS[operation] ?? operation;
  const principal = said?.[1] ?? '';
  const who = principal !== '' ? principal : (call.roleArn ?? 'the credentials in use');
  const message = /^(unknown|unknownerror|)$/i.test(cause.message) ? '403 Forbidden' : cause.message;
  return new UserError('access-denied', `${action} is denied: ${message}`, {
    instructions: [
      `allow ${action} to ${who}`,
      'if it is allowed there, look for a permissions boundary, a service control policy or a resource policy against it',
    ],
    cause,
  });
}
