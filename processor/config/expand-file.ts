import { validateFile } from '../../schema/generated/validators.js';
import { ATTRIBUTES } from '../../schema/generated/attributes.ts';
import type { Finding } from '../model/finding.ts';
import { attributesOf, isPipelineType } from './attribute-catalogue.ts';
import { joinPointer } from './json-pointer.ts';
import type { ParsedFile } from './parsed-file.ts';
import { reportShapeErrors } from './report-shape-errors.ts';
import { showKey, showValue } from './show-value.ts';
import type { WrittenWorkload } from './written-workload.ts';

/** One entry of a config file with the file's defaults merged in; its shape is not known to be valid. */
export type WrittenEntry = Omit<WrittenWorkload, 'pipelineType'>;

export interface ExpandedFile {
  readonly entries: readonly WrittenEntry[];
  readonly findings: readonly Finding[];
}

type Attributes = Readonly<Record<string, unknown>>;

const FILE_KEYS = ['$schema', 'defaults', 'workloads'] as const;
const SHARED_KEYS = [...new Set(Object.values(ATTRIBUTES).flatMap((list) => list.map(({ name }) => name)))];
const SPELLINGS = Object.values(ATTRIBUTES)
  .flat()
  .flatMap(({ name, aliasOf }) => (aliasOf === undefined ? [] : [[name, aliasOf] as const]));

/** The workloads of a config file in either form: one object, or `defaults` and `workloads`. */
export function expandFile(source: ParsedFile): ExpandedFile {
  const { value } = source;
  if (!isObject(value)) return { entries: [], findings: [notAnObject(source)] };
  if (!Object.hasOwn(value, 'workloads') && !Object.hasOwn(value, 'defaults')) {
    return { entries: [singleEntry(source, value)], findings: [] };
  }
  const subject = { value, allowedKeys: fileKeysAt };
  const findings = validateFile(value)
    ? []
    : [...reportShapeErrors(validateFile.errors ?? [], subject, { source, pointerOf: (pointer) => pointer }).findings];
  const defaults = isObject(value['defaults']) ? value['defaults'] : {};
  const workloads: readonly unknown[] = Array.isArray(value['workloads']) ? value['workloads'] : [];
  if (findings.some(({ code }) => code === 'too-many')) return { entries: [], findings };
  const used = new Set<string>();
  const entries = workloads.flatMap((entry, index) =>
    isObject(entry) ? [mergeEntry(source, joinPointer('/workloads', index), entry, defaults, used)] : [],
  );
  if (entries.length > 0) findings.push(...unusedDefaults(source, defaults, used));
  return { entries, findings };
}

function singleEntry(source: ParsedFile, attributes: Attributes): WrittenEntry {
  return { source, pointer: '', attributes, pointerOf: pointerAtRoot };
}

function pointerAtRoot(attribute: string): string {
  return joinPointer('', attribute);
}

/** Attributes of the entry win; defaults that its type does not know stay away from it. */
function mergeEntry(
  source: ParsedFile,
  pointer: string,
  entry: Attributes,
  defaults: Attributes,
  used: Set<string>,
): WrittenEntry {
  const type = Object.hasOwn(entry, 'pipeline_type') ? entry['pipeline_type'] : defaults['pipeline_type'];
  const known = isPipelineType(type) ? attributesOf(type) : undefined;
  const inherited = Object.entries(defaults).filter(([name]) => {
    if (known?.has(name) === false) return false;
    used.add(name);
    return !Object.hasOwn(entry, name) && !SPELLINGS.some((pair) => otherOf(pair, name, entry));
  });
  return {
    source,
    pointer,
    attributes: { ...Object.fromEntries(inherited), ...entry },
    pointerOf: (attribute) =>
      Object.hasOwn(entry, attribute) || !Object.hasOwn(defaults, attribute)
        ? joinPointer(pointer, attribute)
        : joinPointer('/defaults', attribute),
  };
}

/** True when the entry has the other spelling of an attribute that the defaults give. */
function otherOf([a, b]: readonly [string, string], name: string, entry: Attributes): boolean {
  return (name === a && Object.hasOwn(entry, b)) || (name === b && Object.hasOwn(entry, a));
}

function unusedDefaults(source: ParsedFile, defaults: Attributes, used: ReadonlySet<string>): readonly Finding[] {
  return Object.keys(defaults)
    .filter((name) => !used.has(name) && SHARED_KEYS.includes(name))
    .map((name) => {
      const pointer = joinPointer('/defaults', name);
      return {
        severity: 'warning',
        code: 'unused-default',
        file: source.file,
        ...source.locate(pointer, 'key'),
        pointer,
        message: `no workload in this file has the attribute ${showKey(name)}`,
        hint: 'remove it from `defaults`',
      };
    });
}

function notAnObject(source: ParsedFile): Finding {
  const hint = Array.isArray(source.value)
    ? 'write `{ "workloads": [...] }` around the array'
    : 'write one object with `pipeline_type`, or `{ "workloads": [...] }`';
  const message = `the file holds ${showValue(source.value)}; a config file holds one object`;
  const place = { file: source.file, ...source.locate('') };
  return { severity: 'error', code: 'not-an-object', ...place, pointer: '', message, hint };
}

function fileKeysAt(pointer: string): readonly string[] | undefined {
  return pointer === '' ? FILE_KEYS : pointer === '/defaults' ? SHARED_KEYS : undefined;
}

function isObject(value: unknown): value is Attributes {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
