/**
 * Validators compiled from the schemas by `npx tsx scripts/generate.ts`. The code beside this file is not committed.
 */

/** One fault of a value. A condition that failed is never among them, only what it asked for. */
export interface ShapeError {
  /** Keyword of JSON Schema, or `textMinimum` and `textMaximum` for the bounds of a number written as text. */
  readonly keyword: string;
  /** JSON pointer of the value at fault; for `required` and `additionalProperties` that of the object around the key. */
  readonly instancePath: string;
  readonly schemaPath: string;
  /** Such as `missingProperty`, `additionalProperty`, `allowedValues`, `limit`, `pattern`, `type`. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
}

/** Returns whether the value is valid. Each call overwrites `errors`, all of them, or null. */
export interface Validate {
  (value: unknown): boolean;
  /** The same verdict, without errors. */
  readonly isValid: (value: unknown) => boolean;
  errors?: readonly ShapeError[] | null;
}

/** The validator of one pipeline type; undefined for any other text, `constructor` and `__proto__` included. */
export function validatorFor(pipelineType: string): Validate | undefined;

/** Validates `mlops-settings.json`. */
export const validateSettings: Validate;

/** Validates the outer form of a file with `workloads`; its entries need `validatorFor` each. */
export const validateFile: Validate;
