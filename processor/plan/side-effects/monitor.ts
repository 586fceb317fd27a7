import { MAX_AWAITED_RUNTIME_SECONDS } from '../../../pipelines/shared/awaited-runtime.ts';
import type { PipelineSpec } from '../../../pipelines/spec.ts';
import { readAttributes, type AttributeReader } from './attribute-reader.ts';
import { changeOf, jobStart, unlessDone, type SideEffectFacts } from './side-effect-facts.ts';
import { duration, insteadOf, instances } from './words.ts';

/** What a job of a monitor costs: when it runs, on what, for how long. */
interface Terms {
  readonly cron?: string;
  readonly machines: string;
  readonly limit: string;
}

/** Monitors: the baseline job, and the schedule whose runs cost from then on. */
export function describeMonitorEffects(facts: SideEffectFacts): readonly string[] {
  const before = readAttributes(facts.before);
  const after = readAttributes(facts.after);
  switch (facts.action) {
    case 'create':
      return [...describeBaseline(facts, after), `monitoring of ${endpointOf(after)} begins: ${runsOf(facts.after)}`];
    case 'delete':
      return [`monitoring of ${endpointOf(before)} ends`, ...describeKeptReports(before)];
    case 'update':
    case 'replace':
      return [...describeBaseline(facts, after), ...describeSchedule(facts)];
    default:
      return facts.action satisfies never;
  }
}

function describeBaseline(facts: SideEffectFacts, after: AttributeReader): readonly string[] {
  const start = jobStart(facts);
  const shadow = asksModel(facts.after, 'baseline') ? SHADOW_ENDPOINT : '';
  const [now, then] = [baselineTerms(after), facts.before && baselineTerms(readAttributes(facts.before))];
  const terms = `${now.machines}${shadow}, ${now.limit}${insteadOf(then && differing(then, now), '')}`;
  switch (start) {
    case 'no':
      return [];
    case 'first':
      return [`the baseline is computed: ${terms}, ${unlessDone(facts)}`];
    case 'again':
      return [`the baseline is computed again, ${unlessDone(facts)}: ${terms}`];
    case 'unknown':
      return [`the baseline may be computed again, as the deployed stack does not tell its inputs: ${terms}`];
    default:
      return start satisfies never;
  }
}

function baselineTerms(attributes: AttributeReader): Terms {
  const limit = attributes.number('baseline_max_runtime_seconds') ?? MAX_AWAITED_RUNTIME_SECONDS;
  return { machines: machinesOf(attributes), limit: `at most ${duration(limit)}` };
}

function runTerms(attributes: AttributeReader): Terms {
  const limit = attributes.number('monitor_max_runtime_seconds');
  return {
    cron: describeCron(attributes.text('schedule_expression') ?? '?'),
    machines: machinesOf(attributes),
    limit: limit === undefined ? '' : `at most ${duration(limit)}`,
  };
}

/** What was otherwise, in the order in which it is told; empty for nothing. */
function differing(before: Terms, after: Terms): string {
  const keys = ['cron', 'machines', 'limit'] as const;
  const otherwise = keys.filter((key) => before[key] !== after[key]).map((key) => before[key] ?? '');
  return otherwise.filter((words) => words !== '').join(', ');
}

function machinesOf(attributes: AttributeReader): string {
  return instances(attributes.number('instance_count'), attributes.text('instance_type'));
}

function describeSchedule(facts: SideEffectFacts): readonly string[] {
  const { before, after } = facts;
  const change = changeOf(facts, 'AWS::SageMaker::MonitoringSchedule');
  if (change === undefined) return [];
  const then = before && differing(runTerms(readAttributes(before)), runTerms(readAttributes(after)));
  const instead = insteadOf(then, '');
  if (change.replacement === 'yes' || change.action !== 'update') {
    return [`the monitoring schedule is replaced by a new one: ${runsOf(after)}${instead}`];
  }
  const isSame = runsOf(before) === runsOf(after);
  return [
    `the monitoring schedule is updated${isSame ? '; it runs as often as before' : `: ${runsOf(after)}${instead}`}`,
  ];
}

function describeKeptReports(before: AttributeReader): readonly string[] {
  const location = before.text('monitoring_output_location');
  return location === undefined ? [] : [`reports already written stay under \`${location}\``];
}

function endpointOf(attributes: AttributeReader): string {
  const name = attributes.text('endpoint_name');
  return name === undefined ? 'the endpoint' : `endpoint \`${name}\``;
}

/** Clarify asks the model on an endpoint that it makes for the time of the job, of the instances that the job has. */
const SHADOW_ENDPOINT = ' and as many for a temporary endpoint';

/** A bias monitor computes from what was captured; only its baseline asks the model. */
function asksModel(spec: PipelineSpec | undefined, job: 'baseline' | 'run'): boolean {
  const { pipelineType } = spec ?? {};
  return (
    pipelineType === 'byom_model_explainability_monitor' ||
    (job === 'baseline' && pipelineType === 'byom_model_bias_monitor')
  );
}

/** These two join what was captured with the ground truth before they analyse it: two jobs, one after the other. */
function mergesTruth(spec: PipelineSpec | undefined): boolean {
  return spec?.pipelineType === 'byom_model_quality_monitor' || spec?.pipelineType === 'byom_model_bias_monitor';
}

function runsOf(spec: PipelineSpec | undefined): string {
  const { cron = '', machines, limit } = runTerms(readAttributes(spec));
  const atMost = limit === '' ? '' : `, ${limit}`;
  const shadow = asksModel(spec, 'run') ? SHADOW_ENDPOINT : '';
  const merge = mergesTruth(spec) ? ', after a job that merges the ground truth' : '';
  return `${cron}, each run ${machines}${shadow}${atMost}${merge}`;
}

/** The three forms that Model Monitor runs, in words; anything else as it is written. */
function describeCron(expression: string): string {
  const match = /^cron\(0 (\*|\d+)(?:\/(\d+))? \? \* \* \*\)$/.exec(expression);
  if (match === null) return expression;
  if (match[2] !== undefined) return `every ${match[2]} hours`;
  return match[1] === '*' ? 'hourly' : `daily at ${match[1]?.padStart(2, '0') ?? '?'}:00 UTC`;
}
