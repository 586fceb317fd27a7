/** What is read of a saved plan (schema/plan.schema.json). */
export interface SavedPlan {
  /** 64 hexadecimal digits. */
  readonly digest: string;
  readonly stages: readonly {
    readonly stage: string;
    readonly account: string;
    readonly region: string;
    /** A person is to approve before this stage is applied. */
    readonly approval?: boolean;
    readonly changes: readonly {
      readonly action: string;
      readonly modelName: string;
      readonly pipelineType: string;
      readonly blocked?: { readonly guard: string };
    }[];
  }[];
}

/** A stage as it was when the pipeline was installed. */
export interface InstalledStage {
  readonly name: string;
  /** Twelve digits. */
  readonly account: string;
  readonly region: string;
  /** The pipeline asks a person before it applies this stage. */
  readonly approval: boolean;
}

/** A stage as one word of a command: `dev=111111111111/eu-west-1`, with `/approval` where one is asked for. */
export function writeStage({ name, account, region, approval }: InstalledStage): string {
  return `${name}=${account}/${region}${approval ? '/approval' : ''}`;
}

/** The stage of such a word. Throws for another one. */
export function readStage(word: string): InstalledStage {
  const [, name, account, region, approval] = /^([\w-]+)=(\d{12})\/([a-z0-9-]+)(\/approval)?$/.exec(word) ?? [];
  if (name === undefined || account === undefined || region === undefined) {
    throw new Error(`"${word}" is no stage; write NAME=ACCOUNT/REGION or NAME=ACCOUNT/REGION/approval`);
  }
  return { name, account, region, approval: approval !== undefined };
}

/**
 * Longest summary. An action's configuration holds 1,000 letters (CodePipeline user guide, quotas), and the summary
 * stands in the approval's comment with stage, digest and a note of at most 80 letters before it.
 */
const MAX_SUMMARY_LENGTH = 790;

const VERBS: Readonly<Record<string, string>> = {
  create: 'create',
  update: 'update',
  replace: 'replace',
  delete: 'delete',
};

/**
 * Part of a variable's name for a stage. Stage names are letters, digits and hyphens and differ in more than their
 * case (settings schema), so no two of them share it.
 */
export function variableSuffix(stage: string): string {
  return stage.toUpperCase().replaceAll('-', '_');
}

/**
 * What the pipeline wants to know of a plan: `PLAN_DIGEST`, which apply compares with the plan that it gets, and by
 * stage `CHANGES_<STAGE>`, how many changes it has, and `SUMMARY_<STAGE>`, one line for whoever approves it, with the
 * digest as the plan's page shows it, and a note about the commit where there is one.
 *
 * Throws when the file is no plan of ours, and when the settings were changed and the pipeline was not: the plan lacks
 * a stage of the pipeline, has one more, leads elsewhere, or wants an approval that the pipeline does not ask for. The
 * build of every stage may assume the roles of all of them, so a commit that turned a stage without approval to the
 * account of one that has it would pass it by.
 */
export function planVariables(
  plan: SavedPlan,
  { stages, note = '' }: { readonly stages: readonly InstalledStage[]; readonly note?: string },
): Readonly<Record<string, string>> {
  const { digest } = plan;
  if (!/^[0-9a-f]{64}$/.test(digest)) throw new Error('the plan has no digest: it is none that mlops saved');
  const about = note === '' ? '' : ` (${plain(note)})`;
  const variables: Record<string, string> = { PLAN_DIGEST: digest };
  for (const installed of stages) {
    const { name } = installed;
    const stage = plan.stages.find((one) => one.stage === name);
    if (stage === undefined) {
      throw new Error(`the plan has no stage "${name}"; the pipeline is older than the settings, run mlops bootstrap`);
    }
    requireSame(stage, installed);
    const pending = stage.changes.filter(({ action }) => action !== 'none');
    variables[`CHANGES_${variableSuffix(name)}`] = String(pending.length);
    variables[`SUMMARY_${variableSuffix(name)}`] = `plan ${digest.slice(0, 12)}${about}: ${summary(pending)}`;
  }
  const unknown = plan.stages.find(({ stage }) => stages.every(({ name }) => name !== stage));
  if (unknown !== undefined) {
    throw new Error(`the pipeline has no stage "${unknown.stage}"; it is older than the settings, run mlops bootstrap`);
  }
  return variables;
}

function requireSame(stage: SavedPlan['stages'][number], { name, account, region, approval }: InstalledStage): void {
  if (stage.account !== account || stage.region !== region) {
    throw new Error(
      `stage "${name}" is ${plain(stage.account)} ${plain(stage.region)} in the plan and ${account} ${region} in the pipeline, which is older than the settings; run mlops bootstrap`,
    );
  }
  if (stage.approval === true && !approval) {
    throw new Error(
      `the settings want an approval of stage "${name}" and the pipeline does not ask for it: it is older than the settings, run mlops bootstrap`,
    );
  }
}

type Change = SavedPlan['stages'][number]['changes'][number];

/** `1 to create, 2 to delete (1 waiting, 1 blocked): create churn (realtime builtin), …`, cut at a whole entry. */
function summary(pending: readonly Change[]): string {
  if (pending.length === 0) return 'nothing to change';
  const counts = Object.entries(VERBS)
    .map(([action, verb]) => [pending.filter((change) => change.action === action).length, verb] as const)
    .filter(([count]) => count > 0)
    .map(([count, verb]) => `${count} to ${verb}`);
  const guards = pending.flatMap(({ blocked }) => blocked?.guard ?? []);
  const waiting = guards.filter((guard) => guard === 'prune' || guard === 'dependency').length;
  const held = [[waiting, 'waiting'] as const, [guards.length - waiting, 'blocked'] as const]
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`);
  const head = `${counts.join(', ')}${held.length === 0 ? '' : ` (${held.join(', ')})`}: `;
  let text = head;
  for (const [index, { action, modelName, pipelineType }] of pending.entries()) {
    const entry = `${index === 0 ? '' : ', '}${action} ${plain(modelName)} (${plain(pipelineType)})`;
    const rest = `, and ${pending.length - index} more`;
    if (text.length + entry.length + rest.length > MAX_SUMMARY_LENGTH) return text + rest.slice(index === 0 ? 2 : 0);
    text += entry;
  }
  return text;
}

/** Names come from configs: nothing in them may look like a variable, a line or a link to CodePipeline or a person. */
function plain(text: string): string {
  return text.replace(/[^\w .-]+/g, ' ').slice(0, 80);
}

/** Shell commands that export the variables; every value is quoted, so that none of it is ever a command. */
export function exportCommands(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", String.raw`'\''`)}'\n`)
    .join('');
}
