import type { Stage } from '../../model/settings.ts';
import { FINGERPRINT_OUTPUT, MANAGED_BY, TAGS, type DeployedStack } from '../../model/stack.ts';
import type { Workload } from '../../model/workload.ts';
import { fingerprint } from '../../plan/digest.ts';
import type { Synthesizer } from '../../ports/synthesizer.ts';
import type { LoadedCommit } from '../load/load-commit.ts';
import type { ReadableTarget } from '../plan/gather.ts';

/**
 * Targets that hold what the base asks for, for a comparison without AWS: every stack of the base counts as deployed
 * and well. A template is compiled only when the planner asks for it, which it does where something differs.
 */
export function baseAsDeployed(
  base: LoadedCommit,
  options: { readonly stages: readonly Stage[]; readonly synthesizer: Synthesizer; readonly commit: string },
): ReadonlyMap<string, ReadableTarget> {
  const { stages, synthesizer, commit } = options;
  return new Map(stages.map((stage) => [stage.name, targetOf(stage)] as const));

  function targetOf(stage: Stage): ReadableTarget {
    // Stages of one account and region see the same stacks, as they do in CloudFormation.
    const here = base.workloads.filter(
      ({ spec }) => spec.environment.account === stage.account && spec.environment.region === stage.region,
    );
    return {
      kind: base.target,
      listStacks: () => Promise.resolve(here.map((workload) => stackOf(workload, synthesizer))),
      readTemplate: async (name) => {
        const workload = here.find(({ spec }) => spec.stackName === name);
        if (workload === undefined) return undefined;
        const synthesized = await synthesizer.synthesize(workload.spec, {
          fingerprint: fingerprintOf(workload, synthesizer),
          configPath: workload.configPath,
          commit,
          dependsOn: workload.dependsOn.map((dependency) => dependency.stackName),
        });
        return synthesized.template;
      },
    };
  }
}

/** What a commit wants of a stack, without the cost of its template. */
export function fingerprintOf({ spec }: Workload, synthesizer: Synthesizer): string {
  return fingerprint(spec, synthesizer.codeDigest(spec.pipelineType));
}

function stackOf(workload: Workload, synthesizer: Synthesizer): DeployedStack {
  const { pipelineType, modelName, stackName, environment } = workload.spec;
  const { account, region, stage, repository } = environment;
  return {
    stackName,
    stackId: `arn:aws:cloudformation:${region}:${account}:stack/${stackName}/base`,
    status: 'CREATE_COMPLETE',
    outputs: { [FINGERPRINT_OUTPUT]: fingerprintOf(workload, synthesizer) },
    tags: {
      [TAGS.managedBy]: MANAGED_BY,
      [TAGS.pipelineType]: pipelineType,
      [TAGS.modelName]: modelName,
      [TAGS.stage]: stage,
      ...(repository === undefined ? {} : { [TAGS.repository]: repository }),
    },
    terminationProtection: false,
  };
}
