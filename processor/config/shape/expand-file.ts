import type { PipelineType } from '../../../pipelines/spec.ts';
import { ATTRIBUTES } from '../../../schema/generated/attributes.ts';
import { validateFile } from '../../../schema/generated/validators.js';
import type { Finding } from '../../model/finding.ts';
import { nearest } from '../../model/nearest.ts';
import { attributesOf, isPipelineType } from '../shared/attribute-catalogue.ts';
import { findingAt } from '../shared/finding-at.ts';
import { joinPointer } from '../shared/json-pointer.ts';
import type { ParsedFile } from '../shared/parsed-file.ts';
import { showKey, showValue } from '../shared/show-value.ts';
import type { WrittenWorkload } from '../shared/written-workload.ts';
import { suggestKey } from './explain/explain-key.ts';
import { reportShapeErrors } from './report-shape-errors.ts';

/** One entry of a config file with the file's defaults merged in; its shape is not known to be valid. */
export type WrittenEntry = Omit<WrittenWorkload, 'pipelineType'> & {
  /** Whether an attribute stands in the place of one of `defaults`. */
  readonly isOverriding?: (attribute: string) => boolean;
  /** Absent where the file is one workload, and has no place for defaults. */
  readonly heir?: () => Heir;
};

/** What an entry takes of the defaults of its file depends on its type: looked at where that may be a wrong one. */
export interface Heir {
  /** What stands in the entry and in the defaults that a type knows. */
  attributesAs(type: PipelineType): Attributes;
  /** The entry with another type. The defaults that it then takes count as used. */
  as(type: PipelineType): WrittenEntry;
  /** Names of the defaults that no entry takes. */
  unusedDefaults(): readonly string[];
}

export interface ExpandedFile {
  readonly entries: readonly WrittenEntry[];
  readonly findings: readonly Finding[];
  /** Faults of the file beyond the limit. */
  readonly omitted: number;
  /** The defaults cannot be read: what an entry seems to miss may well stand in them. */
  readonly hidesDefaults?: boolean;
  /** Defaults that no entry takes, asked for when it is known which type each entry is meant to have. */
  unusedDefaults?(): readonly Finding[];
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
  if (!isObject(value)) return { entries: [], findings: [notAnObject(source)], omitted: 0 };
  if (!Object.hasOwn(value, 'workloads') && !Object.hasOwn(value, 'defaults')) {
    const list = misspeltList(value);
    if (list !== undefined) return { entries: [], findings: [unknownList(source, list)], omitted: 0 };
    return { entries: [singleEntry(source, value)], findings: [], omitted: 0 };
  }
  const subject = { value, allowedKeys: fileKeysAt };
  const errors = validateFile(value) ? [] : (validateFile.errors ?? []);
  const report = reportShapeErrors(errors, subject, { source, pointerOf: (pointer) => pointer });
  const { omitted } = report;
  const findings = [...report.findings];
  gatherStray(findings, value);
  const shared = sharedBy(value);
  const workloads: readonly unknown[] = Array.isArray(value['workloads']) ? value['workloads'] : [];
  if (findings.some(({ code }) => code === 'too-many')) return { entries: [], findings, omitted };
  const used = new Set<string>();
  const usedAsMeant = new Set<string>();
  const family = { ...shared, used, usedAsMeant };
  const entries = workloads.flatMap((entry, index) =>
    isObject(entry) ? [mergeEntry(source, joinPointer('/workloads', index), withStray(entry, value), family)] : [],
  );
  function unusedDefaults(): readonly Finding[] {
    if (entries.length === 0) return [];
    return unusedOf(family)
      .filter((name) => !usedAsMeant.has(name))
      .map((name) => unusedDefault(source, joinPointer(shared.pointer, name), name));
  }
  return { entries, findings, omitted, hidesDefaults: shared.attributes === undefined, unusedDefaults };
}

/** What all entries of a file share, and where it stands. */
interface Shared {
  readonly pointer: string;
  /** Undefined where something stands there that is no object. */
  readonly attributes: Attributes | undefined;
}

interface Family extends Shared {
  /** Names of defaults that some entry takes. */
  readonly used: Set<string>;
  /** Names of those that one would take if it had the type that it is meant to have. */
  readonly usedAsMeant: Set<string>;
}

/** The defaults, also under a name that is nearly theirs: said there, they are not missing in each entry as well. */
function sharedBy(file: Attributes): Shared {
  const key = Object.hasOwn(file, 'defaults') ? 'defaults' : misspeltDefaults(file);
  if (key === undefined) return { pointer: '/defaults', attributes: {} };
  const value = file[key];
  return { pointer: joinPointer('', key), attributes: isObject(value) ? value : undefined };
}

function misspeltDefaults(file: Attributes): string | undefined {
  return Object.keys(file).find(
    (key) =>
      isObject(file[key]) &&
      !SHARED_KEYS.includes(key) &&
      !FILE_KEYS.some((known) => known === key) &&
      suggestKey(key, FILE_KEYS) === 'defaults',
  );
}

/** With what stands beside `workloads` and is meant for all entries: said there, and not missing in each as well. */
function withStray(entry: Attributes, file: Attributes): Attributes {
  const beside = Object.keys(file).filter((name) => !FILE_KEYS.some((key) => key === name));
  if (beside.length === 0) return entry;
  const type = Object.hasOwn(entry, 'pipeline_type') ? entry['pipeline_type'] : file['pipeline_type'];
  const known = isPipelineType(type) ? attributesOf(type) : undefined;
  const meant = beside.filter((name) => known?.has(name) === true);
  return { ...Object.fromEntries(meant.map((name) => [name, file[name]])), ...entry };
}

