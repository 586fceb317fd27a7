import { escapeText } from '../model/escape-text.ts';
import type { ResourceChange } from '../model/plan.ts';

/** One resource in words. */
export interface ResourceLine {
  readonly mark: '+' | '~' | '±' | '-';
  readonly logicalId: string;
  readonly type: string;
  /** `replaced: PrimaryContainer`, `updated because Config is replaced`. */
  readonly what: string;
}

/** The resources of an update, those that matter most first: replaced, perhaps replaced, deleted, created, updated. */
export function describeResources(resources: readonly ResourceChange[]): readonly ResourceLine[] {
  return [...resources]
    .sort((a, b) => rank(a) - rank(b) || (a.logicalId < b.logicalId ? -1 : 1))
    .map((resource) => ({
      mark: markOf(resource),
      logicalId: escapeText(resource.logicalId),
      type: escapeText(resource.type),
      what: describe(resource),
    }));
}

/** `12 resources: Endpoint, 3 × Lambda Function, …`: what comes or goes as a whole, SageMaker's own first. */
export function countTypes(resources: readonly ResourceChange[]): string {
  const counts = new Map<string, number>();
  for (const { type } of resources) counts.set(type, (counts.get(type) ?? 0) + 1);
  const types = [...counts]
    .sort(([a], [b]) => Number(isSageMaker(b)) - Number(isSageMaker(a)) || (a < b ? -1 : 1))
    .map(([type, count]) => `${count === 1 ? '' : `${count} × `}${shortType(type)}`);
  return `${resources.length} resource${resources.length === 1 ? '' : 's'}: ${types.join(', ')}`;
}

function rank(resource: ResourceChange): number {
  if (resource.replacement === 'yes') return 0;
  if (resource.replacement === 'conditional') return 1;
  return resource.action === 'delete' ? 2 : resource.action === 'create' ? 3 : 4;
}

function markOf(resource: ResourceChange): ResourceLine['mark'] {
  if (resource.replacement !== 'no') return '±';
  return resource.action === 'create' ? '+' : resource.action === 'delete' ? '-' : '~';
}

function describe(resource: ResourceChange): string {
  const verb =
    resource.replacement === 'yes'
      ? 'replaced'
      : resource.replacement === 'conditional'
        ? 'updated, perhaps replaced'
        : `${resource.action}d`;
  if (resource.cascadedFrom !== undefined) return `${verb} because ${escapeText(resource.cascadedFrom)} is replaced`;
  const properties = (resource.properties ?? []).map(escapeText).join(', ');
  return properties === '' ? verb : `${verb}: ${properties}`;
}

/** `AWS::Lambda::Function` → `Lambda Function`; SageMaker's types by their last part alone. */
function shortType(type: string): string {
  const [, service, name] = type.split('::');
  if (service === undefined || name === undefined) return escapeText(type);
  return escapeText(isSageMaker(type) ? name : `${service} ${name}`);
}

function isSageMaker(type: string): boolean {
  return type.startsWith('AWS::SageMaker::');
}
