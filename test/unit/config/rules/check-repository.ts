import { loadDesired } from '../../../../processor/config/load-desired.ts';
import { commitRules, fileRules } from '../../../../processor/config/rules/index.ts';
import { parseSettings } from '../../../../processor/config/settings/settings.ts';
import type { Finding } from '../../../../processor/model/finding.ts';
import { toBytes } from '../support/load.ts';
import type { Configs } from './check-configs.ts';

/** Everything that `mlops validate` says about settings and configs; `undefined` settings: there is no such file. */
export function findingsIn(settings: object | undefined, configs: Configs): readonly Finding[] {
  return check(settings === undefined ? undefined : toBytes(settings), configs);
}

/** The same for the text of a settings file, which may be no JSON. */
export function findingsOf(settings: string, configs: Configs): readonly Finding[] {
  return check(Buffer.from(settings), configs);
}

function check(settings: Uint8Array | undefined, configs: Configs): readonly Finding[] {
  const parsed = parseSettings(settings);
  const files = Object.entries(configs)
    .map(([path, value]) => ({ path, bytes: toBytes(value) }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const { source, settings: complete } = parsed;
  const loaded = loadDesired({ files, settings: complete, settingsFile: source, rules: commitRules, fileRules });
  return [...parsed.findings, ...loaded.findings];
}

/** The same, each as `file severity code pointer`. */
export function placesIn(settings: object | undefined, configs: Configs): readonly string[] {
  return findingsIn(settings, configs).map(({ file, severity, code, pointer }) =>
    [file, severity, code, pointer].join(' '),
  );
}
