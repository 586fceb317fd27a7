import type { CatalogueEntry } from './build-catalogue.ts';

const HEADER = '// Generated from the schemas by scripts/generate.ts: do not edit.\n\n';

/** Keys that only documents and `explain` need: they stay out of the file that every start loads. */
const DESCRIPTIVE = new Set(['title', 'description', 'requiredWhen', 'examples']);

const ATTRIBUTE_TYPES = `/** How the written value of an attribute is brought into its normal form. */
export type AttributeKind =
  | 'text'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'assets-key'
  | 's3-location'
  | 'object'
  | 'list'
  | 'enum'
  | 'arn'
  | 'schedule';

/** One attribute of a pipeline type. */
export interface Attribute {
  readonly name: string;
  readonly kind: AttributeKind;
  /** Always required; an attribute with an old spelling is required under one of its two names. */
  readonly required: boolean;
  /** A map from stage name to value may stand in place of the value. */
  readonly perStage: boolean;
  readonly default?: string | number | boolean;
  readonly enum?: readonly (string | number | boolean)[];
  /** Bounds of a number, inclusive; they hold for its text form too. */
  readonly minimum?: number;
  readonly maximum?: number;
  /** This is an old spelling of the attribute named here. */
  readonly aliasOf?: string;
  /** Empty text means the same as leaving the attribute out. */
  readonly emptyMeansUnset?: boolean;
}

`;

/** Writes `attributes.ts`: the pipeline types and their attributes, each distinct attribute once. */
export function writeAttributes(catalogue: ReadonlyMap<string, readonly CatalogueEntry[]>): string {
  const constants = new Map<string, string>();
  const lists: string[] = [];
  for (const [type, entries] of catalogue) {
    const names = entries.map((entry) => nameConstant(entry, constants));
    lists.push(`  ${type}: [\n${names.map((name) => `    ${name},\n`).join('')}  ],\n`);
  }
  const declared = [...constants].map(([literal, name]) => `const ${name}: Attribute = ${literal};\n`);
  return (
    HEADER +
    `/** The values of \`pipeline_type\`, in the order in which documents list them. */\n` +
    `export const PIPELINE_TYPES = [\n${[...catalogue.keys()].map((type) => `  '${type}',\n`).join('')}] as const;\n\n` +
    `export type PipelineType = (typeof PIPELINE_TYPES)[number];\n\n` +
    ATTRIBUTE_TYPES +
    declared.join('') +
    `\n/** The attributes of every pipeline type, in the order of its schema. */\n` +
    `export const ATTRIBUTES: Readonly<Record<PipelineType, readonly Attribute[]>> = {\n${lists.join('')}};\n`
  );
}

/** Writes `descriptions.ts`: what documents, hints and `explain` say about the attributes. */
export function writeDescriptions(catalogue: ReadonlyMap<string, readonly CatalogueEntry[]>): string {
  const lists = [...catalogue].map(([type, entries]) => {
    const lines = entries.map(({ name, title, description, requiredWhen, examples }) => {
      const text = JSON.stringify({ title, description, requiredWhen, examples });
      return `    ${name}: ${text},\n`;
    });
    return `  ${type}: () => ({\n${lines.join('')}  }),\n`;
  });
  return (
    HEADER +
    `import type { PipelineType } from './attributes.ts';\n\n` +
    `/** What documents, hints and \`explain\` say about an attribute. */\n` +
    `export interface AttributeDescription {\n  readonly title: string;\n  readonly description: string;\n` +
    `  /** Condition, in words, under which an attribute that is not always required must be there. */\n` +
    `  readonly requiredWhen?: string;\n  readonly examples?: readonly unknown[];\n}\n\n` +
    `type Descriptions = Readonly<Record<string, AttributeDescription>>;\n\n` +
    `// Functions, because most runs show none of these texts: what is not called costs a start nothing.\n` +
    `const BY_TYPE: Readonly<Record<PipelineType, () => Descriptions>> = {\n${lists.join('')}};\n\n` +
    `/** By attribute name, for a pipeline type. Made anew each time. */\n` +
    `export function descriptionsOf(type: PipelineType): Descriptions {\n  return BY_TYPE[type]();\n}\n`
  );
}

/** Names a constant after the attribute, with a number when pipeline types differ in it. */
function nameConstant(entry: CatalogueEntry, constants: Map<string, string>): string {
  const literal = JSON.stringify(Object.fromEntries(Object.entries(entry).filter(([key]) => !DESCRIPTIVE.has(key))));
  const known = constants.get(literal);
  if (known !== undefined) return known;
  const taken = new Set(constants.values());
  let name = entry.name;
  for (let number = 2; taken.has(name); number += 1) name = `${entry.name}_${number}`;
  constants.set(literal, name);
  return name;
}
