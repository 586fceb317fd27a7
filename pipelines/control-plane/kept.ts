import { RemovalPolicy } from 'aws-cdk-lib';

import { INSTALLED_BY } from './role-names.ts';

/**
 * For what holds data, or is used by others: it stays when its stack is deleted or no longer asks for it. But not when
 * the very operation that made it is rolled back: an empty bucket of that name would stand in the way of the next try.
 */
export const KEPT = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;

/** Tags of a bucket or repository that is kept: which installation made it, so that no other deletes it. */
export function keptTags(stackPrefix: string): { readonly key: string; readonly value: string }[] {
  return [{ key: INSTALLED_BY, value: stackPrefix.toLowerCase() }];
}
