import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { compileValidators } from '../../scripts/generate/compile-validators.ts';
import { buildOutputs } from '../../scripts/generate/build-outputs.ts';
import { loadSchemas, SCHEMA_FOLDER } from '../../scripts/generate/load-schemas.ts';
import { ATTRIBUTES, PIPELINE_TYPES, type PipelineType } from '../../schema/generated/attributes.ts';
import { descriptionsOf } from '../../schema/generated/descriptions.ts';
import type { WrittenWorkload } from '../../schema/generated/written-config.ts';
import type { PipelineSpec } from '../../pipelines/spec.ts';

/** Compiles only while the catalogue, the written types and the pipelines name the same types. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
const SAME_TYPES: readonly [
  Same<PipelineType, WrittenWorkload['pipeline_type']>,
  Same<PipelineType, PipelineSpec['pipelineType']>,
] = [true, true];

describe('generated files', () => {
  it('are what the schemas say', async () => {
    for (const [path, text] of Object.entries(await buildOutputs(loadSchemas()))) {
      const committed = readFileSync(new URL(path, SCHEMA_FOLDER), 'utf8');
      expect(committed === text, `schema/${path} is stale: run npx tsx scripts/generate.ts`).to.equal(true);
    }
  });

  it('name the same pipeline types', () => {
    expect(SAME_TYPES).to.deep.equal([true, true]);
    expect(Object.keys(ATTRIBUTES)).to.deep.equal([...PIPELINE_TYPES]);
  });

  it('describe every attribute', () => {
    for (const type of PIPELINE_TYPES) {
      const described = Object.keys(descriptionsOf(type));
      expect(described).to.deep.equal(ATTRIBUTES[type].map(({ name }) => name));
    }
  });

  it('compile to one small module that imports nothing', async () => {
    const code = await compileValidators(loadSchemas());
    expect(Buffer.byteLength(code)).to.be.lessThan(490 * 1024);
    // Ajv's helpers carry `code='require(...)'` as text; what must not be is a call.
    expect(code.replaceAll(/'require\([^']*'/g, '')).to.not.match(/\brequire\s*\(/);
    expect(code).to.not.match(/\bimport\s*[("'{*]/);
  });
});
