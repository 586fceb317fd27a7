import { validatorFor, type ShapeError } from '../../schema/generated/validators.js';
import { contentName } from '../../pipelines/names.ts';
import type { PipelineType } from '../../pipelines/spec.ts';
import type { Attribute } from '../../schema/generated/attributes.ts';
import { attributesOf } from './attribute-catalogue.ts';
import { doubtAbout, type Doubt } from './doubt.ts';
import type { WrittenEntry } from './expand-file.ts';
import { splitPointer } from './json-pointer.ts';
import { placeholderFor } from './placeholder.ts';
import type { WrittenWorkload } from './written-workload.ts';

/** Without these nobody can say what the workload is, or where it goes. */
const ESSENTIAL: readonly string[] = ['pipeline_type', 'stages'];

/** Names that no two workloads share: a placeholder for one has to be one of its own. */
const NAMES: readonly string[] = ['model_name', 'image_tag', 'name'];

/** Placeholders may ask for further attributes, which then need placeholders as well. */
const MOST_ROUNDS = 4;

/** A workload with faults of shape, made whole for the rules to look at what is sound in it. */
export interface MendedWorkload {
  /** Without the faulty attributes; watched. */
  readonly written: WrittenWorkload;
  /** With placeholders; valid, and never to be planned. */
  readonly complete: WrittenWorkload;
  readonly doubt: Doubt;
  /** False when its name is a placeholder: others may refer to it and not find it. */
  readonly isNamed: boolean;
}

/** Undefined when the faults concern what the workload is, or when it cannot be made whole. */
export function mendWorkload(
  entry: WrittenEntry,
  pipelineType: PipelineType,
  errors: readonly ShapeError[],
): MendedWorkload | undefined {
  const validate = validatorFor(pipelineType);
  const catalogue = attributesOf(pipelineType);
  const faulty = new Set<string>();
  let found = errors;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    for (const error of found) addNames(faulty, attributeAt(error));
    if ([...faulty].some((name) => ESSENTIAL.includes(name))) return undefined;
    const sound = withoutKeys(entry.attributes, faulty);
    const placeholders = [...catalogue.values()]
      .filter(({ name, aliasOf }) => faulty.has(name) && aliasOf === undefined)
      .filter(({ name, required }) => required || NAMES.includes(name) || isMissing([...errors, ...found], name))
      .map((attribute) => [attribute.name, standInFor(attribute, entry)] as const);
    const attributes = { ...sound, ...Object.fromEntries(placeholders) };
    if (validate?.(attributes) === true) {
      const { source, pointer, pointerOf } = entry;
      const doubt = doubtAbout(faulty);
      const complete = { source, pipelineType, pointer, pointerOf, attributes };
      const isNamed = !NAMES.some((name) => faulty.has(name));
      return { complete, written: { ...complete, attributes: doubt.watch(sound), doubt }, doubt, isNamed };
    }
    found = validate?.errors ?? [];
  }
  return undefined;

  function addNames(names: Set<string>, name: string): void {
    names.add(name);
    for (const { name: other, aliasOf } of catalogue.values()) {
      if (aliasOf === name) names.add(other);
      if (other === name && aliasOf !== undefined) names.add(aliasOf);
    }
  }
}

function standInFor(attribute: Attribute, { source, pointer }: WrittenEntry): unknown {
  if (!NAMES.includes(attribute.name)) return placeholderFor(attribute);
  return contentName({ base: 'placeholder', inputs: { file: source.file, pointer }, maxLength: 30 });
}

/** Name of the attribute that an error is about; of an unknown one, the unknown name. */
function attributeAt(error: ShapeError): string {
  const [first] = splitPointer(error.instancePath);
  if (first !== undefined) return first;
  const { missingProperty, additionalProperty } = error.params;
  const name = missingProperty ?? additionalProperty;
  return typeof name === 'string' ? name : '';
}

function isMissing(errors: readonly ShapeError[], name: string): boolean {
  return errors.some((error) => error.params['missingProperty'] === name);
}

function withoutKeys(
  attributes: Readonly<Record<string, unknown>>,
  keys: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => !keys.has(key)));
}
