import type { PipelineSpec } from '../../../../pipelines/spec.ts';
import type { Finding } from '../../../model/finding.ts';
import type { WorkloadIdentity } from '../../../model/workload.ts';
import { collectFindings } from '../shared/finding-collector.ts';
import type { ResolvedWorkload, RuleContext } from '../shared/rule.ts';
import { homeOf, isRealtime, isTraining } from '../shared/spec-kinds.ts';

/** A name that SageMaker or ECR knows once in an account and region. */
interface Claim {
  readonly code: string;
  readonly attribute: string;
  /** What the name belongs to, for the message. */
  readonly what: string;
  readonly name: string;
  readonly hint: string;
}

/**
 * One physical name claimed twice in one account and region, whatever the stages. All errors: the second deployment
 * would fail, or overwrite the first one's work.
 *
 * `duplicate-endpoint-name`, `duplicate-job-name` (given ones; generated names carry a hash), `duplicate-image`: two
 * image builders that push the same tag.
 */
export function checkDuplicateName({ resolved }: RuleContext): readonly Finding[] {
  const collector = collectFindings();
  const claims = new Map<string, ResolvedWorkload>();
  for (const entry of resolved) {
    const { spec, identity } = entry.workload;
    const claim = claimOf(spec);
    if (!claim) continue;
    const key = `${claim.what}/${homeOf(spec)}/${claim.name}`;
    const first = claims.get(key);
    if (!first) {
      claims.set(key, entry);
      continue;
    }
    const { account, region } = spec.environment;
    const { stage: otherStage } = first.workload.identity;
    const isSelf = first.written === entry.written;
    if (isSelf && identity.stage === otherStage) continue;
    // The tag is what both are called by: that they are one workload twice says it already.
    if (claim.code === 'duplicate-image' && isSameWorkload(identity, first.workload.identity)) continue;
    collector.report({
      code: claim.code,
      severity: 'error',
      written: entry.written,
      attribute: claim.attribute,
      stage: identity.stage,
      message: isSelf
        ? `stages \`${otherStage}\` and \`${identity.stage}\` share account ${account} and region ${region}, so they cannot both have the ${claim.what} \`${claim.name}\``
        : `the ${claim.what} \`${claim.name}\` is taken by another workload in account ${account}, region ${region}`,
      hint: isSelf
        ? `give one ${claim.what} per stage: { "${otherStage}": ..., "${identity.stage}": ... }`
        : claim.hint,
      ...(!isSelf && {
        related: [{ written: first.written, attribute: claim.attribute, stage: otherStage, message: 'taken here' }],
      }),
    });
  }
  return collector.findings;
}

function isSameWorkload(one: WorkloadIdentity, other: WorkloadIdentity): boolean {
  return one.stage === other.stage && one.modelName === other.modelName && one.name === other.name;
}

function claimOf(spec: PipelineSpec): Claim | undefined {
  if (isRealtime(spec)) {
    const name = spec.attributes.endpoint_name;
    const hint = 'rename one endpoint, or leave `endpoint_name` out and it is named after its workload';
    return name === undefined
      ? undefined
      : { code: 'duplicate-endpoint-name', attribute: 'endpoint_name', what: 'endpoint name', name, hint };
  }
  if (isTraining(spec) || spec.pipelineType === 'model_autopilot_training') {
    const name = spec.attributes.job_name;
    const hint = 'rename one job, or leave `job_name` out: it is then derived from the content';
    return name === undefined
      ? undefined
      : { code: 'duplicate-job-name', attribute: 'job_name', what: `${jobKind(spec)} job name`, name, hint };
  }
  if (spec.pipelineType === 'byom_image_builder') {
    const name = `${spec.attributes.ecr_repo_name}:${spec.attributes.image_tag}`;
    const hint = 'push to another `ecr_repo_name` or with another `image_tag`: the later build overwrites the earlier';
    return { code: 'duplicate-image', attribute: 'image_tag', what: 'image', name, hint };
  }
  return undefined;
}

/** Training, tuning and Autopilot jobs have separate name spaces. */
function jobKind({ pipelineType }: PipelineSpec): string {
  switch (pipelineType) {
    case 'model_tuner_builtin':
      return 'tuning';
    case 'model_autopilot_training':
      return 'Autopilot';
    default:
      return 'training';
  }
}
