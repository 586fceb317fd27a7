import { openRepository } from '../../adapters/git/open-repository.ts';
import { discover } from '../../config/discover.ts';
import { parseSettings, SETTINGS_FILE } from '../../config/settings/settings.ts';
import { UserError } from '../../model/errors.ts';
import type { Settings, TargetKind } from '../../model/settings.ts';
import type { CommonOptions } from '../shared/options.ts';
import type { World } from '../shared/world.ts';
import { completeSettings } from './complete-settings.ts';

/** The settings alone, for commands that look at what is deployed and not at what is asked for. */
export async function loadSettings(
  world: World,
  options: CommonOptions,
): Promise<{ readonly settings: Settings; readonly target: TargetKind }> {
  const repository = await openRepository({ root: options.repo, ref: options.ref, env: world.env });
  const { settingsFile, findings } = discover(await repository.listEntries());
  const [bytes] = settingsFile === undefined ? [] : await repository.readFiles([settingsFile]);
  const written = parseSettings(bytes, settingsFile?.path);
  // What stands in the place of settings and is no file is as wrong as what is wrong in one.
  const fault = [...findings.filter(({ file }) => file === SETTINGS_FILE), ...written.findings].find(
    (finding) => finding.severity === 'error',
  );
  if (fault !== undefined) {
    throw new UserError('invalid-settings', `${fault.file}:${fault.line}:${fault.column}: ${fault.message}`, {
      instructions: [...(fault.hint === undefined ? [] : [fault.hint]), '`mlops validate` shows all findings'],
    });
  }
  const target = options.target ?? written.settings.target;
  return { settings: await completeSettings(written.settings, { target, world }), target };
}
