import { isAbsolute, normalize, relative, resolve, sep } from 'node:path';
import { escapeText } from '../../model/escape-text.ts';
import { hasErrors } from '../../model/finding.ts';
import { loadCommit } from '../load/load-commit.ts';
import { noConfigFiles } from '../load/no-config-files.ts';
import { pathsFrom } from '../load/paths-from.ts';
import { renderFindings } from '../load/render-findings.ts';
import { EXIT, type ExitCode } from '../shared/exit-code.ts';
import type { CommonOptions } from '../shared/options.ts';
import type { World } from '../shared/world.ts';
import { optimizeLater } from './optimize-later.ts';

/** `mlops validate`: says everything there is to say about the files; fails when one of them has an error. */
export async function validateCommand(
  world: World,
  options: CommonOptions & { readonly paths: readonly string[]; readonly explain: boolean },
): Promise<ExitCode> {
  const paths = options.paths.map((path) => toRepositoryPath(path, { repo: options.repo, cwd: world.cwd }));
  const commit = await loadCommit(world, { ...options, paths, target: 'local', onMany: optimizeLater });
  const { configFiles, settingsFile } = commit.discovery;
  const isNamed = settingsFile !== undefined && paths.includes(settingsFile.path);
  const isEmpty = configFiles.length === 0 && !isNamed;
  const pathOf = pathsFrom(world.cwd, options.repo);
  // Programs parse what the other formats print: an empty document is one, nothing at all is not.
  if (!isEmpty || commit.findings.length > 0 || options.format !== 'text') {
    const color = options.colorOf(world.stdout);
    world.stdout.write(await renderFindings(commit, { ...options, color, pathOf, isEmpty }));
  }
  if (options.explain) world.stderr.write(explainDiscovery(commit, pathOf));
  if (hasErrors(commit.findings)) return EXIT.failure;
  // Warnings are read first: mostly one of them names the file that was meant.
  if (isEmpty) throw noConfigFiles({ ...options, ignored: commit.discovery.ignored.length });
  return EXIT.success;
}

function explainDiscovery(
  { discovery }: Awaited<ReturnType<typeof loadCommit>>,
  pathOf: (file: string) => string,
): string {
  const settings = discovery.settingsFile === undefined ? [] : [discovery.settingsFile];
  const read = [...settings, ...discovery.configFiles].map((entry) => `read    ${escapeText(pathOf(entry.path))}\n`);
  const ignored = discovery.ignored.map((entry) => `ignored ${escapeText(pathOf(entry.path))}: ${entry.reason}\n`);
  return [...read, ...ignored].join('');
}

/** Paths are taken from the current folder, as a shell completes them, or else from the repository. */
function toRepositoryPath(path: string, folders: { readonly repo: string; readonly cwd: string }): string {
  const inside = relative(folders.repo, resolve(folders.cwd, path));
  const given = normalize(path);
  return leaves(inside) && !leaves(given) ? given : inside;
}

/** A path that leads out of the folder it is taken from. */
function leaves(path: string): boolean {
  return path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path);
}
