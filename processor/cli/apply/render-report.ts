import type { RunReport } from '../../model/outcome.ts';
import { renderReportText, type ReportTextOptions } from '../../render/report-text.ts';

/** The report of a run in the format asked for. Only the renderer that is needed is loaded. */
export async function renderReport(
  report: RunReport,
  options: ReportTextOptions & { readonly format: string },
): Promise<string> {
  switch (options.format) {
    case 'json':
      return (await import('../../render/report-json.ts')).renderReportJson(report);
    case 'markdown':
      return (await import('../../render/report-markdown.ts')).renderReportMarkdown(report, options);
    default:
      return renderReportText(report, options);
  }
}
