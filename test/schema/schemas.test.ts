import { expect } from 'chai';
import { ATTRIBUTES, PIPELINE_TYPES } from '../../schema/generated/attributes.ts';
import { descriptionsOf } from '../../schema/generated/descriptions.ts';
import { interpretSchemas } from './support/interpret-schemas.ts';
import { listExamples } from './support/list-examples.ts';
import { listSchemas, readSchema, typesOf, walkSchema } from './support/walk-schema.ts';

/** Schemas of what people write; the others describe our own output. */
const WRITTEN = listSchemas().filter((path) => !/^(plan|apply|findings|deployment-event)\./.test(path));

const HOSTILE = [
  'a',
  'a-',
  '-',
  '((((',
  '%',
  ':',
  '/',
  'a/',
  '.',
  'a.',
  ' ',
  '"a",',
  '["a",',
  '0',
  'arn:',
  'ü',
  '\u202e',
];

function hostileTexts(): string[] {
  return HOSTILE.flatMap((unit) => {
    const text = unit.repeat(Math.ceil(50_000 / unit.length));
    return [
      text,
      `${text}\n`,
      `${text}!`,
      `s3://${text}\0`,
      `arn:aws${text}`,
      `cron(${text})`,
      `[${text}`,
      `a${text}\u0001`,
    ];
  });
}

describe('schemas', () => {
  for (const path of listSchemas()) {
    it(`${path} is a valid schema of draft 2020-12, and compiles in strict mode`, () => {
      const ajv = interpretSchemas();
      expect(readSchema(path)['$schema']).to.equal('https://json-schema.org/draft/2020-12/schema');
      expect(ajv.validateSchema(readSchema(path)), JSON.stringify(ajv.errors)).to.equal(true);
      expect(ajv.getSchema(`mlops:/${path}`)).to.be.a('function');
    });
  }

  for (const path of WRITTEN) {
    it(`${path} bounds every text, list and object`, () => {
      const unbounded = walkSchema(readSchema(path)).filter(({ schema }) => {
        const types = typesOf(schema);
        if (schema['enum'] !== undefined || schema['const'] !== undefined) return false;
        const closed =
          schema['additionalProperties'] === false || schema['allOf'] !== undefined || schema['if'] !== undefined;
        return (
          (types.includes('string') && schema['maxLength'] === undefined) ||
          (types.includes('array') && schema['maxItems'] === undefined) ||
          (types.includes('object') && !closed) ||
          (schema['patternProperties'] !== undefined && schema['maxProperties'] === undefined)
        );
      });
      expect(unbounded.map(({ pointer }) => pointer)).to.deep.equal([]);
    });

    it(`${path} requires only keys that it has`, () => {
      for (const { pointer, schema } of walkSchema(readSchema(path))) {
        const required = (schema['required'] ?? []) as readonly string[];
        const properties = schema['properties'];
        if (properties === undefined) continue;
        expect(Object.keys(properties as object), pointer).to.include.members([...required]);
      }
    });
  }

  for (const type of PIPELINE_TYPES) {
    it(`${type} requires under conditions only keys that it has`, () => {
      const schema = readSchema(`types/${type}.schema.json`);
      const named = walkSchema(schema).flatMap((part) => (part.schema['required'] ?? []) as readonly string[]);
      expect(Object.keys(schema['properties'] as object)).to.include.members(named);
    });

    it(`${type} explains every attribute`, () => {
      for (const { name } of ATTRIBUTES[type]) {
        const described = descriptionsOf(type)[name];
        expect(described?.title.length, name).to.be.greaterThan(2);
        expect(described?.description.length, name).to.be.at.least(20);
      }
    });
  }

  it('explain every key of nested objects and of the settings', () => {
    for (const path of ['common.schema.json', 'mlops-settings.schema.json']) {
      const bare = walkSchema(readSchema(path))
        .filter(({ pointer }) => /\/properties\/[^/]+$/.test(pointer))
        .filter(({ schema }) => lengthOf(schema['title']) < 3 || lengthOf(schema['description']) < 10);
      expect(bare.map(({ pointer }) => pointer)).to.deep.equal([]);
    }
  });

  it('have anchored patterns that no hostile text slows down', () => {
    const patterns = new Set(
      WRITTEN.flatMap((path) => walkSchema(readSchema(path))).flatMap(({ schema }) => [
        ...(typeof schema['pattern'] === 'string' ? [schema['pattern']] : []),
        ...Object.keys(schema['patternProperties'] ?? {}),
      ]),
    );
    const texts = hostileTexts();
    expect(patterns.size).to.be.greaterThan(20);
    for (const pattern of patterns) {
      expect(pattern).to.match(/^\^.*\$$/);
      const expression = new RegExp(pattern, 'u');
      for (const text of texts) {
        // The quickest of some runs decides: one may pay for compiling, or for another process on the machine.
        let milliseconds = Infinity;
        for (let round = 0; round < 6 && milliseconds >= 50; round++) {
          milliseconds = Math.min(milliseconds, timeOf(expression, text));
        }
        expect(milliseconds, `${pattern} on ${JSON.stringify(text.slice(0, 12))}`).to.be.lessThan(50);
      }
    }
  }).timeout(60_000);

  it('accept the examples through the schema that editors use', () => {
    const ajv = interpretSchemas();
    for (const name of ['mlops-config', 'mlops-settings']) {
      const validate = ajv.getSchema(`mlops:/${name}.schema.json`);
      for (const { path, value } of listExamples(`${name}.json`)) {
        expect(validate?.(value), `${path} ${JSON.stringify(validate?.errors)}`).to.equal(true);
      }
    }
  });
});

function lengthOf(text: unknown): number {
  return typeof text === 'string' ? text.length : 0;
}

function timeOf(expression: RegExp, text: string): number {
  const start = performance.now();
  expression.test(text);
  return performance.now() - start;
}
