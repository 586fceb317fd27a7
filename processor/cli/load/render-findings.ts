import type { FindingsReport } from '../../render/findings/findings-report.ts';
import { renderFindingsText } from '../../render/findings/findings-text.ts';
import { VERSION } from '../../version.ts';
import type { LoadedCommit } from './load-commit.ts';

/** Findings in the format asked for. Only the renderer that is needed is loaded. */
export async function renderFindings(
  commit: LoadedCommit,
  options: {
    readonly format: string;
    readonly color: boolean;
    readonly pathOf?: (file: string) => string;
    /** Nothing was read of what the command is about. */
    readonly isEmpty?: boolean;
  },
): Promise<string> {
  const report = { ...reportOf(commit), isEmpty: options.isEmpty };
  switch (options.format) {
    case 'json':
      return (await import('../../render/findings/findings-json.ts')).renderFindingsJson(report);
    case 'markdown':
      return (await import('../../render/findings/findings-markdown.ts')).renderFindingsMarkdown(report);
    case 'sarif':
      return (await import('../../render/findings/findings-sarif.ts')).renderFindingsSarif(report, {
        version: VERSION,
      });
    case 'junit':
      return (await import('../../render/findings/findings-junit.ts')).renderFindingsJunit(report);
    default:
      return renderFindingsText(report, { color: options.color, pathOf: options.pathOf });
  }
}

/** What there is to say about a commit, as the renderers take it. */
export function reportOf({ discovery, entries, findings }: LoadedCommit): FindingsReport {
  const settings = discovery.settingsFile === undefined ? [] : [discovery.settingsFile.path];
  return { files: [...settings, ...discovery.configFiles.map((entry) => entry.path)], workloads: entries, findings };
}
