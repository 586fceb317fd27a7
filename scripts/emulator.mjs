// Starts the emulator that stands in for AWS, for trying `mlops --target aws` by hand.
//
// Usage: node scripts/emulator.mjs [--port N] [--page-size N] [--latency-ms N] [--verbose]   (default port 4566)
// Ends with Ctrl-C, and takes everything that it started with it. Exit code 3: Python is missing.
import { spawn, spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4566' },
    'page-size': { type: 'string' },
    'latency-ms': { type: 'string' },
    verbose: { type: 'boolean', default: false },
  },
});
const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const setup = spawnSync(process.execPath, [join(root, 'scripts', 'emulator-setup.mjs'), '--quiet'], {
  stdio: 'inherit',
});
if (setup.status !== 0) process.exit(setup.status ?? 1);

const python = join(root, '.venv', process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
const args = ['-B', join(root, 'test', 'emulator', 'launcher.py'), '--exit-with-stdin', '--port', values.port];
for (const name of ['page-size', 'latency-ms']) if (values[name] !== undefined) args.push(`--${name}`, values[name]);
if (values.verbose) args.push('--verbose');

const emulator = spawn(python, args, { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => emulator.stdin.end());
emulator.stdin.on('error', () => undefined);
emulator.once('exit', (code) => process.exit(code ?? 1));

// The assets bucket of a repository without settings, so that the first apply finds it.
const bucket = 'mlops-assets-000000000000-us-east-1';
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

createInterface({ input: emulator.stdout }).once('line', async (line) => {
  const { endpoint } = JSON.parse(line);
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const s3 = new S3Client({ endpoint, region: 'us-east-1', credentials, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  process.stdout.write(`the emulator runs at ${endpoint}; Ctrl-C ends it, and what it holds is gone then

In another terminal:

  export AWS_ENDPOINT_URL=${endpoint}
  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_REGION=us-east-1
  npx mlops apply --target aws

The assets bucket ${bucket} is there; a stage with an account of its own
needs credentials of it (its twelve digits as AWS_ACCESS_KEY_ID) and its own bucket.

`);
});
