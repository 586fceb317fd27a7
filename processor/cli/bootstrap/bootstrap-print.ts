import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ProcessorBundle } from '../../adapters/bundle/processor-bundle.ts';
import type { BootstrapChange, BootstrapPlan } from '../../bootstrap/bootstrap-plan.ts';
import { describeCommands, renderInstructions, templateFileOf } from '../../bootstrap/render-instructions.ts';
import { UserError } from '../../model/errors.ts';
import { describeSystemError } from '../../model/system-error.ts';
import type { Asset } from '../../ports/stack-target.ts';
import type { World } from '../shared/world.ts';

/**
 * Gives out what bootstrap would deploy, for somebody else to deploy: into a folder, each template in a file with the
 * processor, the Lambda bundles and a README.md with the commands; or, without a folder, templates and commands as one
 * JSON document on the standard output.
 */
export async function printBootstrap(
  world: World,
  input: {
    readonly plan: BootstrapPlan;
    readonly bundle: ProcessorBundle | undefined;
    /** Absolute; undefined: standard output. */
    readonly folder: string | undefined;
  },
): Promise<void> {
  const { plan, bundle, folder } = input;
  if (folder === undefined) {
    const stacks = plan.changes.map((change) => ({ ...headOf(change), template: change.wanted.template }));
    world.stdout.write(`${JSON.stringify({ stacks, commands: describeCommands(plan) }, null, 2)}\n`);
    return;
  }
  const assets: readonly Asset[] = [...(bundle === undefined ? [] : [bundle]), ...assetsOf(plan)];
  try {
    for (const change of plan.changes) {
      await write(path.join(folder, templateFileOf(change)), `${JSON.stringify(change.wanted.template, null, 2)}\n`);
    }
    for (const asset of assets) await write(path.join(folder, asset.key), await asset.read());
    await write(path.join(folder, 'README.md'), renderInstructions(plan));
  } catch (error) {
    throw new UserError(
      'unwritable-file',
      `${folder} cannot be written: ${describeSystemError(error) ?? String(error)}`,
      {
        instructions: ['give another folder by --out'],
        cause: error,
      },
    );
  }
  const files = [...plan.changes.map(templateFileOf), ...assets.map(({ key }) => key)];
  world.stdout.write(
    `${[path.join(folder, 'README.md'), ...files.map((file) => path.join(folder, file))].join('\n')}\n`,
  );
}

function assetsOf(plan: BootstrapPlan): readonly Asset[] {
  const byKey = new Map(plan.changes.flatMap(({ wanted }) => wanted.assets).map((asset) => [asset.key, asset]));
  return [...byKey.values()];
}

function headOf({ stack, account, region, kind, stages }: BootstrapChange) {
  return { stack, kind, account, region, stages };
}

async function write(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
}
