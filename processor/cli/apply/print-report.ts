import type { RunReport } from '../../model/outcome.ts';
import type { ReportTextOptions } from '../../render/report-text.ts';
import { EXIT, type ExitCode } from '../shared/exit-code.ts';
import type { CommonOptions } from '../shared/options.ts';
import type { World } from '../shared/world.ts';
import { renderReport } from './render-report.ts';

/** Prints how a run ended to stdout; gives the exit code that says the same. */
export async function printReport(
  world: World,
  report: RunReport,
  {
    format,
    colorOf,
    verbose,
    command,
  }: Pick<CommonOptions, 'format' | 'colorOf' | 'verbose'> & Pick<ReportTextOptions, 'command'>,
): Promise<ExitCode> {
  world.stdout.write(await renderReport(report, { format, color: colorOf(world.stdout), verbose, command }));
  return report.succeeded ? EXIT.success : EXIT.failure;
}
