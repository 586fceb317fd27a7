import type { NamedWorkload } from './named-workloads.ts';
import type { ReferenceFault } from './reference-fault.ts';

/** An entry that names no workload of the commit, and the one that is meant if it can be told. */
export function dependsOnUnknown(reference: string, meant: NamedWorkload | undefined): ReferenceFault {
  const fault = {
    code: 'depends-on-unknown',
    severity: 'error',
    message: `no workload of this commit is called \`${reference}\``,
  } as const;
  if (meant === undefined) {
    return { ...fault, hint: 'write `<model_name>/<pipeline_type>`, with `/<name>` where the workload has one' };
  }
  const { written, attribute } = meant;
  return {
    ...fault,
    hint: `did you mean \`${meant.reference}\`?`,
    related: [{ written, attribute, message: 'the name of that workload' }],
  };
}
