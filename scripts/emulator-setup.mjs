// Makes .venv/ in the repository root with what test/emulator/requirements.txt pins.
// Idempotent: a stamp file holds the hash of the requirements, so a second run does nothing.
//
// Usage: node scripts/emulator-setup.mjs [--sdk] [--optional] [--quiet]
//   --sdk       installs requirements-sdk.txt too (the SageMaker Python SDK, large); so does MLOPS_REQUIRE_EMULATOR=1
//   --optional  without a usable Python: says so and ends with 0, unless MLOPS_REQUIRE_EMULATOR=1
//   --quiet     says nothing when there is nothing to do
// Exit codes: 0 ready, 1 the installation went wrong, 3 Python 3.10 or later (or its venv module) is missing.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PYTHON_MISSING = 3;
const MINIMUM_PYTHON = [3, 10];
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const venv = join(root, '.venv');
const binaries = join(venv, process.platform === 'win32' ? 'Scripts' : 'bin');

const isRequired = process.env.MLOPS_REQUIRE_EMULATOR === '1';
const isOptional = process.argv.includes('--optional') && !isRequired;

function stop(code, message) {
  process.stderr.write(`${message}\n`);
  process.exit(code === PYTHON_MISSING && isOptional ? 0 : code);
}

function findPython() {
  const candidates = [
    process.env.MLOPS_PYTHON,
    'python3',
    'python3.13',
    'python3.12',
    'python3.11',
    'python3.10',
    'python',
  ];
  const seen = [];
  for (const candidate of candidates.filter(Boolean)) {
    const found = spawnSync(candidate, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])'], {
      encoding: 'utf8',
    });
    if (found.status !== 0) continue;
    const version = found.stdout.trim();
    const [major, minor] = version.split('.').map(Number);
    if (major === MINIMUM_PYTHON[0] && minor >= MINIMUM_PYTHON[1]) return candidate;
    seen.push(`${candidate} is ${version}`);
  }
  const what = seen.length > 0 ? `found only: ${[...new Set(seen)].join(', ')}` : 'none found';
  return stop(
    PYTHON_MISSING,
    `the emulator needs Python ${MINIMUM_PYTHON.join('.')} or later (${what}); install it, or name one in MLOPS_PYTHON`,
  );
}

function run(command, args, options = {}) {
  return spawnSync(command, args, { cwd: root, encoding: 'utf8', ...options });
}

const withSdk = isRequired || process.argv.includes('--sdk');
const wanted = ['requirements.txt', ...(withSdk ? ['requirements-sdk.txt'] : [])].map((name) =>
  join(root, 'test', 'emulator', name),
);
const quiet = process.argv.includes('--quiet');

function stampOf(file) {
  return join(venv, `.stamp-${createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16)}`);
}

const missing = wanted.filter((file) => !existsSync(stampOf(file)));
if (missing.length === 0) {
  if (!quiet) process.stdout.write('emulator environment is up to date: .venv\n');
  process.exit(0);
}

const python = findPython();
if (!existsSync(join(binaries, process.platform === 'win32' ? 'python.exe' : 'python'))) {
  const made = run(python, ['-m', 'venv', venv]);
  if (made.status !== 0) {
    stop(
      PYTHON_MISSING,
      `${python} cannot make a virtual environment; on Debian and Ubuntu install python3-venv\n${made.stderr || made.stdout}`,
    );
  }
}

for (const file of missing) {
  process.stdout.write(`installing ${file.slice(root.length + 1)} into .venv (once, about a minute)\n`);
  const installed = run(
    join(binaries, 'python'),
    ['-m', 'pip', 'install', '--disable-pip-version-check', '-q', '-r', file],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  if (installed.status !== 0) stop(1, `pip could not install ${file.slice(root.length + 1)}; its message is above`);
  writeFileSync(stampOf(file), '');
}
process.stdout.write('emulator environment is ready: .venv\n');
