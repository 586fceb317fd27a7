import type { PipelineType } from '../../../pipelines/spec.ts';
import { PIPELINE_TYPES } from '../../../schema/generated/attributes.ts';
import { validatorFor, type ShapeError } from '../../../schema/generated/validators.js';
import { attributesOf, typesWithAttribute } from '../shared/attribute-catalogue.ts';
import type { WrittenEntry } from './expand-file.ts';

/** More would be no answer: a file that says next to nothing fits many. */
const MOST_FITTING = 2;

/**
 * The pipeline types that ask for exactly the attributes that are given, whatever their values are; none where too many
 * do. Compiles the validators of all types: for files with a fault alone.
 */
export function fittingTypes({ attributes, heir }: WrittenEntry): readonly PipelineType[] {
  const fitting = PIPELINE_TYPES.filter((type) => {
    const validate = validatorFor(type);
    if (validate === undefined) return false;
    const whole = heir?.().attributesAs(type) ?? { ...attributes, pipeline_type: type };
    return validate(whole) || !(validate.errors ?? []).some(isAboutName);
  });
  return fitting.length > MOST_FITTING ? [] : fitting;
}

/** Another type that is meant, and why. */
export interface MeantTypes {
  readonly types: readonly [PipelineType, ...PipelineType[]];
  /** What the given type does not know of the entry, and of the defaults that nobody else takes. */
  readonly unknown: readonly string[];
  readonly missing: readonly string[];
}

/**
 * The types that are meant where one is given whose attributes are others. Several of them do not fit, one at least
 * being an attribute of another type, and all together are those of that one: then the type is the fault, and each
 * attribute that is missing or too much a consequence of it. Defaults that stay away from the entry are such attributes
 * too, if no other entry takes them or the entry misses several: one that is missing may just have been forgotten. And
 * where several are missing and none is too much, it is all that makes the given type another than the one that fits.
 */
export function meantTypes(
  entry: WrittenEntry,
  given: PipelineType,
  errors: readonly ShapeError[],
): MeantTypes | undefined {
  const misfits = errors.filter(isAboutName);
  const missing = namesIn(misfits, 'missingProperty');
  const unknown = namesIn(misfits, 'additionalProperty');
  if (misfits.length === 0) return undefined;
  const known = attributesOf(given);
  const unused = (entry.heir?.().unusedDefaults() ?? []).filter((name) => !known.has(name));
  const isForeign = unused.length > 0 || unknown.some((name) => typesWithAttribute(name).length > 0);
  const mayBeForeign = entry.heir !== undefined && missing.length > 1;
  const isBare = unknown.length + unused.length === 0 && missing.length > 1;
  if (misfits.length + unused.length < 2 || !(isForeign || mayBeForeign || isBare)) return undefined;
  const fitting = fittingTypes(entry).filter((type) => {
    if (isBare) return true;
    const whole = Object.keys(entry.heir?.().attributesAs(type) ?? entry.attributes);
    return whole.some((name) => !known.has(name) && (mayBeForeign || unknown.includes(name) || unused.includes(name)));
  });
  const [first, ...others] = fitting;
  if (first === undefined) return undefined;
  const taken = unused.filter((name) => attributesOf(first).has(name));
  return { types: [first, ...others], unknown: [...unknown, ...taken], missing };
}

function namesIn(errors: readonly ShapeError[], param: 'additionalProperty' | 'missingProperty'): readonly string[] {
  const names = errors.map(({ params }) => params[param]);
  return [...new Set(names.filter((name) => typeof name === 'string'))];
}

/** True of an attribute that is missing, or that nobody knows. */
export function isAboutName({ keyword, instancePath }: ShapeError): boolean {
  return instancePath === '' && (keyword === 'required' || keyword === 'additionalProperties');
}
