// Builds the Lambda bundles and the digests of the pipelines into dist/. Called by the build; also runs by itself:
//   npx tsx scripts/build-lambdas.ts
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

import { build } from 'esbuild';
import { zipSync } from 'fflate';

import { FAMILIES, LAMBDA_SOURCES, type Family } from '../pipelines/families.ts';

/** One line of dist/lambda/manifest.json. */
export interface ManifestEntry {
  /** In the assets bucket. */
  readonly key: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Relative to the manifest. */
  readonly file: string;
}

export type Manifest = Readonly<Record<string, ManifestEntry>>;

/**
 * Any fixed time will do, as long as the zip has the same one everywhere: the format stores local time, so it is made
 * of local parts.
 */
function zipTime(): Date {
  return new Date(1980, 0, 2);
}

/** rw-r--r--, as a Unix system writes it. */
const ZIP_MODE = 0o644 << 16;
const UNIX = 3;

/**
 * Folders whose every `<name>.lambda.ts` becomes the bundle `<name>`: functions of the control plane, which no pipeline
 * uses and which therefore count in no digest. Those of the first folder know nothing of the processor.
 */
const CONTROL_PLANE_FOLDERS = ['pipelines/control-plane', 'processor/lambda'];

export interface BuildLambdasOptions {
  /** The project. */
  readonly root: string;
  /** Where the results go, usually `<root>/dist`. */
  readonly outdir: string;
}

/**
 * Writes into `outdir`: `lambda/<name>/index.js` (to read), `lambda/<name>-<sha256>.zip` (to deploy),
 * `lambda/manifest.json` and `pipeline-digests.json`. The same source gives the same bytes on every machine.
 */
export async function buildLambdas({ root, outdir }: BuildLambdasOptions): Promise<void> {
  const folder = join(outdir, 'lambda');
  await rm(folder, { recursive: true, force: true });
  const sources = await lambdaSources(root);
  const entries = await Promise.all(
    sources.map(async ([name, source]) => [name, await buildLambda(root, { folder, name, source })] as const),
  );
  const manifest: Manifest = Object.fromEntries(entries);
  await writeJson(join(folder, 'manifest.json'), manifest);
  await writeJson(join(outdir, 'pipeline-digests.json'), await pipelineDigests(root, manifest));
}

/** Name and source file, relative to the project, of every bundle, in the order of the names. */
async function lambdaSources(root: string): Promise<readonly (readonly [name: string, source: string])[]> {
  const sources = new Map(Object.entries(LAMBDA_SOURCES).map(([name, source]) => [name, `pipelines/${source}`]));
  for (const folder of CONTROL_PLANE_FOLDERS) {
    for (const file of await namesIn(join(root, folder))) {
      if (!file.endsWith('.lambda.ts')) continue;
      const name = basename(file, '.lambda.ts');
      const other = sources.get(name);
      if (other !== undefined) throw new Error(`${folder}/${file} and ${other} would both be the bundle ${name}`);
      sources.set(name, `${folder}/${file}`);
    }
  }
  return [...sources].sort(([a], [b]) => (a < b ? -1 : 1));
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

async function buildLambda(
  root: string,
  { folder, name, source }: { readonly folder: string; readonly name: string; readonly source: string },
): Promise<ManifestEntry> {
  const code = await bundle({
    entryPoints: [join(root, source)],
    absWorkingDir: root,
    target: 'node24',
    // The clients come along: what Lambda has installed changes under our feet.
    external: [],
  });
  const zip = zipSync({ 'index.js': [code, { level: 9, mtime: zipTime(), os: UNIX, attrs: ZIP_MODE }] });
  const sha256 = createHash('sha256').update(zip).digest('hex');
  const file = `${name}-${sha256}.zip`;
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'index.js'), code);
  await writeFile(join(folder, file), zip);
  return { key: `mlops/lambda/${file}`, sha256, bytes: zip.byteLength, file };
}

/**
 * For each pipeline type the SHA-256 of all that compiles and runs it: its stack code and the shared parts that it
 * reaches, minified (a comment is no change), its Lambda bundles, and the version of aws-cdk-lib.
 */
async function pipelineDigests(root: string, manifest: Manifest): Promise<Readonly<Record<string, string>>> {
  const cdk = JSON.parse(await readFile(join(root, 'node_modules/aws-cdk-lib/package.json'), 'utf8')) as {
    readonly version: string;
  };
  const codeOf = new Map<string, string>();
  const digests: Record<string, string> = {};
  for (const [pipelineType, family] of Object.entries(FAMILIES).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const code = codeOf.get(family.stack) ?? (await stackCodeDigest(root, family));
    codeOf.set(family.stack, code);
    const lambdas = family.lambdas.map((name) => manifest[name]?.sha256);
    const text = JSON.stringify({ code, lambdas, 'aws-cdk-lib': cdk.version });
    digests[pipelineType] = createHash('sha256').update(text).digest('hex');
  }
  return digests;
}

async function stackCodeDigest(root: string, family: Family): Promise<string> {
  const code = await bundle({
    entryPoints: [join(root, 'pipelines', family.stack)],
    absWorkingDir: root,
    target: 'node20',
    external: ['aws-cdk-lib', 'constructs'],
  });
  return createHash('sha256').update(code).digest('hex');
}

interface BundleOptions {
  readonly entryPoints: string[];
  readonly absWorkingDir: string;
  readonly target: string;
  readonly external: string[];
}

async function bundle(options: BundleOptions): Promise<Uint8Array> {
  const { outputFiles } = await build({
    ...options,
    bundle: true,
    write: false,
    minify: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    logLevel: 'warning',
  });
  const [file] = outputFiles;
  if (file === undefined) throw new Error(`esbuild wrote nothing for ${options.entryPoints.join(', ')}`);
  return file.contents;
}

async function writeJson(path: string, value: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify(value, null, 2)}\n`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = join(dirname(fileURLToPath(import.meta.url)), '..');
  await buildLambdas({ root, outdir: join(root, 'dist') });
}
