import type { Finding } from '../../../model/finding.ts';
import { findingAt } from '../../shared/finding-at.ts';
import { showText } from '../../shared/show-value.ts';
import type { RuleContext } from '../shared/rule.ts';

/**
 * `repository-address` (error): the address of an ECR repository in the settings, where its name is asked for. It has
 * the form of a name, and no repository is called so.
 */
export function checkSettingsRepository({ settingsFile }: RuleContext): readonly Finding[] {
  const value = settingsFile?.value as { readonly ecr_repository?: unknown; readonly stages?: unknown } | undefined;
  if (settingsFile === undefined || value === undefined) return [];
  const stages: readonly unknown[] = Array.isArray(value.stages) ? value.stages : [];
  const places = stages.map((stage, index) => [
    `/stages/${index}/ecr_repository`,
    (stage as { readonly ecr_repository?: unknown } | null)?.ecr_repository,
  ]);
  return [['/ecr_repository', value.ecr_repository], ...places].flatMap(([pointer, given]): readonly Finding[] => {
    const [, name] = typeof given === 'string' ? (/^\d{12}\.dkr\.ecr\.[^/]+\/(.+)$/.exec(given) ?? []) : [];
    if (name === undefined || typeof pointer !== 'string') return [];
    return [
      findingAt(settingsFile, {
        severity: 'error',
        code: 'repository-address',
        pointer,
        message: `\`ecr_repository\`: ${showText(String(given))} is the address of a repository; its name alone is asked for`,
        hint: `write \`${name}\`: account and region are those of the stage`,
      }),
    ];
  });
}
