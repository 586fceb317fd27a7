import { validateSettings } from '../../../schema/generated/validators.js';
import type { WrittenSettings } from '../../../schema/generated/written-config.ts';
import type { Finding } from '../../model/finding.ts';
import type { Settings, SettingsPart, Stage } from '../../model/settings.ts';
import { readConfigText } from '../read/read-config-text.ts';
import { andMore } from '../shape/and-more.ts';
import { MAX_SHAPE_FINDINGS, reportShapeErrors } from '../shape/report-shape-errors.ts';
import { findingAt } from '../shared/finding-at.ts';
import { splitPointer } from '../shared/json-pointer.ts';
import type { ParsedFile } from '../shared/parsed-file.ts';
import { showText } from '../shared/show-value.ts';
import { completeSettings } from './complete-settings.ts';
import { isSettingsKey, settingsKeysAt } from './settings-keys.ts';

/** Name of the settings file at the root of the repository. */
export const SETTINGS_FILE = 'mlops-settings.json';

export interface SettingsResult {
  /** Complete. Where the file is wrong, defaults stand in for what is wrong, so that validation can go on. */
  readonly settings: Settings;
  readonly findings: readonly Finding[];
  /** The file itself, where there is one that can be read. */
  readonly source?: ParsedFile;
}

const PARTS: readonly SettingsPart[] = ['stages', 'allowed_accounts'];

/** Reads the settings file; `undefined` bytes mean that there is none. */
export function parseSettings(bytes: Uint8Array | undefined, file: string = SETTINGS_FILE): SettingsResult {
  if (bytes === undefined) return { settings: completeSettings({}), findings: [] };
  const { parsed, findings: readFindings } = readConfigText(bytes, file);
  if (parsed === undefined) {
    return { settings: { ...completeSettings({}), doubtful: PARTS }, findings: readFindings };
  }
  const findings = [...readFindings];
  const faults = [...readFindings];
  if (!validateSettings(parsed.value)) {
    const subject = { value: parsed.value, allowedKeys: settingsKeysAt, isSettings: true } as const;
    // All of them, listed or not: what is left must have the form of its type.
    const origin = { source: parsed, pointerOf: (pointer: string) => pointer, most: Infinity };
    const faulty = new Set(readFindings.map(({ pointer }) => pointer));
    const shape = reportShapeErrors(validateSettings.errors ?? [], subject, origin).findings.filter(
      ({ pointer }) => pointer === '' || !faulty.has(pointer),
    );
    for (const finding of shape) faults.push(finding);
    findings.push(...shape.slice(0, MAX_SHAPE_FINDINGS));
    if (shape.length > MAX_SHAPE_FINDINGS) findings.push(andMore(parsed, shape.length - MAX_SHAPE_FINDINGS));
  }
  const written = withoutFaults(parsed.value, faults);
  findings.push(...checkStageNames(parsed));
  const settings = withDoubts(completeSettings(written), { value: parsed.value, faults });
  return { settings, findings, source: parsed };
}

/** Tells of stages and of their accounts and regions that are misspelt, or written under a misspelt name. */
function withDoubts(
  settings: Settings,
  { value, faults }: { readonly value: unknown; readonly faults: readonly Finding[] },
): Settings {
  const doubtful = new Set<SettingsPart>();
  const accounts = new Set<unknown>();
  const regions = new Set<unknown>();
  for (const { pointer, code } of faults) {
    const [section = '', index, member] = splitPointer(pointer);
    if (section !== 'stages' || index === undefined) {
      for (const part of PARTS) if (isSettingsKey(section, { wanted: part, owner: '' })) doubtful.add(part);
      continue;
    }
    const name = memberOf(valueOfStages(value)[Number(index)], 'name');
    const [owner, key] = ['/stages/0', member ?? 'name'];
    if (isSettingsKey(key, { wanted: 'name', owner })) doubtful.add('stages');
    // What is left out for its form is nobody's account; one that stands twice is one of two.
    if (code === 'duplicate-key' && isSettingsKey(key, { wanted: 'account', owner })) accounts.add(name);
    if (isSettingsKey(key, { wanted: 'region', owner })) regions.add(name);
  }
  if (doubtful.size + accounts.size + regions.size === 0) return settings;
  return {
    ...settings,
    stages: settings.stages.map((stage): Stage => {
      return {
        ...stage,
        ...(accounts.has(stage.name) && { isAccountDoubtful: true }),
        ...(regions.has(stage.name) && { isRegionDoubtful: true }),
      };
    }),
    ...(doubtful.size > 0 && { doubtful: [...doubtful] }),
  };
}

