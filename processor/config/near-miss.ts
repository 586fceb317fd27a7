import { distance } from 'fastest-levenshtein';

import type { Finding } from '../model/finding.ts';

const NAMES = ['mlops-config.json', 'mlops-settings.json'] as const;

/**
 * A warning for a file whose name is almost that of a config or settings file, because such a file is never read.
 * Undefined for every other name.
 */
export function nearMiss(path: string): Finding | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  // Nearly all files of a repository end here.
  if (!/ml[-_. ]?ops/i.test(name) || name.length > 60) return undefined;
  const settings = path === name ? undefined : misplacedSettings(path, name);
  if (settings !== undefined) return settings;
  const stem = name
    .toLowerCase()
    .replaceAll(/[_\s.]+/g, '-')
    .replace(/-(?:js[on]{0,2}.*|ya?ml|toml|txt|bak|orig)$/, '')
    .replace(/-\(\d+\)$/, '');
  const meant = NAMES.find((wanted) => distance(stem, wanted.slice(0, wanted.indexOf('.'))) <= 2);
  if (meant === undefined || name === meant) return undefined;
  const message = `the file is not read: its name is not \`${meant}\``;
  return warning(
    path,
    'near-miss',
    message,
    `rename it to \`${meant}\` if it is meant to be one, else to something else`,
  );
}

function misplacedSettings(path: string, name: string): Finding | undefined {
  if (name !== 'mlops-settings.json') return undefined;
  return warning(
    path,
    'near-miss',
    'the file is not read: settings stand at the root of the repository',
    'move it there',
  );
}

function warning(file: string, code: string, message: string, hint: string): Finding {
  return { severity: 'warning', code, file, line: 1, column: 1, pointer: '', message, hint };
}
