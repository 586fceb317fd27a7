import { RemovalPolicy } from 'aws-cdk-lib';

/**
 * For what holds data, or is used by others: it stays when its stack is deleted or no longer asks for it. But not when
 * the very operation that made it is rolled back: an empty bucket of that name would stand in the way of the next try.
 */
export const KEPT = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
