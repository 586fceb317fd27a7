import { escapeText } from '../model/escape-text.ts';
import type { Outcome } from '../model/outcome.ts';
import { createColors, type Colors } from '../render/plan/plan-colors.ts';
import { countTypes, describeResources } from '../render/plan/plan-resources.ts';
import { visible } from '../render/plan/plan-words.ts';
import { RESULT_MARKS } from '../render/report-words.ts';
import { renderOutcome } from './render-outcome.ts';
import { describeLeft } from './render-plan.ts';
import {
  destroyCommands,
  removesAnything,
  type KeptThing,
  type RemovedStack,
  type UninstallPlan,
} from './uninstall-plan.ts';

const UNINSTALL = 'mlops bootstrap --uninstall';

/** One kept thing that was to go, and why it did not; without error it is gone. */
export interface RemovedThing extends KeptThing {
  readonly error?: string;
}

/** What became of an uninstallation. */
export interface UninstallReport {
  readonly plan: UninstallPlan;
  readonly changes: readonly (RemovedStack & { readonly outcome: Outcome })[];
  readonly removed: readonly RemovedThing[];
  readonly succeeded: boolean;
}

/** What an uninstallation will do, for a person at a terminal. */
export function renderUninstallPlan(
  plan: UninstallPlan,
  { color, verbose }: { readonly color: boolean; readonly verbose: boolean },
): string {
  const colors = createColors(color);
  const blocks = plan.changes.map((change) => renderStack(change, { colors, verbose }).join('\n'));
  const standing = plan.standing.map(
    ({ stack, account, region, status }) => `  ${escapeText(stack)} · ${account} ${region} · ${status}`,
  );
  const tail = [
    ...(standing.length === 0
      ? []
      : [colors.bad('refused as long as these workloads stand:'), ...standing, ...destroyFirst(plan)]),
    ...plan.kept.map((thing) => renderKept(thing, colors)),
    ...plan.notes.map((note) => `note: ${visible(note)}`),
    ...plan.left.map((place) => colors.warn(describeLeft(place, UNINSTALL))),
    summary(plan),
  ];
  return `${[...blocks, tail.join('\n')].join('\n\n')}\n`;
}

/** How an uninstallation ended, for a person at a terminal. */
export function renderUninstallReport(report: UninstallReport, options: { readonly color: boolean }): string {
  const colors = createColors(options.color);
  const { plan, changes, removed, succeeded } = report;
  const stays = plan.kept.filter(({ end }) => end !== 'deleted');
  const verdict = succeeded
    ? colors.good(
        colors.bold(
          removesAnything(plan)
            ? 'Done: nothing of it is installed here any more.'
            : 'Nothing to do: nothing of it is installed here.',
        ),
      )
    : colors.bad(colors.bold('Not done: run the same command again, it goes on from here.'));
  const lines = [
    ...changes.flatMap(({ outcome, ...change }) => renderEnd(change, outcome)),
    ...removed.map(({ kind, name, error }) =>
      error === undefined
        ? `${RESULT_MARKS.deployed} ${kind} ${escapeText(name)} · deleted`
        : `${RESULT_MARKS.failed} ${kind} ${escapeText(name)} · ${visible(error)}`,
    ),
    verdict,
    ...(stays.length === 0 ? [] : ['what is left:', ...stays.map((thing) => `  ${describeKept(thing)}`)]),
    ...(stays.some(({ end, kind }) => end === 'kept' && kind !== 'log role')
      ? ['to delete what mlops made of it, with everything in it: the same command with --delete-data']
      : []),
    ...stays.flatMap(forgetLogRole),
    ...plan.left.map((place) => describeLeft(place, UNINSTALL)),
  ];
  return `${lines.join('\n')}\n`;
}

/** A plan that was not executed, as data. */
export function renderUninstallPlanJson(plan: UninstallPlan): string {
  return toJson({ formatVersion: 1, ...plan, destroy: destroyCommands(plan.standing) });
}

