import { readFileSync } from 'node:fs';

import { format } from 'prettier';

import { LAMBDA_SOURCES } from '../../pipelines/families.ts';
import {
  CONTROL_ACKNOWLEDGEMENTS,
  CONTROL_ALL_RESOURCES,
  CONTROL_LINTER_ACKNOWLEDGEMENTS,
} from '../../pipelines/control-plane/acknowledgements.ts';
import { ACKNOWLEDGEMENTS, ALL_RESOURCES, LINTER_ACKNOWLEDGEMENTS } from '../../pipelines/shared/acknowledgements.ts';
import { synthesize, type Template } from '../../pipelines/synthesize.ts';
import { completeSettings } from '../../processor/config/settings/complete-settings.ts';
import { loadDesired } from '../../processor/config/load-desired.ts';
import { ATTRIBUTES, PIPELINE_TYPES, type Attribute, type PipelineType } from '../../schema/generated/attributes.ts';
import { descriptionsOf } from '../../schema/generated/descriptions.ts';

const ROOT = new URL('../../', import.meta.url);

/** The documents with generated parts, as they should be: path from the repository's root to text. */
export async function buildDocs(): Promise<Readonly<Record<string, string>>> {
  const pages: Record<string, string> = { 'docs/acknowledgements.md': await pretty(acknowledgements()) };
  for (const type of PIPELINE_TYPES) {
    const path = `docs/pipelines/${type}.md`;
    const template = exampleTemplate(type);
    const parts = { attributes: attributes(type), permissions: permissions(template), outputs: outputs(template) };
    pages[path] = await pretty(withParts(read(path), parts));
  }
  return pages;
}

function read(path: string): string {
  return readFileSync(new URL(path, ROOT), 'utf8');
}

function pretty(text: string): Promise<string> {
  return format(text, { parser: 'markdown', printWidth: 120 });
}

/** Puts each part between its two marks; the rest of a page is written by hand. */
function withParts(page: string, parts: Readonly<Record<string, string>>): string {
  return Object.entries(parts).reduce((text, [name, part]) => {
    const [begin, end] = [`<!-- generated: ${name} -->`, '<!-- end -->'];
    const start = text.indexOf(begin);
    const stop = text.indexOf(end, start);
    if (start < 0 || stop < 0) throw new Error(`a page has no marks ${begin} and ${end}`);
    return `${text.slice(0, start)}${begin}\n\n${part}\n\n${text.slice(stop)}`;
  }, page);
}

function attributes(type: PipelineType): string {
  const rows = ATTRIBUTES[type].map((attribute) => {
    const { description, requiredWhen } = descriptionsOf(type)[attribute.name] ?? { description: '' };
    const required = requiredWhen === undefined ? (attribute.required ? 'yes' : '') : `when ${requiredWhen}`;
    const stages = attribute.perStage ? 'yes' : '';
    return [`\`${attribute.name}\``, required, defaultOf(attribute), stages, description];
  });
  return table(['attribute', 'required', 'default', 'per stage', 'meaning'], rows);
}

function defaultOf({ default: value }: Attribute): string {
  if (value === undefined) return '';
  return value === '' ? 'empty' : `\`${String(value)}\``;
}

/** What the roles of the full example may do; with other attributes it is less. */
function permissions(template: Template): string {
  const roles = Object.entries(template.Resources).filter(([, { Type }]) => Type === 'AWS::IAM::Role');
  const rows = roles.map(([id, { Properties = {} }]) => {
    const actions = [...new Set(documentsOf(template, id, Properties).flatMap(actionsOf))].sort();
    return [`\`${id}\``, textOf(Properties['Description']), actions.map((action) => `\`${action}\``).join(', ')];
  });
  return table(
    ['role', 'what it is for', 'actions'],
    rows.map(([id = '', text = '', list = '']) => [id, general(text), list]),
  );
}

type Json = Readonly<Record<string, unknown>>;

