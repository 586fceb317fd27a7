import { RequestRefused } from './answer.ts';

/** Who calls, as IAM established it. */
export interface ApiCaller {
  readonly arn: string;
  /** Twelve digits. */
  readonly account: string;
  /** What the commit is signed with. */
  readonly author: { readonly name: string; readonly email: string };
}

const ARN = /^arn:aws[a-z-]*:(?:iam|sts)::(\d{12}):([\w+=,.@/-]{1,512})$/;
const EMAIL = /^[\w.+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/;

/**
 * The caller from `requestContext.identity` of API Gateway. A session of IAM Identity Center is named after the user,
 * often by e-mail address, which then signs the commit; any other name gets an address below `.invalid`, which belongs
 * to nobody (RFC 2606). Throws RequestRefused 403 without an ARN: then no IAM stands before the function.
 */
export function commitAuthor(identity: Readonly<Record<string, unknown>>): ApiCaller {
  const arn = typeof identity['userArn'] === 'string' ? identity['userArn'] : '';
  const [, account, resource] = ARN.exec(arn) ?? [];
  if (account === undefined || resource === undefined) {
    throw new RequestRefused(403, 'the caller is unknown: this API works only with IAM authorisation (AWS_IAM)');
  }
  const parts = resource.split('/');
  const last = parts.at(-1) ?? resource;
  const role = parts[0] === 'assumed-role' ? parts[1] : undefined;
  const name = role === undefined ? last : `${last} (${role})`;
  const email = EMAIL.test(last) ? last : `${last.replace(/[^\w.+-]/g, '-')}@${account}.invalid`;
  return { arn, account, author: { name, email } };
}
