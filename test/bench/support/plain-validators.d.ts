/**
 * What ajv compiles from the schemas of the pipeline types, one function each; made when a benchmark is bundled.
 */
import type { PipelineType } from '../../../schema/generated/attributes.ts';

declare const validators: Readonly<Record<`validate_${PipelineType}`, (value: unknown) => boolean>>;
export = validators;
