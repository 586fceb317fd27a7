import type { ReferenceFault } from './reference-fault.ts';

/** An entry that names the workload which it is written in. */
export function dependsOnItself(reference: string): ReferenceFault {
  return {
    code: 'depends-on-itself',
    severity: 'error',
    message: `\`${reference}\` depends on itself`,
    hint: 'remove the entry',
  };
}
