import { adoptableNames } from '../../bootstrap/adoptable.ts';
import { UserError } from '../../model/errors.ts';
import { nearest } from '../../model/nearest.ts';
import type { Settings } from '../../model/settings.ts';

/**
 * A name of which bootstrap makes nothing would be passed over in silence, and what was meant be made a second time.
 * Names of places that are not chosen stand: one list serves all accounts. Throws UserError `usage`.
 */
export function requireAdoptable(settings: Settings, adopt: readonly string[]): void {
  const known = adoptableNames(settings);
  for (const name of adopt) {
    if (known.includes(name)) continue;
    const near = nearest(name, known);
    throw new UserError('usage', `--adopt ${name}: nothing of this name is installed`, {
      instructions: [
        ...(near === undefined ? [] : [`did you mean \`${near}\`?`]),
        `what these settings ask for, and can be adopted, is ${known.join(', ')}`,
        'a bucket or repository of another name is named in mlops-settings.json, by `assets_bucket` or `ecr_repository`',
      ],
      exitCode: 64,
    });
  }
}
