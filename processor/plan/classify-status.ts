import type { StackStatus } from '../model/stack.ts';

/**
 * What the commit asks of a stack: `create` and `update` that it be there with new content, `delete` that it go,
 * `none` that it stay as it is because its fingerprint fits.
 */
export type Wanted = 'create' | 'update' | 'delete' | 'none';

/**
 * How a stack in a given status is brought to what is wanted.
 *
 * `recreate`: it never came up; delete it, then create it. `wait`: an operation runs; look again when it has ended.
 * `rollback-first`: roll back to the last stable state, then update. `continue-rollback`: finish the rollback that got
 * stuck, then update. `blocked`: a person must act first.
 */
export type Treatment =
  'create' | 'update' | 'recreate' | 'delete' | 'none' | 'wait' | 'rollback-first' | 'continue-rollback' | 'blocked';

/**
 * The one table of stack statuses, for the plan and for apply. Undefined status: there is no stack. A status that
 * CloudFormation adds later is blocked, whatever is wanted.
 */
export function classifyStatus(status: StackStatus | undefined, wanted: Wanted): Treatment {
  switch (status) {
    case undefined:
    case 'DELETE_COMPLETE':
      return wanted === 'delete' ? 'none' : 'create';
    case 'REVIEW_IN_PROGRESS':
      return wanted === 'delete' ? 'delete' : 'create';
    case 'CREATE_COMPLETE':
    case 'UPDATE_COMPLETE':
    case 'UPDATE_ROLLBACK_COMPLETE':
    case 'IMPORT_COMPLETE':
    case 'IMPORT_ROLLBACK_COMPLETE':
      return wanted === 'create' ? 'update' : wanted;
    case 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS':
    case 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS':
      return wanted === 'none' ? 'none' : 'wait';
    case 'CREATE_IN_PROGRESS':
    case 'ROLLBACK_IN_PROGRESS':
    case 'DELETE_IN_PROGRESS':
    case 'UPDATE_IN_PROGRESS':
    case 'UPDATE_ROLLBACK_IN_PROGRESS':
    case 'IMPORT_IN_PROGRESS':
    case 'IMPORT_ROLLBACK_IN_PROGRESS':
      return 'wait';
    case 'CREATE_FAILED':
    case 'ROLLBACK_COMPLETE':
    case 'ROLLBACK_FAILED':
      return wanted === 'delete' ? 'delete' : 'recreate';
    case 'UPDATE_FAILED':
      return wanted === 'delete' ? 'delete' : 'rollback-first';
    case 'UPDATE_ROLLBACK_FAILED':
      return wanted === 'delete' ? 'delete' : 'continue-rollback';
    case 'DELETE_FAILED':
      return wanted === 'delete' ? 'delete' : 'blocked';
    case 'IMPORT_ROLLBACK_FAILED':
    case 'UNKNOWN':
      return 'blocked';
    default:
      return status satisfies never;
  }
}
