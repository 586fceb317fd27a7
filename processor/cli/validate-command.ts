import { hasErrors } from '../model/finding.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { loadCommit } from './load-commit.ts';
import type { CommonOptions } from './options.ts';
import { renderFindings } from './render-findings.ts';
import type { World } from './world.ts';

/** `mlops validate`: says everything there is to say about the files; fails when one of them has an error. */
export async function validateCommand(
  world: World,
  options: CommonOptions & { readonly paths: readonly string[]; readonly explain: boolean },
): Promise<ExitCode> {
  const commit = await loadCommit(world, { ...options, target: 'local' });
  world.stdout.write(await renderFindings(commit, { ...options, color: options.colorOf(world.stdout) }));
  if (options.explain) world.stderr.write(explainDiscovery(commit));
  if (commit.discovery.configFiles.length === 0) return EXIT.failure;
  return hasErrors(commit.findings) ? EXIT.failure : EXIT.success;
}

function explainDiscovery({ discovery }: Awaited<ReturnType<typeof loadCommit>>): string {
  const read = discovery.configFiles.map((entry) => `read    ${entry.path}\n`);
  const ignored = discovery.ignored.map((entry) => `ignored ${entry.path}: ${entry.reason}\n`);
  return [...read, ...ignored].join('');
}
