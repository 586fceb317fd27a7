import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { ImageLookup, ImageRequest, ImageScope } from '../../pipelines/images/image-request.ts';
import { imageTable } from '../../pipelines/images/image-table.ts';
import { retrieveImageUri } from '../../pipelines/images/retrieve-image-uri.ts';
import { pendOrFail } from '../helpers/pend-or-fail.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const VENV_PYTHON = join(ROOT, '.venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
const PYTHON = process.env['MLOPS_SDK_PYTHON'] ?? VENV_PYTHON;
const SCRIPT = join(ROOT, 'test', 'pipelines', 'image_uris_from_sdk.py');
const SHOWN = 20;

interface SdkRequest {
  readonly framework: string;
  readonly version: string | null;
  readonly image_scope: ImageScope;
  readonly base_framework_version: string | null;
  readonly py_version: string | null;
  readonly inference_tool: 'neuron' | 'neuronx' | null;
  readonly instance_type: string | null;
}
type SdkAnswer = string | { readonly refused: string };

/** What was compared, by outcome; everything but `differences` is agreement or a departure that is documented. */
interface Tally {
  compared: number;
  uris: number;
  refusals: number;
  pythonDefaults: number;
  huggingFaceVersions: number;
  frameworks: Set<string>;
  regions: Set<string>;
  readonly differences: string[];
}

function sdkAvailable(): boolean {
  if (!existsSync(PYTHON)) return false;
  const probe = "import importlib.util, sys; sys.exit(importlib.util.find_spec('sagemaker') is None)";
  return spawnSync(PYTHON, ['-c', probe]).status === 0;
}

function toRequest(request: SdkRequest, region: string): ImageRequest {
  const serverless = request.instance_type === 'serverless';
  return {
    framework: request.framework,
    region,
    scope: request.image_scope,
    version: request.version ?? undefined,
    instanceType: serverless ? undefined : (request.instance_type ?? undefined),
    pythonVersion: request.py_version ?? undefined,
    baseFrameworkVersion: request.base_framework_version ?? undefined,
    inferenceTool: request.inference_tool ?? undefined,
    serverless,
  };
}

/** The SDK's refusals in our words; where it breaks by a KeyError it has no image for the processor. */
function kindOf(refused: string): string {
  if (refused === 'KeyError') return 'processor';
  return refused === 'hardware' ? 'instance-type' : refused;
}

/** The SDK's answers, in the order of the regions, to the requests that name a Python version. */
interface PythonRow {
  readonly request: SdkRequest;
  readonly answers: readonly SdkAnswer[];
}

/** Compares one row; `pythonRows` are those with the same version and base framework and a Python version spelt out. */
function compareRow(tally: Tally, row: PythonRow, regions: readonly string[], pythonRows: readonly PythonRow[]): void {
  for (const [index, sdk] of row.answers.entries()) {
    const chosen = row.request.py_version === null ? pythonRows.filter((other) => sameButPython(other, row)) : [];
    const spelt = new Map(chosen.map(({ request, answers }) => [request.py_version, answers[index]]));
    compare(tally, row.request, regions[index] ?? '', sdk, spelt);
  }
}

function sameButPython({ request: a }: PythonRow, { request: b }: PythonRow): boolean {
  return (
    a.image_scope === b.image_scope && a.inference_tool === b.inference_tool && a.instance_type === b.instance_type
  );
}

type AnswersByPython = ReadonlyMap<string | null, SdkAnswer | undefined>;

function compare(tally: Tally, request: SdkRequest, region: string, sdk: SdkAnswer, spelt: AnswersByPython): void {
  const ours: ImageLookup = retrieveImageUri(toRequest(request, region));
  tally.compared++;
  tally.frameworks.add(request.framework);
  tally.regions.add(region);
  if (typeof sdk === 'string' && 'uri' in ours && ours.uri === sdk) {
    tally.uris++;
  } else if (typeof sdk !== 'string' && 'problem' in ours && ours.problem.kind === kindOf(sdk.refused)) {
    tally.refusals++;
  } else if (isPythonDefault(request, sdk, ours, spelt)) {
    tally.pythonDefaults++;
  } else if (isUnlistedHuggingFace(request, sdk, ours)) {
    tally.huggingFaceVersions++;
  } else {
    const got = 'uri' in ours ? ours.uri : ours.problem.kind;
    tally.differences.push(`${JSON.stringify(request)} ${region}\n  SDK  ${JSON.stringify(sdk)}\n  ours ${got}`);
  }
}

