import type { PipelineSpec } from '../../../pipelines/spec.ts';
import { synthesize, type Template } from '../../../pipelines/synthesize.ts';
import { OPTIONS } from './specs.ts';

/** The template of a spec, with provenance and bundles that never change. */
export function templateOf(spec: PipelineSpec): Template {
  return synthesize(spec, OPTIONS).template;
}

/** The properties of one resource; fails when there is none of that logical id and type. */
export function propertiesOf(template: Template, logicalId: string, type: string): Record<string, unknown> {
  const resource = template.Resources[logicalId];
  if (resource?.Type !== type) {
    throw new Error(
      `${logicalId} is ${resource?.Type ?? 'missing'}, not ${type}: ${Object.keys(template.Resources).join(' ')}`,
    );
  }
  return { ...resource.Properties };
}

/** All resources of a type, by logical id. */
export function resourcesOf(template: Template, type: string): Record<string, Record<string, unknown>> {
  const found = Object.entries(template.Resources).filter(([, resource]) => resource.Type === type);
  return Object.fromEntries(found.map(([id, resource]) => [id, { ...resource.Properties }]));
}

/** One policy statement as CloudFormation writes it. */
export interface Statement {
  readonly logicalId: string;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly unknown[];
  readonly condition?: unknown;
}

/** Every statement of every identity policy in the template. */
export function statementsOf(template: Template): readonly Statement[] {
  return Object.entries(template.Resources).flatMap(([logicalId, { Type, Properties = {} }]) => {
    if (Type === 'AWS::IAM::Policy') return documentStatements(logicalId, Properties['PolicyDocument']);
    if (Type !== 'AWS::IAM::Role') return [];
    const policies = (Properties['Policies'] ?? []) as readonly { readonly PolicyDocument: unknown }[];
    return policies.flatMap(({ PolicyDocument }) => documentStatements(logicalId, PolicyDocument));
  });
}

/** Actions that a role or policy of the template allows on a resource as written. */
export function allowedActions(template: Template, logicalId: string, resource: unknown): readonly string[] {
  const wanted = JSON.stringify(resource);
  return statementsOf(template)
    .filter((statement) => statement.logicalId === logicalId && statement.effect === 'Allow')
    .filter(({ resources }) => resources.some((candidate) => JSON.stringify(candidate) === wanted))
    .flatMap(({ actions }) => actions);
}

function documentStatements(logicalId: string, document: unknown): readonly Statement[] {
  const { Statement: statements } = document as { readonly Statement: readonly Record<string, unknown>[] };
  return statements.map((statement) => ({
    logicalId,
    effect: String(statement['Effect']),
    actions: listOf(statement['Action']).map(String),
    resources: listOf(statement['Resource']),
    condition: statement['Condition'],
  }));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
