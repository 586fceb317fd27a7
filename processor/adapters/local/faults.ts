import { UserError } from '../../model/errors.ts';
import type { StackStatus } from '../../model/stack.ts';
import { toStackStatus } from '../../model/stack-status.ts';
import { readTextIfPresent } from './durable-files.ts';
import type { FileSystem } from './file-system.ts';

/** A resource that is to fail. */
export interface InjectedFailure {
  readonly stack: string;
  readonly logicalId: string;
  /** `rollback`: while an earlier failure is rolled back. */
  readonly operation: 'create' | 'update' | 'delete' | 'rollback';
  readonly reason: string;
  /** How often it strikes in each state folder; absent = always. */
  readonly times?: number;
  /** Leave CREATE_FAILED or UPDATE_FAILED, as with rollback disabled. */
  readonly keepFailed?: boolean;
}

/** `<state-dir>/faults.json`: what is to go wrong, for tests and for trying out what the program does then. */
export interface Faults {
  readonly failures: readonly InjectedFailure[];
  /** Stack name → status that it is found in, once; an operation that starts from there goes on normally. */
  readonly statuses: Readonly<Record<string, StackStatus>>;
  /** Names of stacks with termination protection. */
  readonly protected: readonly string[];
}

/** Reads the file; without it nothing goes wrong. Throws `invalid-faults` when it is not JSON of this shape. */
export function readFaults(fs: FileSystem, file: string): Faults {
  const text = readTextIfPresent(fs, file);
  if (text === undefined) return { failures: [], statuses: {}, protected: [] };
  try {
    const faults = JSON.parse(text) as Partial<Faults>;
    const { failures = [], statuses = {}, protected: names = [] } = faults;
    if (!Array.isArray(failures) || !Array.isArray(names)) throw new TypeError('failures and protected are lists');
    for (const failure of failures) requireFailure(failure);
    for (const [stack, status] of Object.entries(statuses)) requireStatus(stack, status);
    return { failures, statuses, protected: names };
  } catch (error) {
    throw new UserError('invalid-faults', `${file} is not a description of faults: ${String(error)}`, {
      instructions: ['correct the file or remove it'],
    });
  }
}

function requireFailure(failure: unknown): void {
  const members = ['stack', 'logicalId', 'operation', 'reason'];
  const isWhole =
    typeof failure === 'object' &&
    failure !== null &&
    members.every((name) => name in failure && typeof failure[name as keyof typeof failure] === 'string');
  if (!isWhole) throw new TypeError(`each failure has the texts ${members.join(', ')}`);
}

function requireStatus(stack: string, status: string): void {
  if (toStackStatus(status) === status) return;
  throw new TypeError(`${stack} cannot have the status ${status}: give one of CloudFormation's, or UNKNOWN`);
}
