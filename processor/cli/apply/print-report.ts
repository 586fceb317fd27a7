import type { RunReport } from '../../model/outcome.ts';
import type { CommandRun } from '../../render/report-words.ts';
import { EXIT, type ExitCode } from '../shared/exit-code.ts';
import type { CommonOptions } from '../shared/options.ts';
import type { World } from '../shared/world.ts';
import { renderReport } from './render-report.ts';

/** Prints how a run ended to stdout; gives the exit code that says the same. */
export async function printReport(
  world: World,
  report: RunReport,
  { colorOf, ...options }: Pick<CommonOptions, 'format' | 'colorOf' | 'verbose'> & CommandRun,
): Promise<ExitCode> {
  world.stdout.write(await renderReport(report, { ...options, color: colorOf(world.stdout) }));
  return report.succeeded ? EXIT.success : EXIT.failure;
}
