import { isPipelineType } from '../config/shared/attribute-catalogue.ts';
import { loadDesired } from '../config/load-desired.ts';
import { readConfigText } from '../config/read/read-config-text.ts';
import { rules } from '../config/rules/index.ts';
import type { ParsedFile } from '../config/shared/parsed-file.ts';
import { shorten } from '../model/escape-text.ts';
import { hasErrors, type Finding } from '../model/finding.ts';
import type { Settings } from '../model/settings.ts';
import type { Workload } from '../model/workload.ts';
import { RequestRefused } from './answer.ts';
import { configPath, type WorkloadKey } from './config-path.ts';

/** The config of a request, before anything is known of the repository. */
export interface RequestedConfig {
  readonly value: Readonly<Record<string, unknown>>;
  readonly key: WorkloadKey;
  /** Where it is committed if it is new. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The same as it is wanted in each stage. */
export interface AcceptedConfig extends RequestedConfig {
  /** At least one. */
  readonly workloads: readonly [Workload, ...Workload[]];
  readonly warnings: readonly Finding[];
}

const BODY = 'request body';

/**
 * Reads the body as strictly as a file: one object, one workload. Throws RequestRefused 400 with findings when it is
 * no JSON or no workload.
 */
export function readConfig(bytes: Uint8Array): RequestedConfig {
  const value = readObject(bytes);
  const pipelineType = memberOf(value, 'pipeline_type');
  if (Object.hasOwn(value, 'workloads') || Object.hasOwn(value, 'defaults')) {
    throw new RequestRefused(400, 'one request provisions one workload: send the object that stands in `workloads`');
  }
  const name = memberOf(value, 'name');
  const key = {
    // What is no type is refused below, with a finding that says what is.
    pipelineType: isPipelineType(pipelineType) ? pipelineType : ('model_training_builtin' as const),
    modelName: wordOf(memberOf(value, pipelineType === 'byom_image_builder' ? 'image_tag' : 'model_name')),
    ...(typeof name === 'string' && { name }),
  };
  return { value, key, path: configPath(key), bytes };
}

/**
 * Checks the config as `mlops validate` does, apart from what only the other files of the repository can tell. Throws
 * RequestRefused 400 with every finding.
 */
export function acceptConfig(
  requested: RequestedConfig,
  { settings, settingsFile }: { readonly settings: Settings; readonly settingsFile: ParsedFile | undefined },
): AcceptedConfig {
  const { findings, workloads } = loadDesired({
    files: [{ path: requested.path, bytes: requested.bytes }],
    settings,
    ...(settingsFile !== undefined && { settingsFile }),
    rules,
    partial: true,
  });
  if (hasErrors(findings)) throw refused(findings);
  const [first, ...others] = workloads;
  if (first === undefined) throw new RequestRefused(400, 'the config goes to no stage of the settings');
  // What the settings do wrong is not the caller's to mend.
  const warnings = findings.filter(({ file }) => file === requested.path);
  return { ...requested, workloads: [first, ...others], warnings };
}

/** The body of either endpoint as one JSON object. */
export function readObject(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const { parsed, findings } = readConfigText(bytes, BODY);
  if (parsed === undefined || hasErrors(findings)) throw refused(findings);
  const { value } = parsed;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new RequestRefused(400, `the body is ${Array.isArray(value) ? 'a list' : 'no object'}; send one JSON object`);
  }
  return value as Readonly<Record<string, unknown>>;
}

/** A member of an object itself; nothing that it inherits. */
export function memberOf(value: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function refused(findings: readonly Finding[]): RequestRefused {
  const errors = findings.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  const place = first === undefined ? '' : ` at line ${first.line}, column ${first.column}`;
  const message = `${first?.message ?? 'the config is not valid'}${place}${more}`;
  return new RequestRefused(400, message, { findings });
}

function wordOf(value: unknown): string {
  return typeof value === 'string' ? value : shorten(String(value), 40);
}
