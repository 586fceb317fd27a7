import { reusedJobName } from '../reused-job-name.ts';
import { readAttributes, type AttributeReader } from './attribute-reader.ts';
import { jobStart, unlessDone, type SideEffectFacts } from './side-effect-facts.ts';
import { duration, insteadOf, instances } from './words.ts';

/** Training, tuning and Autopilot: which paid job starts, on what, for how long at most. */
export function describeTrainingEffects(facts: SideEffectFacts): readonly string[] {
  if (facts.action === 'delete') {
    const output = readAttributes(facts.before).text('job_output_location');
    const kept = `models already trained stay${output === undefined ? '' : ` under \`${output}\``}`;
    return ['a job that still runs is stopped', kept];
  }
  const start = jobStart(facts);
  const type = facts.after?.pipelineType;
  const after = readAttributes(facts.after);
  const noun = nounOf(type);
  const now = termsOf(type, after);
  const before = facts.before && termsOf(facts.before.pipelineType, readAttributes(facts.before));
  const terms = before === now ? now : `${now}${insteadOf(before && withoutSameEnd(before, now), now)}`;
  switch (start) {
    case 'no':
      return [];
    case 'unknown':
      return [`may start ${noun}, as the deployed stack does not tell its inputs: ${terms}`];
    case 'first':
      return [`starts ${noun}: ${terms}, ${unlessDone(facts)}`];
    case 'again': {
      const reused = describeReusedName(facts);
      return [`starts ${noun}${reused.length === 0 ? `, ${unlessDone(facts)}` : ''}: ${terms}`, ...reused];
    }
    default:
      return start satisfies never;
  }
}

/** The former terms up to the last that differs; whole where one came or went, such as spot. */
function withoutSameEnd(before: string, now: string): string {
  const [old, fresh] = [before.split(', '), now.split(', ')];
  if (old.length !== fresh.length) return before;
  return old.slice(0, old.findLastIndex((part, index) => part !== fresh[index]) + 1).join(', ');
}

function nounOf(pipelineType: string | undefined): string {
  if (pipelineType === 'model_tuner_builtin') return 'a tuning job';
  return pipelineType === 'model_autopilot_training' ? 'an Autopilot job' : 'a training job';
}

function termsOf(pipelineType: string | undefined, attributes: AttributeReader): string {
  if (pipelineType === 'model_tuner_builtin') return describeTuning(attributes);
  return pipelineType === 'model_autopilot_training' ? describeAutopilot(attributes) : describeJob(attributes);
}

function describeJob(attributes: AttributeReader): string {
  const machines = instances(attributes.number('instance_count'), attributes.text('instance_type'));
  const runtime = attributes.number('max_runtime_per_job');
  const parts = [machines];
  const isSpot = attributes.flag('use_spot_instances');
  const wait = isSpot ? attributes.number('max_wait_time_spot_instances') : undefined;
  if (isSpot) parts.push('spot');
  if (runtime !== undefined) {
    parts.push(
      `at most ${duration(runtime)}${wait === undefined ? '' : ` (${duration(wait)} with the wait for capacity)`}`,
    );
  }
  return parts.join(', ');
}

/** Without a limit in the config one job runs, one at a time: the defaults of the orchestrator's tuner. */
function describeTuning(attributes: AttributeReader): string {
  const tuner = attributes.inner('tuner_configs');
  const isGrid = tuner?.text('strategy') === 'Grid';
  const most = tuner?.number('max_jobs') ?? (isGrid ? undefined : 1);
  const atOnce = tuner?.number('max_parallel_jobs') ?? 1;
  const limit = tuner?.number('max_runtime_in_seconds');
  const inTotal = limit === undefined ? '' : `, ${duration(limit)} in total`;
  if (most === 1) return `one training job, ${describeJob(attributes)}${inTotal}`;
  const jobs = most === undefined ? 'one training job per point of the grid' : `up to ${most} training jobs`;
  return `${jobs}, ${atOnce} at a time, each ${describeJob(attributes)}${inTotal}`;
}

function describeAutopilot(attributes: AttributeReader): string {
  const candidates = attributes.number('job_max_candidates');
  const each = attributes.number('max_runtime_per_job');
  const total = attributes.number('total_max_runtime');
  if (attributes.flag('generate_definition_only')) return 'candidate definitions only, nothing is trained';
  const parts = [candidates === undefined ? 'candidates without a limit' : `up to ${candidates} candidates`];
  parts.push('on instances of its own choice');
  if (each !== undefined) parts.push(`each training at most ${duration(each)}`);
  if (total !== undefined) parts.push(`at most ${duration(total)} in total`);
  return parts.join(', ');
}

/**
 * What the plan refuses where it knows of the job (`explainReusedName`). Where the last operation came to no end, the
 * job of that name may have run or not.
 */
function describeReusedName({ before, after }: SideEffectFacts): readonly string[] {
  const name = before && after && reusedJobName(before, after);
  if (name === undefined) return [];
  return [`job_name \`${name}\` may be that of a job with other inputs: then SageMaker refuses a second one`];
}
