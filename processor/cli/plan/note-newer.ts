import { appendTo } from '../../model/append-to.ts';
import type { Plan } from '../../model/plan.ts';
import { shortHash } from '../../model/short-hash.ts';
import type { StackTemplate } from '../../model/stack.ts';
import { readTemplateMetadata } from '../../plan/template-metadata.ts';

export interface DeployedCommits {
  readonly plan: Plan;
  /** By stage and stack name, as far as they were read: those of stacks that differ. */
  readonly stages: readonly {
    readonly stage: { readonly name: string };
    readonly deployedTemplates: ReadonlyMap<string, StackTemplate>;
  }[];
  /** The commit that is planned, or that the work tree began with; null when there is none. */
  readonly commit: string | null;
  /** Whether a deployed commit comes after that one. */
  readonly isNewer: (deployed: string, commit: string) => Promise<boolean>;
}

/** Most commits that Git is asked about, each with a process of its own. */
const MOST_ASKED = 20;

/** Most stacks that a warning names. */
const MOST_NAMED = 3;

/**
 * A line for each newer commit that something was deployed from which this plan changes: an old clone, a branch that
 * lags behind. What that commit brought is taken back, which the plan shows as any other change.
 */
export async function noteNewer({ plan, stages, commit, isNewer }: DeployedCommits): Promise<readonly string[]> {
  if (commit === null) return [];
  const stacks = new Map<string, string[]>();
  for (const { stage, changes } of plan.stages) {
    const templates = stages.find((facts) => facts.stage.name === stage)?.deployedTemplates;
    for (const { stack, action } of changes) {
      const deployed = action === 'none' ? undefined : readTemplateMetadata(templates?.get(stack))?.commit;
      if (deployed !== undefined) appendTo(stacks, deployed, stack);
    }
  }
  const notes: string[] = [];
  for (const [deployed, names] of [...stacks].slice(0, MOST_ASKED)) {
    if (!(await isNewer(deployed, commit))) continue;
    const rest = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
    notes.push(
      `warning: deployed from commit ${shortHash(deployed)}, which is newer than ${shortHash(commit)}: ${names.slice(0, MOST_NAMED).join(', ')}${rest}; this plan takes back what it brought`,
    );
  }
  return notes;
}