function documentsOf({ Resources }: Template, roleId: string, role: Json): readonly Json[] {
  const own = (role['Policies'] ?? []) as readonly { readonly PolicyDocument: Json }[];
  const attached = Object.values(Resources)
    .filter(({ Type, Properties = {} }) => {
      return Type === 'AWS::IAM::Policy' && JSON.stringify(Properties['Roles']).includes(`"${roleId}"`);
    })
    .map(({ Properties = {} }) => Properties as { readonly PolicyDocument: Json });
  return [...own, ...attached].map(({ PolicyDocument }) => PolicyDocument);
}

function actionsOf(document: Json): readonly string[] {
  return (document['Statement'] as readonly Json[]).flatMap(({ Action }) => Action as string | readonly string[]);
}

function outputs(template: Template): string {
  const rows = Object.entries(template.Outputs).map(([name, output]) => {
    return [`\`${name}\``, general(textOf((output as Json)['Description']))];
  });
  return table(['output', 'meaning'], rows);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Without the name of the example's stack. */
function general(text: string): string {
  return text.replace(/ of the stack [\w-]+$/, '');
}

/** The template of the full example, with the names that the Lambda bundles have before they are built. */
function exampleTemplate(type: PipelineType): Template {
  const path = `examples/${type}/full/mlops-config.json`;
  const { workloads, findings } = loadDesired({
    files: [{ path, bytes: readFileSync(new URL(path, ROOT)) }],
    settings: completeSettings({}),
    rules: [],
  });
  const [workload] = workloads;
  if (workload === undefined) throw new Error(`${path} gives no workload: ${JSON.stringify(findings)}`);
  const lambdaCode = Object.fromEntries(Object.keys(LAMBDA_SOURCES).map((name) => [name, { key: name }]));
  const provenance = { fingerprint: '', configPath: path, commit: null, codeDigest: '' };
  return synthesize(workload.spec, { lambdaCode, provenance }).template;
}

function acknowledgements(): string {
  return `# Findings that stand

Generated by \`scripts/generate-docs.ts\` from \`pipelines/shared/acknowledgements.ts\` and
\`pipelines/control-plane/acknowledgements.ts\`. The templates of all examples and of the control plane are checked by
cdk-nag (AwsSolutions and NIST 800-53 R5), cfn-lint and CloudFormation's own validator; a finding that is not here fails
the tests, and so does an entry that nothing needs.

## Calls on all resources

Every other call of every role is bound to resources; \`test/pipelines/least-privilege.test.ts\` proves it with an IAM
simulator.

${table(['action', 'why it has the resource `*`'], Object.entries(ALL_RESOURCES).map(asAction))}

## cdk-nag

${findingsTable(ACKNOWLEDGEMENTS)}

## Linters

${lintersTable(LINTER_ACKNOWLEDGEMENTS)}

## The control plane: calls on all resources

Of the read, deploy and execution roles; \`test/pipelines/control-plane/\` proves the rest.

${table(['action', 'why it has the resource `*`'], Object.entries(CONTROL_ALL_RESOURCES).map(asAction))}

## The control plane: cdk-nag

${findingsTable(CONTROL_ACKNOWLEDGEMENTS)}

## The control plane: linters

${lintersTable(CONTROL_LINTER_ACKNOWLEDGEMENTS)}
`;
}

function asAction([action, reason]: readonly [string, string]): readonly string[] {
  return [`\`${action}\``, reason];
}

function findingsTable(entries: typeof ACKNOWLEDGEMENTS): string {
  return table(
    ['finding', 'reason'],
    entries.map(({ finding, reason }) => [`\`${finding.source}\``, reason]),
  );
}

function lintersTable(entries: typeof LINTER_ACKNOWLEDGEMENTS): string {
  return table(
    ['tool', 'rule', 'reason'],
    entries.map(({ tool, rule, reason }) => [tool, rule, reason]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map(cell).join(' | ')} |`);
  return lines.join('\n');
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
