import type { Finding } from '../../../model/finding.ts';
import { checkUntrustedContent } from '../file/untrusted-content.ts';
import type { RuleContext } from '../shared/rule.ts';

/** `secret-value` (error) in the settings, where a token in an address is as public as in a config file. */
export function checkSettingsSecret(context: RuleContext): readonly Finding[] {
  const { settingsFile } = context;
  if (settingsFile === undefined) return [];
  return checkUntrustedContent({ ...context, files: [settingsFile] }).filter(({ code }) => code === 'secret-value');
}
