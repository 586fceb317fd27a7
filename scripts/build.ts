/**
 * Builds what is shipped, into dist/:
 *
 * - `mlops.js` and its chunks: the program as ES modules; each command and each heavy part is a chunk of its own,
 *   loaded when it is used;
 * - `synthesize.cjs`: the pipelines as CommonJS, because `require('aws-cdk-lib')` loads lazily and an ES module
 *   namespace import does not. aws-cdk-lib itself stays outside: bundled it starts three times slower;
 * - `lambda/`: one content-addressed bundle per Lambda function, and `pipeline-digests.json`.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { buildLambdas } from './build-lambdas.ts';

const root = resolve(import.meta.dirname, '..');
const dist = resolve(root, 'dist');

/** Packages that are installed beside the program and not copied into it. */
const external = ['aws-cdk-lib', 'constructs', '@aws-sdk/*', '@aws-cdk/*', 'esbuild'];

/** The one way from the program to the pipelines becomes an import of the CommonJS bundle. */
const pipelinesApart: Plugin = {
  name: 'pipelines-apart',
  setup(bundler) {
    bundler.onResolve({ filter: /pipelines\/synthesize\.ts$/ }, (request) =>
      request.kind === 'entry-point' ? undefined : { path: './synthesize.cjs', external: true },
    );
  },
};

async function main(): Promise<void> {
  execFileSync(process.execPath, ['--import', 'tsx', resolve(root, 'scripts/generate.ts')], {
    cwd: root,
    stdio: 'inherit',
  });
  rmSync(dist, { recursive: true, force: true });
  await Promise.all([buildProgram(), buildPipelines(), buildLambdas({ root, outdir: dist })]);
  chmodSync(resolve(dist, 'mlops.js'), 0o755);
}

async function buildProgram(): Promise<void> {
  await build({
    entryPoints: { mlops: resolve(root, 'processor/main.ts') },
    outdir: dist,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    external,
    plugins: [pipelinesApart],
    chunkNames: 'chunk-[name]-[hash]',
    // Bundled CommonJS packages ask for Node's own modules through `require`, which ES modules do not have.
    banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
    logLevel: 'warning',
  });
}

async function buildPipelines(): Promise<void> {
  await build({
    entryPoints: { synthesize: resolve(root, 'pipelines/synthesize.ts') },
    outdir: dist,
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

await main();
