import { escapeText } from '../model/escape-text.ts';
import type { Outcome } from '../model/outcome.ts';
import { FINGERPRINT_OUTPUT } from '../model/stack.ts';
import { createColors } from '../render/plan/plan-colors.ts';
import { visible } from '../render/plan/plan-words.ts';
import { RESULT_MARKS } from '../render/report-words.ts';
import type { BootstrapChange, BootstrapPlan } from './bootstrap-plan.ts';
import { renderOutcome } from './render-outcome.ts';
import { describeLeft, isPending } from './render-plan.ts';

/** One stack and how its installation ended. */
export interface InstalledChange extends BootstrapChange {
  readonly outcome: Outcome;
}

/** What became of a plan. */
export interface BootstrapReport {
  readonly plan: BootstrapPlan;
  readonly changes: readonly InstalledChange[];
  /** Why the processor could not be stored; undefined when it is there. */
  readonly uploadError?: string;
  readonly succeeded: boolean;
}

/** How an installation ended, for a person at a terminal. */
export function renderBootstrapReport(report: BootstrapReport, options: { readonly color: boolean }): string {
  const colors = createColors(options.color);
  const lines = report.changes.flatMap((change) => {
    const head = `${escapeText(change.stack)} · ${change.account} ${change.region}`;
    return renderEnd(head, change);
  });
  const upload =
    report.uploadError === undefined ? [] : [`${RESULT_MARKS.failed} processor: ${visible(report.uploadError)}`];
  const isSame = report.changes.every(({ outcome }) => outcome.result === 'unchanged') && !isPending(report.plan);
  const what = report.plan.left.length === 0 ? 'everything' : 'what could be looked at';
  const verdict = report.succeeded
    ? colors.good(colors.bold(`${isSame ? 'Nothing to do' : 'Done'}: ${what} is installed as the settings say.`))
    : colors.bad(colors.bold('Not done: run the same command again, it goes on from here.'));
  return `${[...lines, ...upload, verdict, ...nextSteps(report)].join('\n')}\n`;
}

/** The same as data. */
export function renderBootstrapJson(report: BootstrapReport): string {
  const { plan, changes, succeeded, uploadError } = report;
  return toJson({
    ...planParts(plan),
    changes: changes.map((change) => changeParts(change, change.outcome)),
    uploadError,
    succeeded,
  });
}

/** A plan that was not executed, as data. */
export function renderBootstrapPlanJson(plan: BootstrapPlan): string {
  return toJson({ ...planParts(plan), changes: plan.changes.map((change) => changeParts(change, undefined)) });
}

function planParts({ digest, processor, left, notes }: BootstrapPlan) {
  return { formatVersion: 1, digest, processor, left, notes };
}

function changeParts(change: BootstrapChange, outcome: Outcome | undefined) {
  const { stack, kind, account, region, stages, action, reasons, resources, iam, blocked, deployed } = change;
  return { stack, kind, account, region, stages, action, reasons, resources, iam, blocked, deployed, outcome };
}

function toJson(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function renderEnd(head: string, { action, outcome }: InstalledChange): readonly string[] {
  const lines = renderOutcome(head, outcome, { deployed: `${action}d`, unchanged: 'unchanged' });
  return outcome.result === 'deployed' ? [...lines, ...outputsOf(outcome.outputs)] : lines;
}

function outputsOf(outputs: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(outputs)
    .filter(([name]) => name !== FINGERPRINT_OUTPUT)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `    ${name.padEnd(24)} ${escapeText(value)}`);
}

function nextSteps({ plan, changes, succeeded }: BootstrapReport): readonly string[] {
  if (!succeeded) return [];
  const left = plan.left.map((place) => describeLeft(place));
  const home = changes.find(({ kind, action }) => kind === 'control-plane' && action === 'create');
  if (home === undefined) return left;
  const { wanted, outcome } = home;
  const outputs = outcome.result === 'deployed' ? outcome.outputs : {};
  const isMailed = Object.values(wanted.template.Resources).some(({ Type }) => Type === 'AWS::SNS::Subscription');
  const webhook = outputs['WebhookUrl'];
  return [
    ...left,
    ...(isMailed ? ['next: confirm the subscription that was mailed to each address of `notifications.emails`'] : []),
    ...(webhook === undefined
      ? []
      : [
          `next: add a webhook to the repository: ${webhook}, application/json, the secret’s \`webhook_secret\`, push events`,
        ]),
    'next: push a commit that changes a mlops-config.json: the pipeline plans and applies it',
  ];
}
