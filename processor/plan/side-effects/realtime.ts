import { endpointName } from '../../../pipelines/names.ts';
import type { PipelineSpec, SpecOf } from '../../../pipelines/spec.ts';
import { readAttributes, type AttributeReader } from './attribute-reader.ts';
import { changeOf, type SideEffectFacts } from './side-effect-facts.ts';
import { insteadOf, instances } from './words.ts';

const APIS = ['AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api'];

/** What a deletion means for callers, unless another stack takes the name of the endpoint. */
export const CALLERS_FAIL = 'its callers fail from then on';

/** Endpoints: what begins to run and to cost, what rolls, and whom a change breaks. */
export function describeRealtimeEffects(facts: SideEffectFacts): readonly string[] {
  const before = readAttributes(facts.before);
  const after = readAttributes(facts.after);
  switch (facts.action) {
    case 'create':
      return [`${nameOf(facts.after)} is created: ${capacityOf(after)} until it is deleted`];
    case 'delete':
      return [`${nameOf(facts.before)} is deleted: ${CALLERS_FAIL}`, ...describeKeptCapture(before)];
    case 'update':
    case 'replace':
      return [...describeEndpoint(facts, before, after), ...describeApi(facts), ...describeCapture(before, after)];
    default:
      return facts.action satisfies never;
  }
}

function describeEndpoint(facts: SideEffectFacts, before: AttributeReader, after: AttributeReader): readonly string[] {
  const change = changeOf(facts, 'AWS::SageMaker::Endpoint');
  if (change === undefined) return describeScaling(facts, before, after);
  const [old, next] = [nameOf(facts.before), nameOf(facts.after)];
  if (change.replacement === 'yes' || change.action !== 'update') {
    const instead = old === next ? '' : `, as ${next}`;
    return [
      `${old} is replaced under a new name${instead}: callers of the old name fail`,
      `the new endpoint: ${capacityOf(after)}${insteadOfCapacity(facts, before, after)}`,
    ];
  }
  const isRoll = change.properties?.includes('EndpointConfigName') ?? true;
  if (!isRoll) return describeScaling(facts, before, after);
  const instead = insteadOfCapacity(facts, before, after);
  const capacity = capacityOf(after) === capacityOf(before) ? [] : [`from then on ${capacityOf(after)}${instead}`];
  return [
    `${next} rolls to a new configuration, no downtime${strategyOf(after)}`,
    ...capacity,
    ...describeRefusals(before, after),
  ];
}

/** Without a roll: Application Auto Scaling takes the endpoint over, within other bounds, or lets go of it. */
function describeScaling(facts: SideEffectFacts, before: AttributeReader, after: AttributeReader): readonly string[] {
  if (capacityOf(after) === capacityOf(before)) return [];
  const capacity = `${capacityOf(after)}${insteadOfCapacity(facts, before, after)}`;
  if (after.inner('autoscaling') !== undefined) return [`from then on ${capacity}; nothing restarts`];
  return [`autoscaling ends; after the next roll at the latest ${capacity}`];
}

/** Rolls that SageMaker is known to refuse: better said now than found in a rollback. */
function describeRefusals(before: AttributeReader, after: AttributeReader): readonly string[] {
  const refusals: string[] = [];
  // SageMaker developer guide, "Update a serverless endpoint", note.
  if (before.inner('serverless') === undefined && after.inner('serverless') !== undefined) {
    refusals.push('SageMaker does not turn an instance endpoint into a serverless one: give it another endpoint_name');
  }
  // SageMaker developer guide, "Update endpoints that use automatic scaling".
  const scales = before.inner('autoscaling') !== undefined && after.inner('autoscaling') !== undefined;
  if (scales && before.text('inference_instance') !== after.text('inference_instance')) {
    refusals.push('SageMaker refuses another instance type while autoscaling is on: remove autoscaling first');
  }
  return refusals;
}

function describeApi(facts: SideEffectFacts): readonly string[] {
  const isReplaced = facts.resources.some(
    (resource) => APIS.includes(resource.type) && (resource.replacement === 'yes' || resource.action !== 'update'),
  );
  return isReplaced ? ['the API in front of the endpoint gets a new address: callers of the old one fail'] : [];
}

function describeCapture(before: AttributeReader, after: AttributeReader): readonly string[] {
  const [old, next] = [before.text('data_capture_location'), after.text('data_capture_location')];
  if (old === undefined || next === undefined || old === next) return [];
  return [`captured requests go to \`${next}\`; what was captured before stays under \`${old}\``];
}

function describeKeptCapture(before: AttributeReader): readonly string[] {
  const location = before.text('data_capture_location');
  return location === undefined ? [] : [`captured requests stay under \`${location}\``];
}

function nameOf(spec: PipelineSpec | undefined): string {
  return spec !== undefined && isRealtime(spec) ? `endpoint \`${endpointName(spec)}\`` : 'the endpoint';
}

function isRealtime(spec: PipelineSpec): spec is SpecOf<'byom_realtime_builtin' | 'byom_realtime_custom'> {
  return spec.pipelineType === 'byom_realtime_builtin' || spec.pipelineType === 'byom_realtime_custom';
}

/** What runs until then; nothing where the deployed stack does not tell. */
function insteadOfCapacity(facts: SideEffectFacts, before: AttributeReader, after: AttributeReader): string {
  if (facts.before === undefined) return '';
  return insteadOf(sizeOf(before), sizeOf(after));
}

function capacityOf(attributes: AttributeReader): string {
  if (attributes.inner('serverless') !== undefined) return sizeOf(attributes);
  const most = attributes.inner('autoscaling')?.number('max_instances') ?? attributes.number('instance_count') ?? 1;
  return `${sizeOf(attributes)} ${most === 1 ? 'runs' : 'run'}`;
}

function sizeOf(attributes: AttributeReader): string {
  const serverless = attributes.inner('serverless');
  if (serverless !== undefined) {
    const provisioned = serverless.number('provisioned_concurrency');
    const kept = provisioned === undefined ? '' : `, ${provisioned} of them kept ready and paid for`;
    const [memory, most] = [serverless.number('memory_size_in_mb'), serverless.number('max_concurrency')];
    return `serverless, ${memory ?? '?'} MB, up to ${most ?? '?'} requests at once${kept}`;
  }
  const type = attributes.text('inference_instance');
  const scaling = attributes.inner('autoscaling');
  const [min, max] = [scaling?.number('min_instances'), scaling?.number('max_instances')];
  if (min === undefined || max === undefined) return instances(attributes.number('instance_count'), type);
  return `${min} to ${max} × ${type ?? '?'}`;
}

function strategyOf(attributes: AttributeReader): string {
  const deployment = attributes.inner('deployment');
  const strategy = deployment?.text('strategy');
  if (strategy === undefined || strategy === 'all_at_once') return '';
  const step = deployment?.number('step_percentage');
  return ` (${strategy}${step === undefined ? '' : `, ${step} % at a time`})`;
}
