import type { StackStatus } from '../../../processor/model/stack.ts';

/** How an operation of somebody else ends that is found running in a status; other statuses stay. */
export function settledFrom(status: StackStatus): StackStatus {
  switch (status) {
    case 'CREATE_IN_PROGRESS':
      return 'CREATE_COMPLETE';
    case 'ROLLBACK_IN_PROGRESS':
      return 'ROLLBACK_COMPLETE';
    case 'DELETE_IN_PROGRESS':
      return 'DELETE_COMPLETE';
    case 'UPDATE_IN_PROGRESS':
    case 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS':
      return 'UPDATE_COMPLETE';
    case 'UPDATE_ROLLBACK_IN_PROGRESS':
    case 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS':
      return 'UPDATE_ROLLBACK_COMPLETE';
    case 'IMPORT_IN_PROGRESS':
      return 'IMPORT_COMPLETE';
    case 'IMPORT_ROLLBACK_IN_PROGRESS':
      return 'IMPORT_ROLLBACK_COMPLETE';
    default:
      return status;
  }
}
