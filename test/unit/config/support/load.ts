import { expect } from 'chai';
import { readFileSync } from 'node:fs';

import { hasSoundForm } from '../../../../processor/config/has-sound-form.ts';
import { loadDesired, type Desired } from '../../../../processor/config/load-desired.ts';
import { parseSettings } from '../../../../processor/config/settings/settings.ts';
import type { Finding } from '../../../../processor/model/finding.ts';
import type { Settings } from '../../../../processor/model/settings.ts';
import { PIPELINE_TYPES, type PipelineType } from '../../../../schema/generated/attributes.ts';

export type Config = Readonly<Record<string, unknown>>;

/** Bytes of a text, or of any other value as JSON. */
export function toBytes(content: unknown): Uint8Array {
  if (content instanceof Uint8Array) return content;
  return new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content, null, 2));
}

/** Settings as if written in mlops-settings.json. */
export function settingsOf(written: unknown): Settings {
  const { settings, findings } = parseSettings(toBytes(written));
  if (findings.length > 0) throw new Error(JSON.stringify(findings));
  return settings;
}

/** Bytes of a commit up to which a test looks at it in both ways; above, tests look at the clock. */
const SMALL = 20_000;

/**
 * What a repository of these config files asks for, without meaning rules. It is the same whether forms are looked at
 * here or were before: that is expected of every small commit that a test loads.
 */
export function load(contents: readonly unknown[], settings: Settings = parseSettings(undefined).settings): Desired {
  const files = contents.map((content, index) => ({ path: `m${index}/mlops-config.json`, bytes: toBytes(content) }));
  const desired = loadDesired({ files, settings, rules: [] });
  if (files.reduce((sum, { bytes }) => sum + bytes.length, 0) > SMALL) return desired;
  const before = loadDesired({ files, settings, rules: [], isSound: hasSoundForm });
  expect(before.findings, 'with forms looked at before').to.deep.equal(desired.findings);
  expect(before.workloads, 'with forms looked at before').to.deep.equal(desired.workloads);
  return desired;
}

/** The findings of one file. */
export function check(content: unknown, settings?: Settings): readonly Finding[] {
  return load([content], settings).findings;
}

/** `code pointer`, which says enough in most tests. */
export function summary(findings: readonly Finding[]): readonly string[] {
  return findings.map(({ code, pointer }) => `${code} ${pointer}`.trim());
}

/** A committed example of a pipeline type: valid and complete. */
export function example(type: PipelineType, size: 'minimal' | 'full' = 'full'): Config {
  const file = new URL(`../../../../examples/${type}/${size}/mlops-config.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Config;
}

/** All examples of one workload. */
export function examples(): readonly { readonly type: PipelineType; readonly config: Config }[] {
  return PIPELINE_TYPES.flatMap((type) =>
    (['minimal', 'full'] as const).map((size) => ({ type, config: example(type, size) })),
  ).filter(({ config }) => !('workloads' in config));
}

/** A small endpoint; members of `changes` that are undefined are left out. */
export function realtime(changes: Config = {}): Config {
  return {
    pipeline_type: 'byom_realtime_builtin',
    model_name: 'churn',
    model_framework: 'xgboost',
    model_framework_version: '1.7-1',
    model_artifact_location: 'churn/model.tar.gz',
    inference_instance: 'ml.m5.large',
    data_capture_location: 'capture-bucket/churn',
    ...changes,
  };
}

/** A small data quality monitor. */
export function monitor(changes: Config = {}): Config {
  return {
    pipeline_type: 'byom_data_quality_monitor',
    model_name: 'churn',
    endpoint_name: 'churn-endpoint',
    baseline_data: 'churn/baseline.csv',
    baseline_job_output_location: 'monitor-bucket/baseline',
    data_capture_location: 'capture-bucket/churn',
    monitoring_output_location: 'monitor-bucket/reports',
    schedule_expression: 'cron(0 * ? * * *)',
    monitor_max_runtime_seconds: 1800,
    instance_type: 'ml.m5.large',
    instance_volume_size: 20,
    ...changes,
  };
}

/** A small training job. */
export function training(changes: Config = {}): Config {
  return {
    pipeline_type: 'model_training_builtin',
    model_name: 'churn',
    training_data: 'churn/train',
    job_output_location: 'churn/output',
    model_framework: 'xgboost',
    model_framework_version: '1.7-1',
    algo_hyperparameters: { num_round: 100 },
    ...changes,
  };
}