/** What the schema cannot say: two stages of one name, or of names that differ only in case. */
function checkStageNames(source: ParsedFile): readonly Finding[] {
  const findings: Finding[] = [];
  const seen = new Map<string, { readonly name: string; readonly pointer: string }>();
  const stages: readonly unknown[] = valueOfStages(source.value);
  for (const [index, stage] of stages.entries()) {
    const name = memberOf(stage, 'name');
    if (typeof name !== 'string') continue;
    const pointer = `/stages/${index}/name`;
    const earlier = seen.get(name.toLowerCase());
    if (earlier === undefined) {
      seen.set(name.toLowerCase(), { name, pointer });
      continue;
    }
    const first = source.locate(earlier.pointer);
    findings.push(
      findingAt(source, {
        severity: 'error',
        code: 'duplicate-stage',
        pointer,
        message: `the stage ${showText(name)} stands here a second time, first on line ${first.line}; case makes no difference`,
        hint: 'give each stage its own name',
        related: [{ file: source.file, ...first, message: `the stage ${showText(earlier.name)} stands here first` }],
      }),
    );
  }
  return findings;
}

/** The written settings without the parts that a finding stands against; what is left has the form of its type. */
function withoutFaults(value: unknown, findings: readonly Finding[]): WrittenSettings {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const copy = structuredClone(value) as Record<string, unknown>;
  const bad = findings
    .filter(({ code }) => code !== 'byte-order-mark' && code !== 'duplicate-key')
    .map(({ pointer }) => splitPointer(pointer));
  for (const path of bad) removeAt(copy, path);
  // Removal leaves holes in arrays of stages; a stage without a name is none.
  const stages = valueOfStages(copy).filter((stage) => typeof memberOf(stage, 'name') === 'string');
  return { ...copy, stages } as WrittenSettings;
}

/** Removes one value. In arrays, and in objects that need all their members, the whole element goes. */
function removeAt(root: Record<string, unknown>, path: readonly string[]): void {
  const [section] = path;
  if (section === undefined) return;
  if (section === 'stages' && path.length === 3) {
    const stage = valueOfStages(root)[Number(path[1])];
    if (typeof stage !== 'object' || stage === null) return;
    const member = path[2] ?? '';
    const value = memberOf(stage, member);
    // A number is read as the text that was meant, so that files which name the account are no second fault.
    if (member === 'account' && /^\d{12}$/.test(String(value))) Reflect.set(stage, member, String(value));
    else Reflect.deleteProperty(stage, member);
  } else if (section === 'stages' && path.length === 2) {
    // A stage with a missing name is dropped with the others that have none.
  } else if ((section === 'notifications' || section === 'guards' || section === 'control_plane') && path.length >= 2) {
    const owner = root[section];
    if (typeof owner === 'object' && owner !== null) Reflect.deleteProperty(owner, path[1] ?? '');
  } else {
    Reflect.deleteProperty(root, section);
  }
}

function valueOfStages(value: unknown): readonly unknown[] {
  const stages = memberOf(value, 'stages');
  return Array.isArray(stages) ? stages : [];
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Readonly<Record<string, unknown>>)[key]
    : undefined;
}
