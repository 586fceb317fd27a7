import type { Options } from 'ajv/dist/2020.js';

/** How strictly ajv takes the schemas, compiled or interpreted, and that it names every error. */
export const STRICT_OPTIONS = {
  strict: true,
  // Conditions name keys of the object around them; a test checks that every required key is a property.
  strictRequired: false,
  // The conditions of a range look at its first item only; its length is stated once, beside them.
  strictTuples: false,
  allowUnionTypes: true,
  allErrors: true,
} as const satisfies Options;
