import { Ajv2020, type CodeKeywordDefinition, type KeywordCxt, type Options } from 'ajv/dist/2020.js';
import { _, and, Name, str, type Code } from 'ajv/dist/compile/codegen/index.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { fileSchema, workloadList } from './build-root-schema.ts';
import { omit } from './omit.ts';
import { shareEqualParts } from './share-equal-parts.ts';
import { STRICT_OPTIONS } from './strict-options.ts';
import { withoutErrors } from './without-errors.ts';
import { COMMON_REFERENCE, propertiesOf, type Schema, type SourceSchemas } from './load-schemas.ts';

/** Keywords that speak to people and to the normaliser, not to the validator. */
const ANNOTATIONS = [
  'title',
  'description',
  'default',
  'examples',
  'x-mlops',
  'x-mlops-required-when',
  'enumDescriptions',
];

const PARTS = 'mlops:/parts/';

/**
 * Compiles the schemas of all pipeline types, of the settings and of the outer form of a file to one ES module without
 * imports. The result needs no ajv at run time, because compiling would cost every start a tenth of a second.
 *
 * Each schema is there twice: as a function that only tells whether a value is valid, which nearly every value is, and
 * as one that also says why not, which the engine does not even compile before a value is not.
 */
export async function compileValidators(schemas: SourceSchemas): Promise<string> {
  const verdicts = compileVerdicts(schemas);
  return bundle({ verdicts, errors: compileErrors(schemas, { esm: false }) }, [...schemas.types.keys()]);
}

/** Ajv's code of the functions that say why a value is not valid. {@link LATER_PATTERN} is to stand before it. */
export function compileErrors(schemas: SourceSchemas, code: { readonly esm: boolean }): string {
  return standalone(createAjv({ code }), schemas);
}

/** The code of the functions that only tell whether a value is valid. */
function compileVerdicts(schemas: SourceSchemas): string {
  return withoutErrors(standalone(createAjv({ allErrors: false, code: { esm: true } }), schemas));
}

function standalone(ajv: Ajv2020, schemas: SourceSchemas): string {
  const parts = shareEqualParts(mapValues(schemas.definitions, prepare), PARTS);
  // Each part is a schema of its own: ajv compiles a reference into another schema's $defs anew for every schema.
  for (const [name, part] of Object.entries(parts.definitions)) ajv.addSchema(part as Schema, PARTS + name);
  const exports: Record<string, string> = {};
  function add(name: string, schema: Schema): void {
    ajv.addSchema(schema, `mlops:/${name}`);
    exports[name] = `mlops:/${name}`;
  }
  for (const [type, schema] of schemas.types) add(`validate_${type}`, parts.redirect(prepare(schema) as Schema));
  add('validateSettings', prepare(schemas.settings) as Schema);
  add('validateFile', outerForm(schemas));
  return standaloneCode.default(ajv, exports);
}

function createAjv({ code, ...options }: Options): Ajv2020 {
  const ajv = new Ajv2020({
    ...STRICT_OPTIONS,
    ownProperties: true,
    inlineRefs: false,
    ...options,
    code: { source: true, lines: false, optimize: true, regExp: laterPattern, ...code },
  });
  // Both would add bookkeeping to every function for keywords that no schema here uses.
  ajv.opts.unevaluated = false;
  ajv.opts.dynamicRef = false;
  ajv.addKeyword(BY_STAGE);
  ajv.addKeyword(textBound('textMinimum', _`<`, '>='));
  ajv.addKeyword(textBound('textMaximum', _`>`, '<='));
  return ajv;
}

/**
 * Patterns are compiled when a text first meets them. A file meets a few of the fifty, and some, with properties of
 * Unicode, take as long as all that is said about the file.
 */
const laterPattern = Object.assign((pattern: string, flags: string) => new RegExp(pattern, flags), {
  code: 'laterPattern',
});

/** What that is in the compiled module. */
export const LATER_PATTERN = `function laterPattern(pattern, flags) {
  let compiled;
  return { test: (text) => (compiled ??= new RegExp(pattern, flags)).test(text) };
}
`;

/**
 * The branch between a value and a map from stage to value. As if/then/else it would allocate an error for every plain
 * value, only to drop it, and report the branch beside the fault in it.
 */
const BY_STAGE: CodeKeywordDefinition = {
  keyword: 'byStage',
  schemaType: 'object',
  code(context: KeywordCxt): void {
    const { gen, data } = context;
    const { ownKeys } = context.schema as { readonly ownKeys?: readonly string[] };
    function branch(schemaProp: 'map' | 'value'): () => void {
      return () => void context.subschema({ keyword: 'byStage', schemaProp }, gen.name('_valid'));
    }
    const isOther = (ownKeys ?? []).map((key) => _`!Object.hasOwn(${data}, ${key})`);
    const holdsObject = _`Object.values(${data}).some((item) => ${isObject(new Name('item'))})`;
    const condition = ownKeys === undefined ? isObject(data) : and(isObject(data), ...isOther, holdsObject);
    gen.if(condition, branch('map'), branch('value'));
  },
};

function isObject(value: Name): Code {
  return _`${value} && typeof ${value} == "object" && !Array.isArray(${value})`;
}

/**
 * `minimum` and `maximum` for numbers written as text, which JSON Schema cannot say. Text that is no number, negative
 * or overlong is the pattern's and maxLength's business, so that one fault gives one error.
 */
