/**
 * Builds what is shipped, into dist/:
 *
 * - `mlops.js`: the command, which starts the program: `program.js`, one CommonJS file in which each command and each
 *   heavy part is a function that runs when it is first used, and `program-*.cache`, what this engine makes of it;
 *   `validate.js`, with its own cache, is the same with one command, since half of the start is loading the others;
 * - `synthesize.cjs` and `synthesize-control-plane.cjs`: the pipelines, and the stacks that bootstrap installs, as
 *   CommonJS, because `require('aws-cdk-lib')` loads lazily and an ES module namespace import does not. aws-cdk-lib
 *   itself stays outside: bundled it starts three times slower;
 * - `check-order.cjs` and `print-plan-variables.cjs`: small programs that the control plane's builds run;
 * - `lambda/`: one content-addressed bundle per Lambda function, and `pipeline-digests.json`.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { buildLambdas } from './build-lambdas.ts';

const root = resolve(import.meta.dirname, '..');
const dist = resolve(root, 'dist');

/** Built here and then put in the place of what was there, so that a program that runs meanwhile finds either whole. */
const fresh = resolve(root, `dist-${process.pid}`);

/** Packages that are installed beside the program and not copied into it. */
const external = ['aws-cdk-lib', 'constructs', '@aws-sdk/*', '@aws-cdk/*', 'esbuild'];

/** The ways from the program to the pipelines become imports of the CommonJS bundles. */
const pipelinesApart: Plugin = {
  name: 'pipelines-apart',
  setup(bundler) {
    bundler.onResolve({ filter: /pipelines\/(?:control-plane\/)?synthesize(?:-control-plane)?\.ts$/ }, (request) =>
      request.kind === 'entry-point' ? undefined : { path: `./${basename(request.path, '.ts')}.cjs`, external: true },
    );
  },
};

/**
 * Modules that take long to load and that most runs do not need. They are loaded when something of them is first used.
 */
const LATER = ['node:crypto', 'node:v8', 'node:worker_threads', '@aws-sdk/client-s3'] as const;

const loadedLater: Plugin = {
  name: 'loaded-later',
  setup(bundler) {
    const names = importedNames(LATER);
    bundler.onResolve({ filter: new RegExp(`^(?:${LATER.join('|')})$`) }, ({ path, namespace }) =>
      namespace === 'later' ? { path, external: true } : { path, namespace: 'later' },
    );
    bundler.onLoad({ filter: /.*/, namespace: 'later' }, ({ path }) => ({
      contents: [...(names.get(path) ?? [])]
        .map((name) => `later('${name}', () => require('${path}').${name});`)
        .join('\n').concat(`
          function later(name, load) {
            const keep = (value) => Object.defineProperty(exports, name, { value });
            Object.defineProperty(exports, name, { configurable: true, get: () => keep(load())[name] });
          }`),
    }));
  },
};

/** Data as one text: the engine reads JSON several times faster than the same as source, and keeps it smaller. */
const dataAsText: Plugin = {
  name: 'data-as-text',
  setup(bundler) {
    bundler.onLoad({ filter: /\.json$/ }, ({ path }) => {
      const text = JSON.stringify(JSON.parse(readFileSync(path, 'utf8')));
      return { contents: `module.exports = JSON.parse(${JSON.stringify(text)});`, loader: 'js' };
    });
  },
};

/** What the program imports by name from each of these modules. */
function importedNames(modules: readonly string[]): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map(modules.map((module) => [module, new Set<string>()]));
  for (const folder of ['processor', 'pipelines', 'schema']) {
    for (const file of readdirSync(resolve(root, folder), { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.ts')) continue;
      const text = readFileSync(resolve(root, folder, file), 'utf8');
      for (const [, list = '', module = ''] of text.matchAll(/^import \{([^}]*)\} from '([^']+)'/gm)) {
        for (const name of list.split(',')) names.get(module)?.add(name.trim().replace(/ as .*$/, ''));
      }
    }
  }
  return new Map(
    [...names].map(([module, found]) => [module, new Set([...found].filter((name) => /^\w+$/.test(name)))]),
  );
}

async function main(): Promise<void> {
  runScript('generate.ts');
  await Promise.all([buildProgram(), buildPipelines(), buildLambdas({ root, outdir: fresh })]);
  chmodSync(resolve(fresh, 'mlops.js'), 0o755);
  // The project's files are ES modules by default.
  writeFileSync(resolve(fresh, 'package.json'), '{ "type": "commonjs" }\n');
  for (const program of ['program.js', 'validate.js']) {
    writeAsAscii(resolve(fresh, program));
    runScript('write-code-cache.ts', resolve(fresh, program));
  }
  rmSync(dist, { recursive: true, force: true });
  renameSync(fresh, dist);
}

/**
 * The program is read as ASCII. Of what is beyond it esbuild escapes strings and leaves regular expressions as they are
 * written; in these, with and without the flag `u`, an escape means the same.
 */
function writeAsAscii(file: string): void {
  const escaped = readFileSync(file, 'utf8').replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  writeFileSync(file, escaped);
}

function runScript(name: string, ...args: readonly string[]): void {
  const script = resolve(root, 'scripts', name);
  execFileSync(process.execPath, ['--import', 'tsx', script, ...args], { cwd: root, stdio: 'inherit' });
}

async function buildProgram(): Promise<void> {
  await build({
    entryPoints: {
      mlops: resolve(root, 'processor/launch.ts'),
      program: resolve(root, 'processor/main.ts'),
      validate: resolve(root, 'processor/main-validate.ts'),
      'form-check': resolve(root, 'processor/form-check.worker.ts'),
    },
    outdir: fresh,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    external,
    plugins: [pipelinesApart, loadedLater, dataAsText],
    // Loaded by `require` all the same: faster, and the one way that needs no loader of its own in a compiled script.
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': '__fileUrl' },
    banner: { js: "const __fileUrl = require('node:url').pathToFileURL(__filename).href;" },
    logLevel: 'warning',
  });
}

async function buildPipelines(): Promise<void> {
  await build({
    entryPoints: [
      'synthesize',
      'control-plane/synthesize-control-plane',
      'control-plane/check-order',
      'control-plane/print-plan-variables',
    ].map((name) => ({ in: resolve(root, `pipelines/${name}.ts`), out: basename(name) })),
    outdir: fresh,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    legalComments: 'none',
    external,
    logLevel: 'warning',
  });
}

try {
  await main();
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
