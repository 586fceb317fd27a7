/** What is read of a saved plan (schema/plan.schema.json). */
export interface SavedPlan {
  readonly stages: readonly {
    readonly stage: string;
    readonly changes: readonly {
      readonly action: string;
      readonly modelName: string;
      readonly pipelineType: string;
      readonly blocked?: unknown;
    }[];
  }[];
}

/**
 * Longest summary. An action's configuration holds 1,000 letters (CodePipeline user guide, quotas), and the summary
 * stands in the approval's comment with a few words around it.
 */
const MAX_SUMMARY_LENGTH = 900;

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
 * What the pipeline wants to know of a plan, by stage: `CHANGES_<STAGE>`, how many changes it has, and
 * `SUMMARY_<STAGE>`, one line for whoever approves it. Throws when the plan lacks a stage of the pipeline or has one
 * more: the settings were changed and the pipeline was not.
 */
export function planVariables(plan: SavedPlan, stages: readonly string[]): Readonly<Record<string, string>> {
  const variables: Record<string, string> = {};
  for (const name of stages) {
    const stage = plan.stages.find((one) => one.stage === name);
    if (stage === undefined) {
      throw new Error(`the plan has no stage "${name}"; the pipeline is older than the settings, run mlops bootstrap`);
    }
    const pending = stage.changes.filter(({ action }) => action !== 'none');
    variables[`CHANGES_${variableSuffix(name)}`] = String(pending.length);
    variables[`SUMMARY_${variableSuffix(name)}`] = summary(pending);
  }
  const unknown = plan.stages.find(({ stage }) => !stages.includes(stage));
  if (unknown !== undefined) {
    throw new Error(`the pipeline has no stage "${unknown.stage}"; it is older than the settings, run mlops bootstrap`);
  }
  return variables;
}

type Change = SavedPlan['stages'][number]['changes'][number];

/** `1 to create, 2 to update (1 blocked): create churn (realtime builtin), …`, cut at a whole entry. */
function summary(pending: readonly Change[]): string {
  if (pending.length === 0) return 'nothing to change';
  const counts = Object.entries(VERBS)
    .map(([action, verb]) => [pending.filter((change) => change.action === action).length, verb] as const)
    .filter(([count]) => count > 0)
    .map(([count, verb]) => `${count} to ${verb}`);
  const blocked = pending.filter((change) => change.blocked !== undefined && change.blocked !== null).length;
  const head = `${counts.join(', ')}${blocked === 0 ? '' : ` (${blocked} blocked)`}: `;
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