function singleEntry(source: ParsedFile, attributes: Attributes): WrittenEntry {
  return { source, pointer: '', attributes, pointerOf: pointerAtRoot };
}

function pointerAtRoot(attribute: string): string {
  return joinPointer('', attribute);
}

/** Attributes of the entry win; defaults that its type does not know stay away from it. */
function mergeEntry(source: ParsedFile, pointer: string, entry: Attributes, family: Family): WrittenEntry {
  const { used, usedAsMeant, attributes: defaults = {} } = family;
  const type = Object.hasOwn(entry, 'pipeline_type') ? entry['pipeline_type'] : defaults['pipeline_type'];
  const known = isPipelineType(type) ? attributesOf(type) : undefined;
  const inherited = Object.entries(defaults).filter(([name]) => {
    if (known?.has(name) === false && !isSlipOf(known, name, entry)) return false;
    used.add(name);
    return !Object.hasOwn(entry, name) && !SPELLINGS.some((pair) => otherOf(pair, name, entry));
  });
  function pointerOf(attribute: string): string {
    const isOwn = Object.hasOwn(entry, attribute) || !Object.hasOwn(defaults, attribute);
    return joinPointer(isOwn ? pointer : family.pointer, attribute);
  }
  function heir(): Heir {
    function mergeAs(meant: PipelineType, taken: Set<string>): WrittenEntry {
      return mergeEntry(source, pointer, { ...entry, pipeline_type: meant }, { ...family, used: taken });
    }
    return {
      attributesAs: (meant) => mergeAs(meant, new Set()).attributes,
      as: (meant) => ({ ...mergeAs(meant, usedAsMeant), pointerOf }),
      unusedDefaults: () => unusedOf(family),
    };
  }
  return {
    source,
    pointer,
    attributes: { ...Object.fromEntries(inherited), ...entry },
    heir,
    isOverriding: (attribute) => Object.hasOwn(entry, attribute) && Object.hasOwn(defaults, attribute),
    pointerOf,
  };
}

/**
 * True of a name that nobody knows, for an attribute that the entry may have and has not: it comes along, so that what
 * is misspelt in `defaults` is not missing in each entry as well.
 */
function isSlipOf(known: ReadonlyMap<string, unknown>, name: string, entry: Attributes): boolean {
  if (SHARED_KEYS.includes(name)) return false;
  const meant = suggestKey(name, SHARED_KEYS);
  return meant !== undefined && known.has(meant) && !Object.hasOwn(entry, meant);
}

/** True when the entry has the other spelling of an attribute that the defaults give. */
function otherOf([a, b]: readonly [string, string], name: string, entry: Attributes): boolean {
  return (name === a && Object.hasOwn(entry, b)) || (name === b && Object.hasOwn(entry, a));
}

function unusedOf({ attributes = {}, used }: Family): readonly string[] {
  return Object.keys(attributes).filter((name) => !used.has(name) && SHARED_KEYS.includes(name));
}

function unusedDefault(source: ParsedFile, pointer: string, name: string): Finding {
  return findingAt(source, {
    severity: 'warning',
    code: 'unused-default',
    pointer,
    part: 'key',
    message: `no workload in this file has the attribute ${showKey(name)}`,
    hint: 'remove it from `defaults`',
  });
}

function notAnObject(source: ParsedFile): Finding {
  const hint = Array.isArray(source.value)
    ? 'write `{ "workloads": [...] }` around the array'
    : 'write one object with `pipeline_type`, or `{ "workloads": [...] }`';
  const message = `the file holds ${showValue(source.value)}; a config file holds one object`;
  return findingAt(source, { severity: 'error', code: 'not-an-object', pointer: '', message, hint });
}

/** A list of objects under a name that is nearly `workloads`, in a file that says no pipeline type itself. */
function misspeltList(value: Attributes): string | undefined {
  if (Object.hasOwn(value, 'pipeline_type')) return undefined;
  return Object.keys(value).find((key) => {
    const list = value[key];
    if (!Array.isArray(list) || SHARED_KEYS.includes(key)) return false;
    const holdsWorkloads = list.some((item: unknown) => isObject(item) && Object.hasOwn(item, 'pipeline_type'));
    return holdsWorkloads || nearest(key, ['workloads']) !== undefined;
  });
}

function unknownList(source: ParsedFile, key: string): Finding {
  const pointer = joinPointer('', key);
  return findingAt(source, {
    severity: 'error',
    code: 'unknown-attribute',
    pointer,
    part: 'key',
    message: `${showKey(key)} is no key of this file`,
    hint: 'did you mean `workloads`?',
  });
}

/** Attributes of one workload beside the list of workloads are one fault, however many they are. */
function gatherStray(findings: Finding[], value: Attributes): void {
  function isStray({ code, pointer }: Finding): boolean {
    return (
      code === 'unknown-attribute' && SHARED_KEYS.includes(pointer.slice(1)) && Object.hasOwn(value, pointer.slice(1))
    );
  }
  const [first, ...others] = findings.filter(isStray);
  if (first === undefined) return;
  const rest = findings.filter((finding) => !isStray(finding));
  const more = others.length === 0 ? 'stands' : `and ${others.length} more stand`;
  const message = `${showKey(first.pointer.slice(1))} ${more} beside \`workloads\`, where no attribute belongs`;
  const hint = 'move it into an entry of `workloads`, or into `defaults` if it is for all of them';
  findings.splice(0, findings.length, { ...first, message, hint }, ...rest);
}

function fileKeysAt(pointer: string): readonly string[] | undefined {
  return pointer === '' ? FILE_KEYS : pointer === '/defaults' ? SHARED_KEYS : undefined;
}

function isObject(value: unknown): value is Attributes {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
