/**
 * Writes pipelines/images/image-table.json from the image tables in the SageMaker Python SDK's wheel.
 *
 *   npx tsx scripts/generate-image-table.ts           download the pinned wheel with pip, write the table
 *   npx tsx scripts/generate-image-table.ts --check   exit 1 if the committed table differs (its date aside)
 *   ... --wheel FILE                                  read this wheel, download nothing
 *
 * Needs python3 with pip (PYTHON names another interpreter). Source: sagemaker/image_uri_config/*.json of the wheel;
 * what the SDK decides in code instead of data (image_uris.py) is marked below.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import type {
  FrameworkImages,
  ImageEntry,
  ImageGroup,
  ImageTable,
  ImageVersions,
} from '../pipelines/images/image-table.ts';
import { registryCollector } from './collect-registries.ts';
import { formatJson } from './format-json.ts';

/** Newest release of the v2 line; test/emulator installs the same one. */
const SDK_VERSION = '2.257.7';
/** One registry set or one image a line, so that a new release reads as the lines it adds. */
const LINE_WIDTH = 500;
const TABLE = new URL('../pipelines/images/image-table.json', import.meta.url);

const FRAMEWORKS = [
  ...['blazingtext', 'factorization-machines', 'forecasting-deepar', 'image-classification', 'ipinsights', 'kmeans'],
  ...['knn', 'lda', 'linear-learner', 'ntm', 'object-detection', 'object2vec', 'pca', 'randomcutforest'],
  ...['semantic-segmentation', 'seq2seq', 'xgboost', 'sklearn', 'sparkml-serving', 'vw'],
  ...['pytorch', 'tensorflow', 'mxnet', 'chainer', 'autogluon', 'huggingface'],
  ...[
    'huggingface-llm',
    'huggingface-llm-neuronx',
    'huggingface-vllm-neuronx',
    'huggingface-tei',
    'huggingface-tei-cpu',
  ],
  ...['djl-lmi', 'djl-deepspeed', 'djl-fastertransformer', 'djl-neuronx', 'djl-tensorrtllm'],
  ...['stabilityai', 'sagemaker-tritonserver', 'model-monitor', 'clarify'],
];

/** image_uris.py: these two take another table, `<framework>-<tool>`, for Inferentia and Trainium. */
const TOOLS: Readonly<Record<string, readonly string[]>> = { pytorch: ['neuron'], huggingface: ['neuron', 'neuronx'] };

/** image_uris.py: repositories whose tag carries the newest Neuron SDK version before the container version. */
const REPOSITORIES_WITH_SDK = new Set([
  ...['pytorch-training-neuron', 'pytorch-training-neuronx', 'huggingface-vllm-inference-neuronx'],
  ...['huggingface-pytorch-inference-neuron', 'huggingface-pytorch-inference-neuronx'],
]);

/** image_uris.py: Graviton tags of frameworks whose tag does not follow the common form. */
const GRAVITON_TAGS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  xgboost: { '1.5-1': '1.5-1-arm64', '1.3-1': '1.3-1-arm64' },
  sklearn: { '1.0-1': '1.0-1-arm64-cpu-py3' },
};

interface RawEntry {
  readonly registries: Readonly<Record<string, string>>;
  readonly repository: string;
  readonly py_versions?: readonly string[];
  readonly processors?: readonly string[];
  readonly tag_prefix?: string;
  readonly container_version?: Readonly<Record<string, string>>;
  readonly sdk_versions?: readonly string[];
}
type RawVersion = RawEntry | Readonly<Record<string, RawEntry | Readonly<Record<string, string>>>>;
interface RawScope {
  readonly scope?: readonly string[];
  readonly processors?: readonly string[];
  readonly version_aliases?: Readonly<Record<string, string>>;
  readonly versions: Readonly<Record<string, RawVersion>>;
}
type RawConfig = RawScope | Readonly<Record<string, RawScope>>;

