import type { ResourceChange } from '../../model/plan.ts';
import type { StackStatus, StackTemplate, TemplateResource } from '../../model/stack.ts';
import type { EngineContext } from './engine-context.ts';
import { sha256 } from './envelope.ts';
import { makePhysicalId } from './local-identifiers.ts';
import { resolveValue } from './resolve-value.ts';
import type { LocalChangeSet, LocalResource, StackDetail, Step } from './stack-record.ts';
import { orderResources } from './template-references.ts';

type Resources = StackDetail['resources'];

/** Steps that make all resources of a new stack, each after those it needs. */
export function createSteps(changeSet: LocalChangeSet, context: EngineContext): readonly Step[] {
  const { template } = changeSet;
  const made: Record<string, LocalResource> = {};
  const puts = orderResources(template).map((logicalId): Step => {
    const resource = makeResource({ logicalId, template, made }, context);
    made[logicalId] = resource;
    return { step: 'put', logicalId, verb: 'CREATE', resource };
  });
  return [...puts, status('CREATE_COMPLETE')];
}

/** Steps of an update: make and change in dependency order, then clean up what was replaced or left out. */
export function updateSteps(changeSet: LocalChangeSet, before: StackDetail, context: EngineContext): readonly Step[] {
  const { template } = changeSet;
  const changes = new Map(changeSet.resources.map((change) => [change.logicalId, change]));
  const made: Record<string, LocalResource> = { ...before.resources };
  const puts: Step[] = [];
  for (const logicalId of orderResources(template)) {
    const change = changes.get(logicalId);
    const old = before.resources[logicalId];
    if (change === undefined && old !== undefined) continue;
    const resource = makeResource({ logicalId, template, made, kept: keptId(change, old) }, context);
    made[logicalId] = resource;
    puts.push({
      step: 'put',
      logicalId,
      verb: old === undefined ? 'CREATE' : 'UPDATE',
      resource,
      ...why(old, resource),
    });
  }
  const gone = deleteSteps(
    before.resources,
    before.template,
    (id, old) => template.Resources[id] === undefined || made[id]?.physicalId !== old.physicalId,
  );
  return [...puts, status('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'), ...gone, status('UPDATE_COMPLETE')];
}

/** Deletions of the chosen resources, dependants first. */
export function deleteSteps(
  resources: Resources,
  template: StackTemplate | undefined,
  chosen: (logicalId: string, resource: LocalResource) => boolean = () => true,
): readonly Step[] {
  const order = template === undefined ? [] : orderResources(template);
  const rank = new Map(order.map((id, index) => [id, index]));
  return Object.entries(resources)
    .filter(([id, resource]) => chosen(id, resource))
    .sort(([a], [b]) => (rank.get(b) ?? -1) - (rank.get(a) ?? -1))
    .map(([logicalId, resource]) => ({ step: 'delete', logicalId, resource }));
}

/** Steps that take an unfinished update back: restore, then clean up what it had made. */
export function undoSteps(detail: StackDetail): readonly Step[] {
  const goal = detail.rollbackTo ?? detail.resources;
  const restore = Object.entries(goal)
    .filter(([id, resource]) => JSON.stringify(detail.resources[id]) !== JSON.stringify(resource))
    .map(([logicalId, resource]): Step => ({ step: 'put', logicalId, verb: 'UPDATE', resource }));
  const made = deleteSteps(detail.resources, undefined, (id, now) => goal[id]?.physicalId !== now.physicalId);
  const cleanup = status('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
  return [...restore.reverse(), cleanup, ...made.toReversed(), status('UPDATE_ROLLBACK_COMPLETE')];
}

/** A step that only changes the stack's own status. */
export function status(to: StackStatus, reason?: string): Step {
  return { step: 'stack', status: to, reason };
}

function keptId(change: ResourceChange | undefined, old: LocalResource | undefined): string | undefined {
  return change?.replacement === 'yes' ? undefined : old?.physicalId;
}

function why(old: LocalResource | undefined, resource: LocalResource): { readonly reason?: string } {
  if (old === undefined || old.physicalId === resource.physicalId) return {};
  return { reason: 'requested update requires the creation of a new physical resource; hence creating one' };
}

interface Making {
  readonly logicalId: string;
  readonly template: StackTemplate;
  /** What exists by then, for references. */
  readonly made: Resources;
  /** Physical id of a resource that is changed in place. */
  readonly kept?: string;
}

function makeResource({ logicalId, template, made, kept }: Making, context: EngineContext): LocalResource {
  const definition: TemplateResource = template.Resources[logicalId] ?? { Type: 'AWS::CloudFormation::WaitHandle' };
  const scope = { environment: context.environment, resources: made, parameters: defaultsOf(template) };
  const properties = resolveValue(definition.Properties ?? {}, scope) as Readonly<Record<string, unknown>>;
  const suffix = context.newId().replaceAll('-', '').slice(0, 12).toUpperCase();
  const identifiable = { logicalId, type: definition.Type, properties, suffix };
  const { DeletionPolicy: onDelete, UpdateReplacePolicy: onReplace } = definition;
  return {
    type: definition.Type,
    physicalId: kept ?? makePhysicalId(identifiable, context.environment),
    definition: sha256(JSON.stringify([definition, properties])),
    retain: onDelete === 'Retain' || onReplace === 'Retain',
  };
}

/** Defaults of the template's parameters: the only values that a stack without parameters of its own has. */
export function defaultsOf(template: StackTemplate): Readonly<Record<string, unknown>> {
  const { Parameters: parameters = {} } = template;
  const entries = Object.entries(parameters as Record<string, { readonly Default?: unknown }>);
  return Object.fromEntries(entries.map(([name, parameter]) => [name, parameter.Default]));
}