/** How it ended, as data. */
export function renderUninstallJson({ plan, changes, removed, succeeded }: UninstallReport): string {
  const kept = plan.kept.filter(({ end }) => end !== 'deleted');
  return toJson({ formatVersion: 1, ...plan, changes, kept, removed, succeeded });
}

function renderStack(
  change: RemovedStack,
  { colors, verbose }: { readonly colors: Colors; readonly verbose: boolean },
): readonly string[] {
  const { stack, account, region, blocked, resources, deployed } = change;
  const head = `${colors.action.delete('-')} ${colors.bold(escapeText(stack))} · ${account} ${region} · ${colors.action.delete('delete')}`;
  if (blocked !== undefined) return [head, `    refused    ${colors.bad(visible(blocked.reason))}`];
  const status = deployed?.status ?? '';
  return [
    head,
    ...(/^(?:CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status) ? [] : [`    status     ${status}`]),
    `    resources  ${resources.length === 0 ? 'none: all that it made is kept' : countTypes(resources)}`,
    ...(verbose
      ? describeResources(resources).map(({ logicalId, type }) => `               - ${logicalId} (${type})`)
      : []),
  ];
}

function renderKept(thing: KeptThing, colors: Colors): string {
  const mark = thing.end === 'deleted' ? colors.action.delete('-') : '=';
  return `${mark} ${describeKept(thing)}`;
}

function describeKept(thing: KeptThing): string {
  const { kind, name, account, region, end } = thing;
  return `${kind} ${escapeText(name)} · ${account} ${region}${countOf(thing)} · ${WORDS[end]}`;
}

const WORDS: Readonly<Record<KeptThing['end'], string>> = {
  kept: 'stays',
  deleted: 'deleted with everything in it',
  foreign: 'stays: mlops did not make it',
};

function countOf({ kind, items, hasMore }: KeptThing): string {
  if (kind === 'log group' || kind === 'log role') return '';
  if (items === undefined) return ' · its content may not be listed';
  const what = kind === 'bucket' ? 'object version' : 'image';
  return ` · ${hasMore ? 'more than ' : ''}${items} ${what}${items === 1 ? '' : 's'}`;
}

/** One role a region, for all APIs: whether others still use it only the account's owner knows. */
function forgetLogRole({ kind, name, region }: KeptThing): readonly string[] {
  if (kind !== 'log role') return [];
  const role = name.slice(name.lastIndexOf('/') + 1);
  const partition = name.split(':')[1] ?? 'aws';
  return [
    'the log role serves every API of this account and region; when no API needs it any more:',
    `  aws apigateway update-account --region ${region} --patch-operations op=replace,path=/cloudwatchRoleArn,value=''`,
    `  aws iam detach-role-policy --role-name ${role} --policy-arn arn:${partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs`,
    `  aws iam delete-role --role-name ${role}`,
  ];
}

function destroyFirst({ standing }: UninstallPlan): readonly string[] {
  return ['destroy them first:', ...destroyCommands(standing).map((command) => `  ${escapeText(command)}`)];
}

function summary({ changes, kept }: UninstallPlan): string {
  function count(end: KeptThing['end']): number {
    return kept.filter((thing) => thing.end === end).length;
  }
  const [gone, stays] = [count('deleted'), count('kept') + count('foreign')];
  return [
    `${changes.length} ${changes.length === 1 ? 'stack' : 'stacks'} to delete`,
    `${gone} kept ${gone === 1 ? 'thing' : 'things'} to delete`,
    `${stays} ${stays === 1 ? 'stays' : 'stay'}`,
  ].join(', ');
}

function renderEnd({ stack, account, region }: RemovedStack, outcome: Outcome): readonly string[] {
  const head = `${escapeText(stack)} · ${account} ${region}`;
  return renderOutcome(head, outcome, { deployed: 'deleted', unchanged: 'gone already' });
}

function toJson(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
