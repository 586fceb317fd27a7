import type { DeployedStack } from '../../model/stack.ts';
import type { Faults } from './faults.ts';
import type { StackHead, StackRecord } from './stack-record.ts';

/** A stack as it looks with the faults in force, without what only the store needs to know. */
export function withFaults(head: StackHead, faults: Faults): DeployedStack {
  const { takenStatus, ...stack } = head;
  const injected = faults.statuses[head.stackName];
  const status = injected === undefined || injected === takenStatus ? head.status : injected;
  const terminationProtection = head.terminationProtection || faults.protected.includes(head.stackName);
  return { ...stack, status, terminationProtection };
}

/** The record with an injected status that was not taken over yet; the record itself when there is none. */
export function takeInjectedStatus(record: StackRecord, faults: Faults): StackRecord {
  const injected = faults.statuses[record.head.stackName];
  if (injected === record.head.takenStatus || record.head.status === 'DELETE_COMPLETE') return record;
  const head = { ...record.head, takenStatus: injected, status: injected ?? record.head.status };
  return { ...record, head };
}
