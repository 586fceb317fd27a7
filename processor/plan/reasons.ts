import type { ConfigChange } from '../model/plan.ts';
import type { StackStatus } from '../model/stack.ts';
import type { Treatment } from './classify-status.ts';
import { counted } from './side-effects/words.ts';
import type { TemplateMetadata } from './template-metadata.ts';

/** Paths below this one are values that the settings file contributes, not the config file. */
export const SETTINGS_PATH = 'settings';

/** Why a stack that the commit asks for changes, in words. */
export function explainDeploy(facts: {
  readonly treatment: Treatment;
  readonly status: StackStatus | undefined;
  readonly config: readonly ConfigChange[];
  readonly before: TemplateMetadata | undefined;
  readonly after: TemplateMetadata | undefined;
  readonly isSameFingerprint: boolean;
}): readonly string[] {
  const { treatment, status } = facts;
  switch (treatment) {
    case 'none':
      return ['unchanged'];
    case 'create':
      return [status === 'REVIEW_IN_PROGRESS' ? 'an earlier run ended before it created the stack' : 'new workload'];
    case 'recreate':
      return [`an earlier creation failed (${status ?? ''}): the failed stack is deleted first`];
    case 'wait':
      return [
        `an operation is running on the stack (${status ?? ''}): apply waits for its end`,
        ...(status === 'DELETE_IN_PROGRESS' || status === 'ROLLBACK_IN_PROGRESS'
          ? ['then it is created anew']
          : explainContent(facts)),
      ];
    case 'rollback-first':
      return [`the last update failed (${status ?? ''}): it is rolled back first`, ...explainContent(facts)];
    case 'continue-rollback':
      return [`a rollback got stuck (${status ?? ''}): it is continued first`, ...explainContent(facts)];
    case 'update':
    case 'delete':
    case 'blocked':
      return explainContent(facts);
    default:
      return treatment satisfies never;
  }
}

/** Paths of config files. */
export interface KnownPaths {
  /** Those that ask for something in the stage. */
  readonly ofStage: ReadonlySet<string>;
  /** All of the commit. */
  readonly ofCommit: ReadonlySet<string>;
}

/** Why a deployed stack goes. */
export function explainDelete(metadata: TemplateMetadata | undefined, known: KnownPaths): readonly string[] {
  const path = metadata?.configPath ?? '';
  if (path === '') return ['no config file asks for it any more'];
  if (known.ofStage.has(path)) return [`\`${path}\` does not ask for it any more`];
  return [
    known.ofCommit.has(path)
      ? `\`${path}\` asks for nothing in this stage any more`
      : `config file \`${path}\` is gone`,
  ];
}

function explainContent(facts: {
  readonly config: readonly ConfigChange[];
  readonly before: TemplateMetadata | undefined;
  readonly after: TemplateMetadata | undefined;
  readonly isSameFingerprint: boolean;
}): readonly string[] {
  const { config, before, after } = facts;
  if (facts.isSameFingerprint) return [];
  if (before === undefined) return ['the deployed stack does not tell which config it was made from'];
  const settings = config.filter((change) => isSettingsPath(change.path)).length;
  const attributes = config.length - settings;
  const reasons: string[] = [];
  if (attributes > 0) reasons.push(`config changed: ${counted(attributes, 'attribute')}`);
  if (settings > 0) reasons.push(`settings changed: ${counted(settings, 'value')}`);
  const isCodeChanged =
    before.codeDigest === undefined || after?.codeDigest === undefined
      ? config.length === 0
      : before.codeDigest !== after.codeDigest;
  if (isCodeChanged) reasons.push('the pipeline code changed');
  return reasons.length > 0 ? reasons : ['the deployed fingerprint is another one'];
}

function isSettingsPath(path: string): boolean {
  return path === SETTINGS_PATH || path.startsWith(`${SETTINGS_PATH}.`);
}