/** One table for all its scopes, or one a scope. */
function isWhole(config: RawConfig): config is RawScope {
  return 'versions' in config;
}

function isEntry(version: RawVersion): version is RawEntry {
  return 'repository' in version;
}

function scopesOf(config: RawConfig): [string[], RawScope][] {
  if (isWhole(config)) return [[[...(config.scope ?? [])], config]];
  // eia: Elastic Inference, closed by Amazon; nothing of ours can ask for it
  return Object.entries(config).flatMap(([name, scope]) => (name === 'eia' ? [] : [[[name], scope]]));
}

type Registries = ReturnType<typeof registryCollector>;

function convertEntry(raw: RawEntry, framework: string, registries: Registries): ImageEntry {
  const newestSdk = [...(raw.sdk_versions ?? [])].sort().at(-1);
  const before = newestSdk !== undefined && REPOSITORIES_WITH_SDK.has(raw.repository) ? `${newestSdk}-` : '';
  // image_uris.py: Graviton serving images end in `-sagemaker`
  const after = raw.repository === `${framework}-inference-graviton` ? '-sagemaker' : '';
  const suffixes = Object.entries(raw.container_version ?? {}).map(([cpu, suffix]) => [cpu, before + suffix + after]);
  return {
    repo: raw.repository,
    registry: registries.add(raw.registries, framework),
    ...(raw.py_versions && { python: raw.py_versions }),
    ...(raw.processors && { processors: raw.processors }),
    ...(raw.tag_prefix !== undefined && { prefix: raw.tag_prefix }),
    ...(suffixes.length > 0 && { suffixes: Object.fromEntries(suffixes) as Record<string, string> }),
  };
}

function convertVersion(raw: RawVersion, framework: string, registries: Registries): Omit<ImageVersions, 'versions'> {
  if (isEntry(raw)) return convertEntry(raw, framework, registries);
  const { version_aliases: aliases, ...entries } = raw;
  const converted = Object.fromEntries(
    Object.entries(entries).map(([name, entry]) => [name, convertEntry(entry as RawEntry, framework, registries)]),
  );
  if (framework !== 'huggingface') return { byPython: converted };
  return { byBase: converted, baseAliases: (aliases ?? {}) as Record<string, string> };
}

function convertGroup(framework: string, scopes: string[], raw: RawScope, registries: Registries): ImageGroup {
  const images: (ImageVersions & { versions: string[] })[] = [];
  for (const [version, rawVersion] of Object.entries(raw.versions)) {
    const tag = scopes.includes('inference_graviton') ? GRAVITON_TAGS[framework]?.[version] : undefined;
    const image = { ...convertVersion(rawVersion, framework, registries), ...(tag !== undefined && { tag }) };
    // only neighbours are joined, so that the published order of versions stays readable from the table
    const last = images.at(-1);
    if (last && JSON.stringify({ ...last, versions: [] }) === JSON.stringify({ versions: [], ...image }))
      last.versions.push(version);
    else images.push({ versions: [version], ...image });
  }
  return {
    scopes,
    ...(raw.processors && { processors: raw.processors }),
    ...(raw.version_aliases && { aliases: raw.version_aliases }),
    images,
  };
}

function convertGroups(framework: string, config: RawConfig, registries: Registries): ImageGroup[] {
  const groups: ImageGroup[] = [];
  for (const [scopes, raw] of scopesOf(config)) {
    const group = convertGroup(framework, scopes, raw, registries);
    const same = groups.findIndex(
      (other) => JSON.stringify({ ...other, scopes: [] }) === JSON.stringify({ ...group, scopes: [] }),
    );
    const known = groups[same];
    if (known) groups[same] = { ...known, scopes: [...known.scopes, ...scopes] };
    else groups.push(group);
  }
  return groups;
}

