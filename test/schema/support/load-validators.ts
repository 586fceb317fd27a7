import { compileValidators } from '../../../scripts/generate/compile-validators.ts';
import { loadSchemas } from '../../../scripts/generate/load-schemas.ts';
import type * as Validators from '../../../schema/generated/validators.js';

let compiled: Promise<typeof Validators> | undefined;

/** The validators, compiled once per process from the schemas as they are now rather than as they last were. */
export function loadValidators(): Promise<typeof Validators> {
  compiled ??= compileValidators(loadSchemas()).then(
    (code) =>
      import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`) as Promise<typeof Validators>,
  );
  return compiled;
}
