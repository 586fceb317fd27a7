import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../model/errors.ts';

/** A package that the program needs at run time. */
export interface RuntimePackage {
  /** Folder that it is installed in. */
  readonly source: string;
  /** Folder in the bundle, such as `node_modules/aws-cdk-lib`. */
  readonly destination: string;
}

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** What the build leaves beside the program instead of in it: see scripts/build.ts. */
const EXTERNAL = /\brequire\(\s*["']((?:@aws-sdk|@aws-cdk)\/[\w.-]+|aws-cdk-lib|constructs)(?:\/[\w./-]+)?["']\s*\)/g;

/**
 * Parts of aws-cdk-lib that only constructs use which no stack of ours has: an archive of the AWS command line (22 MB)
 * for BucketDeployment, one of a proxy agent for clusters, and the validation that is switched off (9 MB of
 * WebAssembly).
 */
const UNUSED: ReadonlySet<string> = new Set([
  '@aws-cdk/asset-awscli-v1',
  '@aws-cdk/asset-node-proxy-agent-v6',
  '@aws/cloudformation-validate',
]);

/** Names of the packages that the files of a build require, sorted. */
export function requiredPackages(files: readonly string[]): readonly string[] {
  const names = new Set<string>();
  for (const file of files) {
    for (const [, name] of readFileSync(file, 'utf8').matchAll(EXTERNAL)) if (name !== undefined) names.add(name);
  }
  return [...names].sort();
}

/**
 * The packages of these names and all that they depend on, each with its place in the bundle: at the top as far as
 * names allow, else inside the package that asks for another version. Optional and peer dependencies stay out: nothing
 * of ours needs one that is not asked for by itself.
 *
 * Throws UserError `package-missing` for one that is not installed.
 */
export function findRuntimePackages(from: string, names: readonly string[]): readonly RuntimePackage[] {
  const placed = new Map<string, string>();
  const queue: { readonly folder: string; readonly destination: string; readonly needs: readonly string[] }[] = [
    { folder: from, destination: '', needs: names },
  ];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const name of next.needs) {
      const source = locate(next.folder, name);
      const seen = resolveIn(placed, { destination: next.destination, name });
      if (seen?.source === source) continue;
      // A name that another version has taken is looked up again only below the one that asks.
      const destination = path.posix.join(seen === undefined ? '' : next.destination, 'node_modules', name);
      placed.set(destination, source);
      queue.push({ folder: source, destination, needs: dependenciesOf(source) });
    }
  }
  return [...placed].map(([destination, source]) => ({ destination, source })).sort(byDestination);
}

/** Which of the packages placed so far Node.js finds for a name, looked for from a place in the bundle. */
function resolveIn(
  placed: ReadonlyMap<string, string>,
  { destination, name }: { readonly destination: string; readonly name: string },
): { readonly source: string } | undefined {
  for (let folder = destination; ; folder = path.posix.dirname(folder)) {
    const source = placed.get(path.posix.join(folder, 'node_modules', name));
    if (source !== undefined) return { source };
    if (folder === '' || folder === '.') return undefined;
  }
}

/** As Node.js looks packages up: in `node_modules` of the folder and of each one above it. */
function locate(from: string, name: string): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', name);
    if (existsSync(path.join(candidate, 'package.json'))) return realpathSync(candidate);
    if (folder === path.dirname(folder)) break;
  }
  throw new UserError(
    'package-missing',
    `the package ${name} is not installed beside the program (asked for in ${from})`,
    {
      instructions: ['install the program anew: npm ci in its folder, or npm install of its package'],
    },
  );
}

function dependenciesOf(folder: string): readonly string[] {
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
  return Object.keys(manifest.dependencies ?? {})
    .filter((name) => !UNUSED.has(name))
    .sort();
}

function byDestination(a: RuntimePackage, b: RuntimePackage): number {
  return a.destination < b.destination ? -1 : 1;
}
