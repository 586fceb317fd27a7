import { MAX_AWAITED_RUNTIME_SECONDS } from '../../../pipelines/shared/awaited-runtime.ts';
import type { PipelineSpec } from '../../../pipelines/spec.ts';
import { readAttributes, type AttributeReader } from './attribute-reader.ts';
import { changeOf, jobStart, unlessDone, type SideEffectFacts } from './side-effect-facts.ts';
import { duration, instances } from './words.ts';

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
  const limit = after.number('baseline_max_runtime_seconds') ?? MAX_AWAITED_RUNTIME_SECONDS;
  const machines = instances(after.number('instance_count'), after.text('instance_type'));
  const shadow = asksModel(facts.after, 'baseline') ? SHADOW_ENDPOINT : '';
  const terms = `${machines}${shadow}, at most ${duration(limit)}`;
  switch (start) {
    case 'no':
      return [];
    case 'first':
      return [`the baseline is computed: ${terms}`];
    case 'again':
      return [`the baseline is computed again, ${unlessDone(facts)}: ${terms}`];
    case 'unknown':
      return [`the baseline may be computed again, as the deployed stack does not tell its inputs: ${terms}`];
    default:
      return start satisfies never;
  }
}

function describeSchedule(facts: SideEffectFacts): readonly string[] {
  const { before, after } = facts;
  const change = changeOf(facts, 'AWS::SageMaker::MonitoringSchedule');
  if (change === undefined) return [];
  if (change.replacement === 'yes' || change.action !== 'update') {
    return [`the monitoring schedule is replaced by a new one: ${runsOf(after)}`];
  }
  const isSame = runsOf(before) === runsOf(after);
  return [`the monitoring schedule is updated${isSame ? '; it runs as often as before' : `: ${runsOf(after)}`}`];
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
  const attributes = readAttributes(spec);
  const machines = instances(attributes.number('instance_count'), attributes.text('instance_type'));
  const limit = attributes.number('monitor_max_runtime_seconds');
  const atMost = limit === undefined ? '' : `, at most ${duration(limit)}`;
  const shadow = asksModel(spec, 'run') ? SHADOW_ENDPOINT : '';
  const merge = mergesTruth(spec) ? ', after a job that merges the ground truth' : '';
  return `${describeCron(attributes.text('schedule_expression') ?? '?')}, each run ${machines}${shadow}${atMost}${merge}`;
}

/** The three forms that Model Monitor runs, in words; anything else as it is written. */
function describeCron(expression: string): string {
  const match = /^cron\(0 (\*|\d+)(?:\/(\d+))? \? \* \* \*\)$/.exec(expression);
  if (match === null) return expression;
  if (match[2] !== undefined) return `every ${match[2]} hours`;
  return match[1] === '*' ? 'hourly' : `daily at ${match[1]?.padStart(2, '0') ?? '?'}:00 UTC`;
}
