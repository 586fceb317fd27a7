import type { PipelineType } from '../../../pipelines/spec.ts';
import { PIPELINE_TYPES } from '../../../schema/generated/attributes.ts';
import { validatorFor, type ShapeError } from '../../../schema/generated/validators.js';
import { typesWithAttribute } from '../shared/attribute-catalogue.ts';

type Attributes = Readonly<Record<string, unknown>>;

/** More would be no answer: a file that says next to nothing fits many. */
const MOST_FITTING = 2;

/**
 * The pipeline types that ask for exactly the attributes that are given, whatever their values are; none where too many
 * do. Compiles the validators of all types: for files with a fault alone.
 */
export function fittingTypes(attributes: Attributes): readonly PipelineType[] {
  const fitting = PIPELINE_TYPES.filter((type) => {
    const validate = validatorFor(type);
    if (validate === undefined) return false;
    return validate({ ...attributes, pipeline_type: type }) || !(validate.errors ?? []).some(isAboutName);
  });
  return fitting.length > MOST_FITTING ? [] : fitting;
}

/**
 * The types that are meant where one is given whose attributes are others. Several of them do not fit, one at least
 * being an attribute of another type, and all together are those of that one: then the type is the fault, and each
 * attribute that is missing or too much a consequence of it.
 */
export function meantTypes(attributes: Attributes, errors: readonly ShapeError[]): readonly PipelineType[] {
  const misfits = errors.filter(isAboutName);
  if (misfits.length < 2) return [];
  const isForeign = misfits.some(({ params }) => typesWithAttribute(String(params['additionalProperty'])).length > 0);
  return isForeign ? fittingTypes(attributes) : [];
}

/** True of an attribute that is missing, or that nobody knows. */
export function isAboutName({ keyword, instancePath }: ShapeError): boolean {
  return instancePath === '' && (keyword === 'required' || keyword === 'additionalProperties');
}
