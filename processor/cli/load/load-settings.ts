import { openRepository } from '../../adapters/git/open-repository.ts';
import { discover } from '../../config/discover.ts';
import { parseSettings } from '../../config/settings/settings.ts';
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
  const { settingsFile } = discover(await repository.listEntries());
  const [bytes] = settingsFile === undefined ? [] : await repository.readFiles([settingsFile]);
  const written = parseSettings(bytes, settingsFile?.path);
  const fault = written.findings.find((finding) => finding.severity === 'error');
  if (fault !== undefined) {
    throw new UserError('invalid-settings', `${fault.file}:${fault.line}:${fault.column}: ${fault.message}`, {
      instructions: [...(fault.hint === undefined ? [] : [fault.hint]), '`mlops validate` shows all findings'],
    });
  }
  const target = options.target ?? written.settings.target;
  return { settings: await completeSettings(written.settings, { target, world }), target };
}