/** The SDK asks for a Python version: ours must then be its very answer (URI or refusal) for one that it lists. */
function isPythonDefault(request: SdkRequest, sdk: SdkAnswer, ours: ImageLookup, spelt: AnswersByPython): boolean {
  if (typeof sdk === 'string' || sdk.refused !== 'python-version' || request.py_version !== null) return false;
  if ('uri' in ours) return spelt.get(ours.pythonVersion ?? null) === ours.uri;
  const { kind } = ours.problem;
  return [...spelt.values()].some((answer) => typeof answer === 'object' && kindOf(answer.refused) === kind);
}

/** What the SDK checks before the version: a refusal for these is the same with any version. */
const BEFORE_VERSION = new Set(['hardware', 'inference-tool', 'scope']);

/**
 * Hugging Face without a version, or with one that is not listed: we refuse the version at once. The SDK goes on, and
 * either refuses something later or names an image that does not exist, with the version it was given in its tag.
 */
function isUnlistedHuggingFace({ framework, version }: SdkRequest, sdk: SdkAnswer, ours: ImageLookup): boolean {
  if (framework !== 'huggingface' || !('problem' in ours) || ours.problem.kind !== 'version') return false;
  if (version !== null && ours.problem.allowed.includes(version)) return false;
  if (typeof sdk !== 'string') return !BEFORE_VERSION.has(sdk.refused);
  return /-transformers(?<tag>[^-]+(?:-unlisted)?)-/.exec(sdk)?.groups?.['tag'] === (version ?? 'None');
}

async function compareAll(child: ChildProcessByStdio<null, Readable, null>): Promise<Tally & { sdk: string }> {
  const tally: Tally = {
    ...{ compared: 0, uris: 0, refusals: 0, pythonDefaults: 0, huggingFaceVersions: 0 },
    ...{ frameworks: new Set(), regions: new Set(), differences: [] },
  };
  let header: { readonly sdk: string; readonly regions: readonly string[] } | undefined;
  let group = '';
  let pythonRows: PythonRow[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (!header) {
      header = JSON.parse(line) as { sdk: string; regions: string[] };
      continue;
    }
    const row = JSON.parse(line) as PythonRow;
    // the script asks for one version and base with each Python version in turn, then with none
    const current = JSON.stringify([row.request.framework, row.request.version, row.request.base_framework_version]);
    if (current !== group) pythonRows = [];
    group = current;
    if (row.request.py_version !== null) pythonRows.push(row);
    compareRow(tally, row, header.regions, pythonRows);
  }
  return { ...tally, sdk: header?.sdk ?? 'nothing' };
}

describe('image lookup against the SageMaker Python SDK', () => {
  it('gives the answer of image_uris.retrieve for every framework, version, scope, region and instance', async function () {
    // about half a minute; much longer where other programs share the processors
    this.timeout(300_000);
    if (!sdkAvailable()) pendOrFail(this, 'sdk');
    const child = spawn(PYTHON, [SCRIPT, ...Object.keys(imageTable.frameworks)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const tally = await compareAll(child);

    process.stdout.write(
      `    compared ${tally.compared} answers of sagemaker ${tally.sdk}: ${tally.frameworks.size} frameworks, ` +
        `${tally.regions.size} regions; ${tally.uris} equal URIs, ${tally.refusals} equal refusals, ` +
        `${tally.pythonDefaults} Python versions chosen, ${tally.huggingFaceVersions} Hugging Face versions refused, ` +
        `${tally.differences.length} differences\n`,
    );
    expect(await ended, 'exit code of image_uris_from_sdk.py').to.equal(0);
    expect(tally.sdk, 'release that the table was made from').to.equal(imageTable.source.version);
    expect([...tally.frameworks].sort()).to.deep.equal([...Object.keys(imageTable.frameworks)].sort());
    expect(tally.uris).to.be.greaterThan(100_000);
    expect(tally.differences.slice(0, SHOWN).join('\n'), `${tally.differences.length} differences`).to.equal('');
  });
});
