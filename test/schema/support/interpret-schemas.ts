import { Ajv2020 } from 'ajv/dist/2020.js';
import { STRICT_OPTIONS } from '../../../scripts/generate/strict-options.ts';
import { listSchemas, readSchema } from './walk-schema.ts';

/** Ajv with every schema as it is written, under `mlops:/` and its path: what an editor makes of them. */
export function interpretSchemas(): Ajv2020 {
  const ajv = new Ajv2020(STRICT_OPTIONS);
  ajv.addVocabulary(['x-mlops', 'x-mlops-required-when', 'enumDescriptions']);
  for (const path of listSchemas()) ajv.addSchema(readSchema(path), `mlops:/${path}`);
  return ajv;
}
