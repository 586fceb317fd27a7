import { readFileSync } from 'node:fs';
import { PIPELINE_TYPES } from '../../../schema/generated/attributes.ts';

type Config = Readonly<Record<string, unknown>>;

/** A config file of a made-up repository. */
export interface MadeFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Valid config files, the same ones for the same count: groups of sixteen, all twelve pipeline types with every
 * attribute and four of them with the required ones alone, about 1 KB each. In a group the monitors watch its endpoint
 * and the custom models run its image, so that the rules across files have something to look up.
 */
export function makeConfigs(count: number): readonly MadeFile[] {
  const full = PIPELINE_TYPES.map((type) => ({ type, example: readExample(type, 'full') }));
  const minimal = PIPELINE_TYPES.map((type) => ({ type, example: readExample(type, 'minimal') }));
  const files: MadeFile[] = [];
  for (let group = 0; files.length < count; group += 1) {
    const folder = `teams/team-${group % 40}/model-${group}`;
    for (const { type, example } of full) {
      files.push({ path: `${folder}/${type}/mlops-config.json`, text: textOf(example, { type, group }) });
    }
    for (let turn = 0; turn < 4; turn += 1) {
      const { type, example } = at(minimal, (group * 4 + turn) % minimal.length);
      const text = textOf(example, { type, group, suffix: '-small' });
      files.push({ path: `${folder}/small/${type}/mlops-config.json`, text });
    }
  }
  return files.slice(0, count);
}

/** Every tenth file with two mistakes: an instance type that is a number and an attribute that does not exist. */
export function spoilTenth(files: readonly MadeFile[]): readonly MadeFile[] {
  return files.map((file, index) => {
    if (index % 10 !== 0) return file;
    const config = JSON.parse(file.text) as Config;
    return { ...file, text: print({ ...config, tags: 'none', instanse_type: 'ml.m5.large' }) };
  });
}

interface Part {
  readonly type: string;
  readonly group: number;
  readonly suffix?: string;
}

/** The example with names and places of its own. */
function textOf(example: Config, { type, group, suffix = '' }: Part): string {
  const name = `g${group}${suffix}`;
  const endpoint = `live-g${group}${type.includes('custom') ? '-custom' : ''}`;
  const own: Record<string, string> = {
    model_name: `${String(example['model_name'])}-${name}`,
    endpoint_name: endpoint,
    data_capture_location: `mlops-capture-default/${endpoint}`,
    image_tag: `release-${name}`,
    custom_image_uri: `000000000000.dkr.ecr.us-east-1.amazonaws.com/mlops-images:release-g${group}`,
    job_name: `job-${name}`,
  };
  for (const key of Object.keys(example)) {
    if (key.endsWith('output_location')) own[key] = `${String(example[key])}/${name}`;
  }
  const entries = Object.entries(example).map(([key, value]) => [key, own[key] ?? value]);
  return print(Object.fromEntries(entries) as Config);
}

function print(config: Config): string {
  return `${JSON.stringify(config, null, 2)}\n`;
}

function readExample(type: string, size: 'full' | 'minimal'): Config {
  const file = new URL(`../../../examples/${type}/${size}/mlops-config.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as Config;
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error(`there is no item ${index} among ${items.length}`);
  return item;
}
