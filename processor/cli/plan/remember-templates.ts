import type { Synthesizer } from '../../ports/synthesizer.ts';

/**
 * Compiles the same workload of the same origin once: base and head of a review often ask for the same, and what a plan
 * compares is what is applied then. The fingerprint in the provenance stands for the whole workload and the code of its
 * pipeline type.
 */
export function rememberTemplates(synthesizer: Synthesizer): Synthesizer {
  const known = new Map<string, ReturnType<Synthesizer['synthesize']>>();
  return {
    codeDigest: (pipelineType) => synthesizer.codeDigest(pipelineType),
    synthesize: (spec, provenance) => {
      const key = JSON.stringify([spec.stackName, spec.environment.account, spec.environment.region, provenance]);
      const earlier = known.get(key) ?? synthesizer.synthesize(spec, provenance);
      known.set(key, earlier);
      return earlier;
    },
  };
}
