import type { ReferenceFault } from './reference-fault.ts';

/** An entry whose workload goes to no stage before `first`, while the one that waits for it goes to none after `last`. */
export function dependsOnLater(reference: string, first = '', last = ''): ReferenceFault {
  return {
    code: 'depends-on-later',
    severity: 'warning',
    message: `\`${reference}\` only goes to \`${first}\`, after \`${last}\`, where this workload goes last: nothing is waited for`,
    hint: 'remove the entry, or let both go to one stage',
  };
}