/** image_uris.py `_fetch_latest_version_from_config`: the later of the first and the last listed version. */
function latestVersion(config: RawConfig, scope: string): string | undefined {
  const whole = isWhole(config);
  const group = whole ? config : config[scope];
  if (!whole && group?.version_aliases?.['latest'] !== undefined) return group.version_aliases['latest'];
  const versions = Object.keys(group?.versions ?? {});
  const [first, last] = [versions[0], versions.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  if (versions.length > 1 && whole && (first === 'latest' || last === 'latest')) return undefined;
  return compareVersions(first, last) >= 0 ? first : last;
}

function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(/[.-]/).map(Number)) as [number[], number[]];
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function convertFramework(
  framework: string,
  read: (name: string) => RawConfig,
  registries: Registries,
): FrameworkImages {
  const config = read(framework);
  const groups = convertGroups(framework, config, registries);
  const latest = ['training', 'inference', 'processing', 'monitoring'].flatMap((scope) => {
    const version = latestVersion(config, scope);
    return version === undefined ? [] : [[scope, version]];
  });
  const tools = (TOOLS[framework] ?? []).map((tool) => [
    tool,
    convertGroups(framework, read(`${framework}-${tool}`), registries),
  ]);
  const severalVersions = groups.some((group) => group.images.flatMap((image) => image.versions).length > 1);
  return {
    ...(severalVersions && { latest: Object.fromEntries(latest) as Record<string, string> }),
    groups,
    ...(tools.length > 0 && { tools: Object.fromEntries(tools) as Record<string, ImageGroup[]> }),
  };
}

function buildTable(wheel: string, generated: string): ImageTable {
  const files = unzipSync(readFileSync(wheel), {
    filter: ({ name }) => name.startsWith('sagemaker/image_uri_config/'),
  });
  const registries = registryCollector();
  function read(name: string): RawConfig {
    const file = files[`sagemaker/image_uri_config/${name}.json`];
    if (!file)
      throw new Error(`${wheel} has no image table "${name}": remove it from FRAMEWORKS or pin another release`);
    return JSON.parse(strFromU8(file)) as RawConfig;
  }
  const frameworks = Object.fromEntries(
    [...FRAMEWORKS].sort().map((name) => [name, convertFramework(name, read, registries)]),
  );
  return { source: { package: 'sagemaker', version: SDK_VERSION, generated }, ...registries.finish(), frameworks };
}

function downloadWheel(folder: string): string {
  const python = process.env['PYTHON'] ?? 'python3';
  execFileSync(
    python,
    ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', folder, `sagemaker==${SDK_VERSION}`],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  const wheel = readdirSync(folder).find((name) => name.endsWith('.whl'));
  if (wheel === undefined) throw new Error(`pip downloaded no wheel of sagemaker ${SDK_VERSION}`);
  return join(folder, wheel);
}

function committedTable(): ImageTable | undefined {
  try {
    return JSON.parse(readFileSync(TABLE, 'utf8')) as ImageTable;
  } catch {
    return undefined; // first run, or a conflict marker: written anew
  }
}

function main(args: readonly string[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'image-table-'));
  try {
    const given = args.includes('--wheel') ? args[args.indexOf('--wheel') + 1] : undefined;
    const committed = committedTable();
    const table = buildTable(given ?? downloadWheel(folder), new Date().toISOString().slice(0, 10));
    // an unchanged table keeps its date: running the script again changes nothing
    const dated = committed ? { ...table, source: { ...table.source, generated: committed.source.generated } } : table;
    const same = committed !== undefined && JSON.stringify(dated) === JSON.stringify(committed);
    const text = formatJson(same ? dated : table, LINE_WIDTH);
    if (!args.includes('--check')) writeFileSync(TABLE, text);
    console.log(
      `${Object.keys(table.frameworks).length} frameworks, ${text.length} bytes, ${same ? 'unchanged' : 'changed'}`,
    );
    if (args.includes('--check') && !same) process.exitCode = 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main(process.argv.slice(2));
