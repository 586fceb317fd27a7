import { InternalError } from '../model/errors.ts';
import type { Change, Plan } from '../model/plan.ts';
import type { SynthesizedStack, Synthesizer } from '../ports/synthesizer.ts';

/** The stack that a change of a plan asks for. Throws InternalError for a change that carries no workload. */
export async function synthesizeChange(
  change: Change,
  options: { readonly plan: Plan; readonly synthesizer: Synthesizer },
): Promise<SynthesizedStack> {
  const { desired, desiredFingerprint } = change;
  if (desired === undefined || desiredFingerprint === undefined) {
    throw new InternalError(`the plan has no workload for ${change.stack}`);
  }
  return options.synthesizer.synthesize(desired.spec, {
    fingerprint: desiredFingerprint,
    configPath: desired.configPath,
    commit: options.plan.commit,
    dependsOn: desired.dependsOn.map((dependency) => dependency.stackName),
  });
}