function textBound(keyword: string, fails: ReturnType<typeof _>, comparison: string): CodeKeywordDefinition {
  return {
    keyword,
    type: 'string',
    schemaType: 'number',
    error: {
      message: ({ schemaCode }) => str`must be ${comparison} ${schemaCode}`,
      params: ({ schemaCode }) => _`{comparison: ${comparison}, limit: ${schemaCode}}`,
    },
    code(context: KeywordCxt): void {
      const { data, schemaCode } = context;
      context.fail(
        _`${data} !== "" && ${data}.length <= 20 && ${data}.charCodeAt(0) !== 45 && +${data} ${fails} ${schemaCode}`,
      );
    },
  };
}

function outerForm(schemas: SourceSchemas): Schema {
  const form = omit(fileSchema(schemas), 'if', 'then', 'else');
  const properties = form['properties'] as Record<string, Schema>;
  const known = propertiesOf(properties['defaults'] ?? {}).map(([name]) => [name, true] as const);
  return prepare({
    ...form,
    properties: {
      $schema: { $ref: `${COMMON_REFERENCE}schema_reference` },
      defaults: { type: 'object', properties: Object.fromEntries(known), additionalProperties: false },
      workloads: workloadList({ type: 'object' }),
    },
  }) as Schema;
}

/** Drops annotations, points references at the shared parts and adds the bounds of numbers written as text. */
function prepare(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(prepare);
  if (typeof schema !== 'object' || schema === null) return schema;
  const result: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (ANNOTATIONS.includes(keyword) || keyword === '$schema') continue;
    result[keyword] = prepareKeyword(keyword, value);
  }
  const condition = (schema as Schema)['if'] as Schema | undefined;
  if (isByStage(condition)) {
    const byStage = { map: result['then'], value: result['else'], ownKeys: ownKeysOf(condition) };
    return { ...omit(result, 'if', 'then', 'else'), byStage };
  }
  const types = result['type'];
  if (Array.isArray(types) && types.includes('string') && (types.includes('integer') || types.includes('number'))) {
    const text = isNumericText(result['pattern']);
    if (text && result['minimum'] !== undefined) result['textMinimum'] = result['minimum'];
    if (text && result['maximum'] !== undefined) result['textMaximum'] = result['maximum'];
  }
  return result;
}

/** A member of it is an object. */
const HOLDS_AN_OBJECT = JSON.stringify({ additionalProperties: { not: { type: 'object' } } });

/**
 * True for the condition of an attribute that takes a map from stage to value in place of a value. Where the value is
 * an object itself, a map is told by the objects in it, and by holding no key of the value.
 */
function isByStage(condition: Schema | undefined): condition is Schema {
  const { type, not, ...rest } = condition ?? {};
  if (type !== 'object' || Object.keys(omit(rest, 'propertyNames')).length > 0) return false;
  return not === undefined ? rest['propertyNames'] === undefined : JSON.stringify(not) === HOLDS_AN_OBJECT;
}

/** Keys of a value that is an object; undefined for other values. */
function ownKeysOf(condition: Schema): readonly string[] | undefined {
  if (condition['not'] === undefined) return undefined;
  const names = condition['propertyNames'] as { readonly not: { readonly enum: readonly string[] } } | undefined;
  return names?.not.enum ?? [];
}

function prepareKeyword(keyword: string, value: unknown): unknown {
  if (keyword === '$ref' && typeof value === 'string') return PARTS + value.slice(value.lastIndexOf('/') + 1);
  // The keys below these keywords are names, which may look like annotations.
  if (['properties', 'patternProperties', '$defs'].includes(keyword)) return mapValues(value as Schema, prepare);
  return ['enum', 'const', 'required'].includes(keyword) ? value : prepare(value);
}

/** True for a pattern that only text holding a number can match. */
function isNumericText(pattern: unknown): boolean {
  return typeof pattern === 'string' && !new RegExp(pattern, 'u').test('a') && new RegExp(pattern, 'u').test('1');
}

function mapValues(object: Schema, map: (value: unknown) => unknown): Schema {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, map(value)]));
}

/** Puts ajv's helpers into the module and adds the lookup by pipeline type. */
async function bundle(
  code: { readonly verdicts: string; readonly errors: string },
  types: readonly string[],
): Promise<string> {
  const entries = types.map((type) => `['${type}', validator('validate_${type}')]`).join(', ');
  const lookup = `
    import * as verdicts from 'verdicts';
    let errors;
    function validator(name) {
      const isValid = verdicts[name];
      function run(value) {
        run.errors = null;
        if (isValid(value)) return true;
        errors ??= require('errors');
        const explain = errors[name];
        if (explain(value)) return true;
        // A failed condition reports itself beside what it asked for: only the latter is a fault.
        run.errors = explain.errors.filter((error) => error.keyword !== 'if');
        return false;
      }
      return Object.assign(run, { isValid });
    }
    const validators = new Map([${entries}]);
    export function validatorFor(type) { return validators.get(type); }
    export const validateSettings = validator('validateSettings');
    export const validateFile = validator('validateFile');`;
  const resolveDir = import.meta.dirname;
  const result = await build({
    stdin: { contents: lookup, resolveDir, loader: 'js' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    target: 'node20',
    write: false,
    banner: { js: '// Generated from the schemas by scripts/generate.ts: do not edit.' },
    plugins: [
      {
        name: 'ajv-code',
        setup(plugin) {
          plugin.onResolve({ filter: /^(?:verdicts|errors)$/ }, ({ path }) => ({ path, namespace: 'ajv-code' }));
          plugin.onLoad({ filter: /.*/, namespace: 'ajv-code' }, ({ path }) => ({
            contents: LATER_PATTERN + code[path as keyof typeof code],
            resolveDir,
            loader: 'js',
          }));
        },
      },
    ],
  });
  return result.outputFiles[0]?.text ?? '';
}
