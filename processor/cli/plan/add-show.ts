import type { Command } from 'commander';
import type { ExitCode } from '../shared/exit-code.ts';
import { readCommonOptions, type CommonFlags } from '../shared/options.ts';
import { formatOption, screenOptions, stageOption } from '../shared/program-options.ts';
import type { World } from '../shared/world.ts';

/** Adds `mlops show`. */
export function addShow(program: Command, world: World, done: (code: ExitCode) => void): void {
  const command = program
    .command('show <planfile>')
    .description('show a saved plan again, in any format; reads nothing but the file')
    .addOption(formatOption(['text', 'json', 'markdown', 'html']))
    .addOption(stageOption());
  screenOptions(command).action(
    async (planFile: string, flags: Pick<CommonFlags, 'stage' | 'format' | 'color' | 'verbose'>) => {
      const { showCommand } = await import('./show-command.ts');
      const { stages, format, verbose, colorOf } = readCommonOptions(flags, world);
      done(await showCommand(world, { planFile, stages, format, verbose, colorOf }));
    },
  );
}
