import type { Finding } from '../../../model/finding.ts';
import { hasSettingsKey } from '../../settings/settings-keys.ts';
import { findingAt } from '../../shared/finding-at.ts';
import { keyIdFault } from '../shared/kms-key-id.ts';
import { strangeRegion } from '../shared/region-names.ts';
import type { RuleContext } from '../shared/rule.ts';

/**
 * `region-unknown` (error where a word of it is misspelt, else a warning): the region of the control plane, where the
 * settings name it. `foreign-region` (error): its key lies in another region. `control-plane-source` (warning): there
 * is no `source`, so that it has nothing to watch.
 */
export function checkControlPlanePlace({ settings, settingsFile }: RuleContext): readonly Finding[] {
  const { controlPlane } = settings;
  if (controlPlane === undefined || settingsFile === undefined) return [];
  const { control_plane: own } = settingsFile.value as {
    readonly control_plane?: { readonly region?: unknown; readonly kms_key_arn?: unknown };
  };
  const { region, kmsKeyArn } = controlPlane;
  const findings: Finding[] = [];
  // One of a wrong form, or under a misspelt name, was left out with a finding of its own: it is not missing.
  if (!hasSettingsKey(settingsFile.value, { wanted: 'source', owner: '' })) {
    findings.push(
      findingAt(settingsFile, {
        severity: 'warning',
        code: 'control-plane-source',
        pointer: '/control_plane',
        part: 'key',
        message: '`control_plane` needs `source`, which is missing: it says which repository is watched',
        hint: 'add for example `"source": { "provider": "github", "repository": "my-team/models" }`',
      }),
    );
  }
  const strange = strangeRegion(region);
  if (strange !== undefined) {
    if (own?.region !== region) return findings;
    const near =
      strange.near === undefined ? 'write its code, such as `eu-central-1`' : `did you mean \`${strange.near}\`?`;
    findings.push(
      findingAt(settingsFile, {
        severity: strange.isMisspelt ? 'error' : 'warning',
        code: 'region-unknown',
        pointer: '/control_plane/region',
        message: `no AWS region \`${region}\` is known`,
        hint: strange.isMisspelt ? near : `${near} Ignore this if AWS has opened the region since`,
      }),
    );
    return findings;
  }
  if (kmsKeyArn === undefined || own?.kms_key_arn !== kmsKeyArn) return findings;
  const fault = keyFault(kmsKeyArn, region);
  if (fault !== undefined) findings.push(findingAt(settingsFile, { ...fault, pointer: '/control_plane/kms_key_arn' }));
  return findings;
}

function keyFault(arn: string, region: string): Pick<Finding, 'severity' | 'code' | 'message' | 'hint'> | undefined {
  const [, , , place] = arn.split(':');
  if (place === region) return keyIdFault(arn);
  return {
    severity: 'error',
    code: 'foreign-region',
    message: `the KMS key is in region \`${place ?? ''}\`, the control plane in \`${region}\``,
    hint: `use a KMS key of \`${region}\``,
  };
}
