import type { PipelineSpec } from '../../../../pipelines/spec.ts';
import type { Finding } from '../../../model/finding.ts';
import type { WrittenWorkload } from '../../shared/written-workload.ts';
import { copyOf, type Copied } from '../shared/copy-of.ts';
import { collectFindings, type Fault } from '../shared/finding-collector.ts';
import { twinsIn } from '../shared/identity-key.ts';
import { reportOnceForStages } from '../shared/once-for-stages.ts';
import type { ResolvedWorkload, RuleContext } from '../shared/rule.ts';
import { homeOf, isRealtime, isTraining, referenceOf } from '../shared/spec-kinds.ts';

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
  const claims = new Map<string, ResolvedWorkload>();
  const faults: Fault[] = [];
  let twins: ReadonlySet<WrittenWorkload> | undefined;
  for (const entry of resolved) {
    const { spec } = entry.workload;
    const claim = claimOf(spec);
    if (!claim) continue;
    const key = `${claim.what}/${homeOf(spec)}/${claim.name}`;
    const first = claims.get(key);
    if (!first) {
      claims.set(key, entry);
      continue;
    }
    if (first.written === entry.written) {
      if (first.workload.identity.stage !== entry.workload.identity.stage) faults.push(ownFault(claim, first, entry));
      continue;
    }
    // That they are one workload twice says it already.
    twins ??= twinsIn(resolved);
    if (twins.has(entry.written) && isSameWorkload(first, entry)) continue;
    faults.push(otherFault(claim, takerOf(claim, first, entry)));
  }
  if (faults.length === 0) return [];
  const collector = collectFindings();
  reportOnceForStages(faults, collector);
  return collector.findings;
}

/** Whose model the name is called after has it; of two that say nothing, the copied file is to blame. */
function takerOf({ code, name }: Claim, first: ResolvedWorkload, second: ResolvedWorkload): Copied {
  if (code === 'duplicate-image') return copyOf(first, second);
  const [one = 0, other = 0] = [first, second].map(({ workload }) => sharedWords(name, workload.identity.modelName));
  if (one === other) return copyOf(first, second);
  return one < other ? { copy: first, original: second } : { copy: second, original: first };
}

/** How much of a name is the name of the model, in whole words: of `churn` and `churn-v2` the longer one says more. */
function sharedWords(name: string, model: string): number {
  return `-${name}-`.toLowerCase().includes(`-${model}-`.toLowerCase()) ? model.length : 0;
}

/** One workload in two stages of one account and region. */
function ownFault({ code, attribute, what, name }: Claim, first: ResolvedWorkload, entry: ResolvedWorkload): Fault {
  const { account, region } = entry.workload.spec.environment;
  const [one, other] = [first.workload.identity.stage, entry.workload.identity.stage];
  return {
    code,
    severity: 'error',
    written: entry.written,
    attribute,
    stage: other,
    message: `stages \`${one}\` and \`${other}\` share account ${account} and region ${region}, so they cannot both have the ${what} \`${name}\``,
    hint: `give one ${what} per stage: { "${one}": ..., "${other}": ... }`,
  };
}

function otherFault({ code, attribute, what, name, hint }: Claim, { copy, original }: Copied): Fault {
  const { account, region } = copy.workload.spec.environment;
  const { stage } = original.workload.identity;
  return {
    code,
    severity: 'error',
    written: copy.written,
    attribute,
    stage: copy.workload.identity.stage,
    message: `the ${what} \`${name}\` is taken by another workload in account ${account}, region ${region}`,
    hint,
    related: [{ written: original.written, attribute, stage, message: 'taken here' }],
  };
}

function isSameWorkload({ workload: one }: ResolvedWorkload, { workload: other }: ResolvedWorkload): boolean {
  return referenceOf(one.spec).normalize().toLowerCase() === referenceOf(other.spec).normalize().toLowerCase();
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
