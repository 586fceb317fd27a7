import { escapeText } from '../../model/escape-text.ts';
import type { ResourceChange } from '../../model/plan.ts';

/** One resource in words. */
export interface ResourceLine {
  readonly mark: '+' | '~' | '±' | '-';
  readonly logicalId: string;
  readonly type: string;
  /**
   * `replaced: PrimaryContainer`, `replaced because of EndpointName; Tags too`, `updated because Config is replaced`.
   */
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

/**
 * `16 resources: Endpoint, EndpointConfig, Model, 7 × ApiGateway, 2 × IAM`: what comes or goes as a whole. SageMaker's
 * own and custom resources by their type, since those run and cost; the rest by service.
 */
export function countTypes(resources: readonly ResourceChange[]): string {
  const counts = new Map<string, number>();
  const main = resources.filter(({ type }) => isMain(type)).map(({ type }) => type.replace(/^AWS::SageMaker::/, ''));
  const rest = resources.filter(({ type }) => !isMain(type)).map(({ type }) => type.split('::')[1] ?? type);
  for (const word of [...main.sort(), ...rest.sort()]) counts.set(word, (counts.get(word) ?? 0) + 1);
  const words = [...counts].map(([word, count]) => `${count === 1 ? '' : `${count} × `}${escapeText(word)}`);
  return `${resources.length} resource${resources.length === 1 ? '' : 's'}: ${words.join(', ')}`;
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
  const { properties = [], forcedBy = [] } = resource;
  if (properties.length === 0) return verb;
  const others = properties.filter((name) => !forcedBy.includes(name));
  if (forcedBy.length === 0 || others.length === 0) return `${verb}: ${listed(properties)}`;
  return `${verb} because of ${listed(forcedBy)}; ${listed(others)} too`;
}

function listed(names: readonly string[]): string {
  return names.map(escapeText).join(', ');
}

function isMain(type: string): boolean {
  return type.startsWith('AWS::SageMaker::') || type.startsWith('Custom::');
}
