import type { PipelineSpec } from '../../../pipelines/spec.ts';

/**
 * Reads attributes that may have been written by an older version of the program: a value of another kind than asked
 * for reads as absent.
 */
export interface AttributeReader {
  text(name: string): string | undefined;
  number(name: string): number | undefined;
  flag(name: string): boolean;
  /** The members of an object attribute; undefined when it is absent. */
  inner(name: string): AttributeReader | undefined;
}

/** A reader of the attributes of a workload; of none at all every attribute is absent. */
export function readAttributes(spec: PipelineSpec | undefined): AttributeReader {
  return readerOf({ ...spec?.attributes });
}

function readerOf(attributes: Readonly<Record<string, unknown>>): AttributeReader {
  return {
    text: (name) => (typeof attributes[name] === 'string' ? attributes[name] : undefined),
    number: (name) => (typeof attributes[name] === 'number' ? attributes[name] : undefined),
    flag: (name) => attributes[name] === true,
    inner: (name) => {
      const value = attributes[name];
      const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
      return isObject ? readerOf(value as Readonly<Record<string, unknown>>) : undefined;
    },
  };
}
