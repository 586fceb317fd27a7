import { readAttributes, type AttributeReader } from './attribute-reader.ts';
import { jobStart, unlessDone, type SideEffectFacts } from './side-effect-facts.ts';
import { insteadOf, instances } from './words.ts';

/** Batch transform: the job that starts now, and those that a schedule starts later. */
export function describeBatchEffects(facts: SideEffectFacts): readonly string[] {
  const before = readAttributes(facts.before);
  const after = readAttributes(facts.after);
  if (facts.action === 'delete') {
    const output = before.text('batch_job_output_location');
    const kept = `predictions already made stay${output === undefined ? '' : ` under \`${output}\``}`;
    const schedule = before.text('schedule_expression') === undefined ? [] : ['scheduled batch transforms end'];
    return [...schedule, 'a job that still runs is stopped', kept];
  }
  return [...describeJob(facts, after), ...describeSchedule(before, after)];
}

/** A transform job has no time limit: it ends when its input does. */
function describeJob(facts: SideEffectFacts, after: AttributeReader): readonly string[] {
  const start = jobStart(facts);
  const machines = machinesOf(after);
  const instead = insteadOf(facts.before && machinesOf(readAttributes(facts.before)), machines);
  const input = after.text('batch_inference_data');
  const terms = `${machines}, until all of \`${input ?? '?'}\` is scored${instead}`;
  switch (start) {
    case 'no':
      return [];
    case 'first':
      return [`starts a batch transform job: ${terms}, ${unlessDone(facts)}`];
    case 'again':
      return [`starts a batch transform job, ${unlessDone(facts)}: ${terms}`];
    case 'unknown':
      return [`may start a batch transform job, as the deployed stack does not tell its inputs: ${terms}`];
    default:
      return start satisfies never;
  }
}

function machinesOf(attributes: AttributeReader): string {
  return instances(attributes.number('instance_count'), attributes.text('inference_instance'));
}

function describeSchedule(before: AttributeReader, after: AttributeReader): readonly string[] {
  const [old, next] = [before.text('schedule_expression'), after.text('schedule_expression')];
  if (old === next) return [];
  if (next === undefined) return ['scheduled batch transforms end'];
  return [
    old === undefined ? `runs again by schedule: \`${next}\`` : `the schedule changes from \`${old}\` to \`${next}\``,
  ];
}
