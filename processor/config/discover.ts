import type { Finding } from '../model/finding.ts';
import { escapeText } from '../model/escape-text.ts';
import { nearMiss } from './near-miss.ts';
import { SETTINGS_FILE } from './settings/settings.ts';

/** Exact name of a config file. */
export const CONFIG_FILE = 'mlops-config.json';

/** What discovery needs of an entry of a repository; `RepositoryEntry` of the port has it. */
export interface DiscoverableEntry {
  /** Relative to the root, forward slashes. */
  readonly path: string;
  readonly kind: 'file' | 'symlink' | 'submodule' | 'folder' | 'other';
  readonly unusualPath?: boolean;
  /** Settings that Git ignores. */
  readonly isIgnored?: boolean;
}

/** A config file that a rule leaves out. */
export interface IgnoredFile {
  readonly path: string;
  readonly reason: string;
}

export interface Discovery<E extends DiscoverableEntry> {
  /** Regular files named `mlops-config.json`, by path. */
  readonly configFiles: readonly E[];
  readonly settingsFile?: E;
  readonly findings: readonly Finding[];
  readonly ignored: readonly IgnoredFile[];
}

/** Folders with the files of others, or with our own state. */
const FOREIGN_FOLDERS = [
  'node_modules',
  '.git',
  '.mlops',
  'vendor',
  'vendored',
  'third_party',
  'third-party',
  'bower_components',
  'site-packages',
  '.venv',
  '__pycache__',
  '.terraform',
  'cdk.out',
];

const FOREIGN_FOLDER = new RegExp(
  `(?:^|/)(${FOREIGN_FOLDERS.map((name) => name.replaceAll('.', String.raw`\.`)).join('|')})/`,
);

const MAX_PATH_BYTES = 4096;
const MAX_PATH_DEPTH = 200;

/**
 * Finds the config files and the settings file among all entries of a repository. Only regular files are ever read:
 * links, submodules and folders of that name are findings. With `paths`, only files at or below them.
 */
export function discover<E extends DiscoverableEntry>(
  entries: readonly E[],
  paths: readonly string[] = [],
): Discovery<E> {
  const found: E[] = [];
  const findings: Finding[] = [];
  const ignored: IgnoredFile[] = [];
  const wanted = paths.map(normalizePath);
  const matched = new Set<string>();
  let settingsFile: E | undefined;
  for (const entry of entries) {
    const name = entry.path.slice(entry.path.lastIndexOf('/') + 1);
    if (entry.path === SETTINGS_FILE) {
      // Looked at in any case, so that naming it, as hooks do with changed files, is no mistake.
      matched.add(SETTINGS_FILE);
      if (entry.isIgnored === true) findings.push(notCommitted(entry));
      else if (entry.kind === 'file') settingsFile = entry;
      else findings.push(notAFile(entry, 'settings'));
      continue;
    }
    const scopes = wanted.filter((path) => isAtOrBelow(entry.path, path));
    if (wanted.length > 0 && scopes.length === 0) continue;
    if (name !== CONFIG_FILE) {
      const warning =
        entry.kind === 'folder' || foreignFolder(entry.path) !== undefined ? undefined : nearMiss(entry.path);
      if (warning !== undefined) findings.push(warning);
      continue;
    }
    for (const scope of scopes) matched.add(scope);
    const foreign = foreignFolder(entry.path);
    if (foreign !== undefined) {
      ignored.push({ path: entry.path, reason: `it lies in \`${foreign}\`` });
    } else if (entry.kind !== 'file') {
      findings.push(notAFile(entry, 'config'));
    } else if (entry.unusualPath === true || isTooLong(entry.path)) {
      findings.push(badPath(entry));
    } else {
      found.push(entry);
    }
  }
  const configFiles = found.sort((a, b) => (a.path < b.path ? -1 : 1));
  findings.push(...caseCollisions(configFiles), ...withoutFiles(wanted, matched));
  return { configFiles, ...(settingsFile && { settingsFile }), findings, ignored };
}

