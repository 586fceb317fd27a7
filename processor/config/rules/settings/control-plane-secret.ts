import type { Finding } from '../../../model/finding.ts';
import type { SourceProvider } from '../../../model/settings.ts';
import { hasSettingsKey } from '../../settings/settings-keys.ts';
import { findingAt } from '../../shared/finding-at.ts';
import { strangeRegion } from '../shared/region-names.ts';
import type { RuleContext } from '../shared/rule.ts';

const ROOT = '/control_plane';

/**
 * `control-plane-secret` (warning): what `mlops bootstrap` will refuse. Webhooks, and reviews and an API that write to
 * GitHub, need `secret_arn`; the secret lies in the region of the control plane. Nothing that is deployed needs it.
 */
export function checkControlPlaneSecret({ settings, settingsFile }: RuleContext): readonly Finding[] {
  const { controlPlane, source } = settings;
  if (controlPlane === undefined || settingsFile === undefined) return [];
  const { secretArn, region } = controlPlane;
  function say(key: string, message: string, hint: string): readonly Finding[] {
    if (settingsFile === undefined) return [];
    const pointer = `${ROOT}/${key}`;
    return [findingAt(settingsFile, { severity: 'warning', code: 'control-plane-secret', pointer, message, hint })];
  }
  if (secretArn === undefined) {
    const key = keyThatNeedsIt(settingsFile.value, source?.provider);
    if (key === undefined) return [];
    const members = key === 'webhook' ? 'the members `webhook_secret` and `github_token`' : 'the member `github_token`';
    const hint = `keep a secret with ${members} in Secrets Manager, and name its ARN in \`secret_arn\``;
    return say(key, `\`control_plane.${key}\` needs \`control_plane.secret_arn\`, which is missing`, hint);
  }
  const place = secretArn.split(':')[3] ?? '';
  // A region that nobody knows is the one fault, with a finding of its own.
  if (place === region || strangeRegion(region) !== undefined) return [];
  return say(
    'secret_arn',
    `the secret lies in \`${place}\`, and the control plane in \`${region}\``,
    'keep it there, or replicate it there and name the ARN of the replica',
  );
}

/** Of the switches that were turned on by hand the first that cannot do without; defaults are bootstrap's to tell. */
function keyThatNeedsIt(settings: unknown, provider: SourceProvider | undefined): string | undefined {
  const { control_plane: written } = settings as { readonly control_plane?: Readonly<Record<string, unknown>> };
  // One of a wrong form, or under a misspelt name, was left out with a finding of its own: it is not missing.
  if (hasSettingsKey(written, { wanted: 'secret_arn', owner: '/control_plane' })) return undefined;
  // CodeCommit sends no webhooks, which is a finding of its own.
  if (written?.['webhook'] === true && provider !== 'codecommit') return 'webhook';
  if (provider !== 'github') return undefined;
  if (written?.['api'] === 'commit' || written?.['api'] === 'pull_request') return 'api';
  return written?.['review'] === true ? 'review' : undefined;
}
