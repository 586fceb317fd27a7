import type { Settings } from '../model/settings.ts';

/** The command that deletes a stack; it names the stage where there are several, which may have stacks of one name. */
export function destroyCommand(
  stack: string,
  { stage, settings }: { readonly stage: string; readonly settings: Pick<Settings, 'stages'> },
): string {
  const only = settings.stages.length > 1 ? ` --stage ${stage}` : '';
  return `mlops destroy${only} ${stack}`;
}