/** Two paths that are one where upper and lower case are the same, as on macOS and Windows. */
function caseCollisions(sorted: readonly DiscoverableEntry[]): readonly Finding[] {
  const findings: Finding[] = [];
  const seen = new Map<string, string>();
  for (const { path } of sorted) {
    const key = path.normalize('NFC').toLowerCase();
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, path);
      continue;
    }
    findings.push({
      ...pathFinding(path, 'path-collision', `the path differs from \`${escapeText(first)}\` only in case or accents`),
      hint: 'on macOS and Windows both are one file: rename one',
      related: [{ file: first, line: 1, column: 1, message: 'the other path' }],
    });
  }
  return findings;
}

/** Settings at the right place under the right name. */
function notCommitted({ path }: DiscoverableEntry): Finding {
  return {
    ...pathFinding(path, 'near-miss', 'the file is not read: Git ignores it, so that no commit has it'),
    severity: 'warning',
    hint: 'take it out of .gitignore and commit it, or remove it',
  };
}

function notAFile({ path, kind }: DiscoverableEntry, what: 'config' | 'settings'): Finding {
  const kinds = { symlink: 'a symbolic link', submodule: 'a submodule', folder: 'a folder', other: 'no regular file' };
  const found = kind === 'file' ? 'a file' : kinds[kind];
  return {
    ...pathFinding(path, 'not-a-file', `the ${what} file is ${found}; only regular files are read`),
    hint: kind === 'symlink' ? 'commit the file itself: links are never followed' : 'commit a regular file',
  };
}

function badPath({ path, unusualPath }: DiscoverableEntry): Finding {
  if (unusualPath === true) {
    return { ...pathFinding(path, 'unusual-path', 'the path is no UTF-8'), hint: 'rename the folder' };
  }
  const message = `the path has ${Buffer.byteLength(path)} bytes and ${path.split('/').length} parts`;
  const hint = `at most ${MAX_PATH_BYTES} bytes and ${MAX_PATH_DEPTH} parts are read`;
  return { ...pathFinding(path, 'path-too-long', message), hint };
}

function withoutFiles(wanted: readonly string[], matched: ReadonlySet<string>): readonly Finding[] {
  return wanted
    .filter((path) => !matched.has(path))
    .map((path) => {
      const { message, hint } = withoutFile(path);
      return { ...pathFinding(path === '' ? '.' : path, 'no-config-file', message), hint };
    });
}

function withoutFile(path: string): Required<Pick<Finding, 'message' | 'hint'>> {
  if (path === SETTINGS_FILE) {
    return {
      message: 'there is no such file at the root of the repository',
      hint: 'without it the defaults hold; name a config file, a folder with one, or no path',
    };
  }
  if (path === '..' || path.startsWith('../')) {
    return { message: 'this path lies outside of the repository', hint: 'name a path in it, or its own by --repo' };
  }
  if (path.endsWith(`/${SETTINGS_FILE}`)) {
    return {
      message: 'settings stand only at the root of the repository',
      hint: 'every `mlops validate` checks those there: name no path, or one of a config file too',
    };
  }
  return {
    message: `no ${CONFIG_FILE} stands at or below this path`,
    hint: 'name a config file or a folder with one, from the current folder; what Git ignores, submodules and links are not read',
  };
}

function pathFinding(file: string, code: string, message: string): Finding {
  return { severity: 'error', code, file, line: 1, column: 1, pointer: '', message };
}

function isTooLong(path: string): boolean {
  return path.length * 3 > MAX_PATH_BYTES
    ? Buffer.byteLength(path) > MAX_PATH_BYTES || path.split('/').length > MAX_PATH_DEPTH
    : path.length > MAX_PATH_DEPTH && path.split('/').length > MAX_PATH_DEPTH;
}

function foreignFolder(path: string): string | undefined {
  return FOREIGN_FOLDER.exec(path)?.[1];
}

function normalizePath(path: string): string {
  return path
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

function isAtOrBelow(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}
