import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const VENV = fileURLToPath(new URL('../../../../.venv/lib', import.meta.url));

/** What the handlers of a resource type call, as the CloudFormation registry says it. */
export type Handlers = Readonly<Record<string, { readonly permissions?: readonly string[] }>>;

/** Whether the registry's schemas are there: cfn-lint carries them. */
export function registryAvailable(): boolean {
  return schemasFolder() !== undefined;
}

/** The handlers of a type; undefined for a type that has none in the registry. */
export function handlersOf(type: string): Handlers | undefined {
  const folder = schemasFolder();
  if (folder === undefined) throw new Error('cfn-lint is missing; run npm run emulator:setup');
  const index = readJson(join(folder, 'providers', 'us-east-1.json')) as Readonly<Record<string, string>>;
  const name = index[type];
  if (name === undefined) throw new Error(`the registry has no type ${type}`);
  return (readJson(join(folder, 'resources', `${name}.json`)) as { readonly handlers?: Handlers }).handlers;
}

function schemasFolder(): string | undefined {
  if (!existsSync(VENV)) return undefined;
  const [python = ''] = readdirSync(VENV);
  const folder = join(VENV, python, 'site-packages/cfnlint/data/schemas');
  return existsSync(folder) ? folder : undefined;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}
