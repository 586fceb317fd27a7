import { distance } from 'fastest-levenshtein';

import type { Finding } from '../model/finding.ts';
import { isOneSlipApart } from '../model/nearest.ts';

const NAMES = ['mlops-config.json', 'mlops-settings.json'] as const;

/** Names that hold our own, or begin almost like it. */
const LIKELY = /ml[-_. ]?ops|^m[a-z]{2,4}[-_. ]?(?:conf|sett)/i;

/** Words in the names of files that speak of configs and are none. */
const NO_CONFIG =
  /(?:^|-)(?:schemas?|examples?|samples?|templates?|tmpl|tests?|specs?|fixtures?|defaults?|references?|docs?|drafts?|lock|report|findings|plan|base|old|backup|copy)(?:-|$)/;

/**
 * A warning for a file whose name is almost that of a config or settings file, because such a file is never read.
 * Undefined for every other name.
 */
export function nearMiss(path: string): Finding | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  // Nearly all files of a repository end here.
  if (!LIKELY.test(name) || name.length > 60) return undefined;
  const settings = path === name ? undefined : misplacedSettings(path, name);
  if (settings !== undefined) return settings;
  const stem = name
    .toLowerCase()
    .replaceAll(/[_\s.]+/g, '-')
    .replace(/-(?:js[on]{0,2}.*|ya?ml|toml|txt|bak|orig)$/, '')
    .replace(/-\(\d+\)$/, '');
  const isOurs = /^ml[-_. ]?ops/.test(stem);
  const meant = NAMES.find((wanted) => {
    const right = wanted.slice(0, wanted.indexOf('.'));
    return isOurs ? distance(stem, right) <= 2 : isOneSlipApart(stem, right);
  });
  if (meant === undefined) return oneOfSeveral(path, name, stem);
  if (name === meant) return undefined;
  const message = `the file is not read: its name is not \`${meant}\``;
  return warning(path, message, `rename it to \`${meant}\` if it is meant to be one, else to something else`);
}

/**
 * A config file that is told apart by its name, not by its folder. Schemas, examples and the like are something else.
 */
function oneOfSeveral(path: string, name: string, stem: string): Finding | undefined {
  const [, before, after] = /^(?:([a-z0-9-]+)-)?mlops-config(?:-([a-z0-9-]+))?$/.exec(stem) ?? [];
  const words = before ?? after;
  if (words === undefined || !name.toLowerCase().endsWith('.json') || NO_CONFIG.test(words)) return undefined;
  return warning(
    path,
    'the file is not read: each config file is called `mlops-config.json`, in a folder of its own',
    'move it into a folder under that name; values that differ by stage stand in one file, as maps from stage to value',
  );
}

function misplacedSettings(path: string, name: string): Finding | undefined {
  if (name !== 'mlops-settings.json') return undefined;
  return warning(path, 'the file is not read: settings stand at the root of the repository', 'move it there');
}

function warning(file: string, message: string, hint: string): Finding {
  return { severity: 'warning', code: 'near-miss', file, line: 1, column: 1, pointer: '', message, hint };
}
