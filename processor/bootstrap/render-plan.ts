import { escapeText } from '../model/escape-text.ts';
import { countByService } from '../render/count-by-service.ts';
import { createColors, type Colors } from '../render/plan/plan-colors.ts';
import { countTypes, describeResources } from '../render/plan/plan-resources.ts';
import { visible } from '../render/plan/plan-words.ts';
import type { BootstrapChange, BootstrapPlan } from './bootstrap-plan.ts';
import type { IamChange } from './describe-iam.ts';

export interface BootstrapTextOptions {
  readonly color: boolean;
  /** Also every grant and every resource, and the stacks that stay as they are. */
  readonly verbose: boolean;
}

/** So many grants of one role are shown; `--verbose` shows all. */
const MOST_GRANTS = 6;

const MARKS = { create: '+', update: '~', none: '=', delete: '-' } as const;

/** What an idle installation costs, and what it costs when something happens. */
const COSTS: Readonly<Record<BootstrapChange['kind'], string>> = {
  foundation: 'storage of what is put into buckets and repositories; nothing while they are empty',
  roles: 'nothing',
  'stack-set': 'nothing by itself; in each account what a foundation costs',
  'control-plane': 'minutes of pipeline actions and builds when commits are pushed; next to nothing otherwise',
};

/** What bootstrap will do, for a person at a terminal. */
export function renderBootstrapPlan(plan: BootstrapPlan, options: BootstrapTextOptions): string {
  const colors = createColors(options.color);
  const shown = plan.changes.filter(
    ({ action, blocked }) => action !== 'none' || blocked !== undefined || options.verbose,
  );
  const same = plan.changes.length - shown.length;
  const blocks = shown.map((change) => renderChange(change, { colors, verbose: options.verbose }).join('\n'));
  const tail = [
    ...(same === 0 ? [] : [colors.dim(`${MARKS.none} ${same} ${same === 1 ? 'stack' : 'stacks'} unchanged`)]),
    ...renderProcessor(plan, colors),
    ...plan.notes.map((note) => `note: ${visible(note)}`),
    ...plan.left.map((place) => colors.warn(describeLeft(place))),
    describeSummary(plan),
  ];
  return `${[...blocks, tail.join('\n')].join('\n\n')}\n`;
}

/** Whether there is anything to do. */
export function isPending(plan: BootstrapPlan): boolean {
  return plan.changes.some(({ action }) => action !== 'none') || plan.processor?.isPresent === false;
}

/** What the credentials in use cannot see, done or not, and the command for those that can. */
export function describeLeft(
  { account, region, stages }: BootstrapPlan['left'][number],
  command: 'mlops bootstrap' | 'mlops bootstrap --uninstall' = 'mlops bootstrap',
): string {
  const names = stages.map((name) => `--stage ${escapeText(name)}`).join(' ');
  return `not looked at: ${account} ${region}; with credentials of that account: ${command} ${names}`;
}

function renderChange(
  change: BootstrapChange,
  view: { readonly colors: Colors; readonly verbose: boolean },
): readonly string[] {
  const { colors } = view;
  const { action, stack, account, region, stages, kind, blocked } = change;
  const paint = colors.action[action];
  const head = `${paint(MARKS[action])} ${colors.bold(escapeText(stack))} · ${account} ${region} · ${paint(action)}`;
  if (blocked !== undefined) return [head, field('refused', colors.bad(visible(blocked.reason)))];
  if (action === 'none') return [head];
  const places = stages.map(escapeText).join(', ');
  return [
    head,
    field('for', stages.length === 0 ? 'the control plane' : `stage${stages.length === 1 ? '' : 's'} ${places}`),
    field('why', change.reasons.map(escapeText).join('; ')),
    ...renderResources(change, view.verbose),
    ...change.iam.flatMap((iam, index) => renderIam(iam, { ...view, label: index === 0 ? 'rights' : '' })),
    ...(action === 'create' ? [field('costs', COSTS[kind])] : []),
  ];
}

function renderResources(change: BootstrapChange, verbose: boolean): readonly string[] {
  const { action, resources } = change;
  if (action === 'create' && !verbose) return [field('resources', countTypes(resources))];
  if (resources.length === 0) return [field('resources', 'no resource changes')];
  return describeResources(resources).map(({ mark, logicalId, type, what }, index) =>
    field(index === 0 ? 'resources' : '', `${mark} ${logicalId} (${type.replace(/^AWS::/, '')}) ${what}`),
  );
}

function renderIam(
  iam: IamChange,
  view: { readonly colors: Colors; readonly verbose: boolean; readonly label: string },
): readonly string[] {
  const { colors, label, verbose } = view;
  const mark = colors.action[iam.action](MARKS[iam.action]);
  const trusts = iam.trusts.length === 0 ? '' : `, assumed by ${iam.trusts.map(escapeText).join(' and by ')}`;
  const grants = [
    ...iam.granted.map((grant) => `+ ${escapeText(grant)}`),
    ...iam.withdrawn.map((grant) => `- ${escapeText(grant)}`),
  ];
  // A role that is new is told by what it is for; one that changes, by every right that comes or goes.
  const most = verbose ? grants.length : iam.action === 'create' ? 0 : MOST_GRANTS;
  const rest = grants.length - Math.min(most, grants.length);
  const summary = iam.action === 'create' && !verbose ? `, ${countGrants(iam.granted)}` : '';
  return [
    field(label, `${mark} ${iam.what} ${escapeText(iam.name)}${trusts}${summary}`),
    ...grants.slice(0, most).map((grant) => field('', `    ${grant}`)),
    ...(rest > 0 && iam.action !== 'create' ? [field('', `    and ${rest} more (--verbose)`)] : []),
  ];
}

/**
 * `rights: 4 × s3, sns:Publish`, and what is denied: services with the number of their actions, a single one by name.
 */
function countGrants(granted: readonly string[]): string {
  const allowed = countByService(granted.filter((grant) => !grant.startsWith('deny ')).map(actionOf));
  const denied = countByService(granted.filter((grant) => grant.startsWith('deny ')).map(actionOf));
  const words = [...(allowed === '' ? [] : [`rights: ${allowed}`]), ...(denied === '' ? [] : [`denies: ${denied}`])];
  return words.length === 0 ? 'without rights of its own' : words.join('; ');
}

function actionOf(grant: string): string {
  return /^(?:allow|deny) (?:all but )?(\S+)/.exec(grant)?.[1] ?? grant;
}

function renderProcessor({ processor }: BootstrapPlan, colors: Colors): readonly string[] {
  if (processor === undefined) return [];
  const { bucket, key, bytes, isPresent } = processor;
  const size = `${(bytes / 1_000_000).toFixed(1)} MB`;
  const short = key.replace(/([0-9a-f]{12})[0-9a-f]+/, '$1…');
  return isPresent
    ? [colors.dim(`${MARKS.none} this version of the processor is in ${bucket}`)]
    : [`${colors.good(MARKS.create)} this version of the processor (${size}) goes to s3://${bucket}/${short}`];
}

function describeSummary({ changes }: BootstrapPlan): string {
  function count(wanted: BootstrapChange['action']): number {
    return changes.filter(({ action }) => action === wanted).length;
  }
  return `${count('create')} to create, ${count('update')} to update, ${count('none')} unchanged`;
}

function field(name: string, text: string): string {
  return `    ${name.padEnd(10)} ${text}`;
}
