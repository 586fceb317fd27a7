import { failsRun, isWaiting } from '../../model/blocked.ts';
import { escapeText } from '../../model/escape-text.ts';
import type { Change, Plan, StagePlan } from '../../model/plan.ts';
import { shortHash } from '../../model/short-hash.ts';
import { attend, isNotable, weighChange } from './plan-attention.ts';
import { PLAN_STYLE } from './plan-html-style.ts';
import { listRefusals, type HeldChange, type HeldGroup } from './plan-refusals.ts';
import { countTypes, describeResources } from './plan-resources.ts';
import { describeRights, widenedRights } from './plan-rights.ts';
import { showValue } from './plan-values.ts';
import {
  ACTION_MARKS,
  capitalize,
  describeBlock,
  describeCommit,
  describeSummary,
  NO_WORKLOADS,
  PIPELINE_TITLES,
  titleOf,
  describePlace,
} from './plan-words.ts';

/** So many changes that wait for one and the same are named. */
const MOST_WAITING = 5;
/** An option of the command line, without a value. */
const OPTION = /^--[a-z-]{1,20}$/;

/**
 * The plan as one page that needs nothing else: no script, no font, no request. Its content security policy forbids
 * all of them, so that even a mistake in escaping could not fetch or run anything.
 */
export function renderPlanHtml(plan: Plan): string {
  const title = `Plan ${shortHash(plan.digest)}`;
  const anchors = anchorsOf(plan);
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${title}</title>`,
    `<style>${PLAN_STYLE}</style>`,
    '</head>',
    '<body>',
    `<header><h1>${title}</h1><p>${html(describeCommit(plan.commit))} · ${html(plan.createdAt)}</p>`,
    `<p class="summary">${html(describeSummary(plan))}</p></header>`,
    ...renderBlocked(plan, anchors),
    renderAttention(plan, anchors),
    ...plan.stages.map((stage) => renderStage(stage, anchors)),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** Why applying will end with 1, above everything else, each change with a link to all about it. */
function renderBlocked(plan: Plan, anchors: Anchors): readonly string[] {
  const refusals = listRefusals(plan);
  if (refusals === undefined) return [];
  const { outcome, groups, next } = refusals;
  const items = groups.map((group) => `<li class="${group.action}">${renderGroup(group, anchors)}</li>`);
  return [
    `<section class="first" id="blocked"><h2>Blocked</h2><p class="blocked">${sentence(capitalize(outcome))}.</p>`,
    `<ul>${items.join('\n')}</ul>`,
    `<p>${next.map((step) => sentence(capitalize(step))).join('. ')}.</p></section>`,
  ];
}

function renderGroup({ action, blocked, items }: HeldGroup, anchors: Anchors): string {
  // What is refused is named, however many; what waits is nobody's to mend.
  const shown = isWaiting(blocked.guard) ? items.slice(0, MOST_WAITING) : items;
  const [first] = shown;
  const names = shown.map((item) => renderHeld(item, anchors)).join(', ');
  const more = items.length > shown.length ? ` and ${items.length - shown.length} more` : '';
  const mark = first === undefined ? '' : `${markOf(first.change)} `;
  return `${mark}<b>${action}</b> ${names}${more}: <b>${describeBlock(blocked)}</b>: ${sentence(blocked.reason)}`;
}

function renderHeld({ change, stage }: HeldChange, anchors: Anchors): string {
  return `${linkTo(change, anchors)} (${PIPELINE_TITLES[change.pipelineType]}) in ${html(stage)}`;
}

/**
 * What to look at first, each with a link to all about it; what is blocked stands above. One change needs no list: it
 * stands there.
 */
function renderAttention(plan: Plan, anchors: Anchors): string {
  const pending = plan.stages.flatMap(({ stage, changes }) =>
    changes.filter(({ action }) => action !== 'none').map((change) => ({ change, stages: [stage] })),
  );
  const notable = pending
    .filter(({ change }) => isNotable(change) && !failsRun(change))
    .map((item) => ({ ...item, weight: weighChange(item.change) }))
    .sort((a, b) => a.weight - b.weight);
  if (pending.length < 2 || notable.length === 0) return '';
  const items = attend(notable).map(({ item, count }) => {
    const [stage = ''] = item.stages;
    return `<li class="${item.change.action}">${count === undefined ? renderNote(item.change, stage, anchors) : renderCount(item.change, stage, count)}</li>`;
  });
  return `<section class="first"><h2>Look at this first</h2><ul>${items.join('\n')}</ul></section>`;
}

function renderNote(change: Change, stage: string, anchors: Anchors): string {
  const { blocked, action, pipelineType, sideEffects } = change;
  const refusal = blocked === undefined ? [] : [`<b>${describeBlock(blocked)}</b>: ${sentence(blocked.reason)}`];
  const rights = widenedRights(change).map((words) => `<b>${sentence(words)}</b>`);
  const what = [...refusal, ...rights, ...sideEffects.map(sentence)].join('; ');
  return `${markOf(change)} <b>${action}</b> ${linkTo(change, anchors)} (${PIPELINE_TITLES[pipelineType]}) in ${html(stage)}${what === '' ? '' : `: ${what}`}`;
}

function renderCount(change: Change, stage: string, count: number): string {
  const { action, pipelineType } = change;
  return `${markOf(change)} <b>${action}</b> ${count} workloads (${PIPELINE_TITLES[pipelineType]}) in ${html(stage)}, each like these:`;
}

function linkTo(change: Change, anchors: Anchors): string {
  return `<a href="#${anchors.get(change) ?? ''}">${html(titleOf(change))}</a>`;
}

/** Where each change stands on the page. */
type Anchors = ReadonlyMap<Change, string>;

function anchorsOf(plan: Plan): Anchors {
  return new Map(
    plan.stages.flatMap(({ changes }, stage) =>
      changes.map((change, index) => [change, `change-${stage + 1}-${index + 1}`] as const),
    ),
  );
}

function markOf({ action }: Change): string {
  return `<span class="mark">${ACTION_MARKS[action]}</span>`;
}

function renderStage(stage: StagePlan, anchors: Anchors): string {
  const pending = stage.changes.filter((change) => change.action !== 'none');
  const same = stage.changes.filter((change) => change.action === 'none');
  const place = describePlace(stage).join(' · ');
  const items = same.map((change) => `<li>${html(titleOf(change))} · ${PIPELINE_TITLES[change.pipelineType]}</li>`);
  return [
    `<section><h2>Stage ${html(stage.stage)}</h2><p class="place">${html(place)}</p>`,
    ...pending.map((change) => renderChange(change, anchors)),
    ...(same.length === 0
      ? []
      : [`<details><summary>${same.length} unchanged</summary><ul>${items.join('')}</ul></details>`]),
    ...(stage.changes.length === 0 ? [`<p>${NO_WORKLOADS}</p>`] : []),
    '</section>',
  ].join('\n');
}

function renderChange(change: Change, anchors: Anchors): string {
  const path = change.configPath === undefined ? '' : ` · ${html(change.configPath)}`;
  return [
    `<article class="${change.action}" id="${anchors.get(change) ?? ''}">`,
    `<h3>${markOf(change)} ${html(titleOf(change))} <small>${PIPELINE_TITLES[change.pipelineType]} · ${change.action}</small></h3>`,
    `<p class="place">${html(change.stack)}${path}</p>`,
    ...(change.blocked === undefined
      ? []
      : [`<p class="blocked">${describeBlock(change.blocked)}: ${sentence(change.blocked.reason)}</p>`]),
    list('why', change.reasons),
    list('effects', change.sideEffects),
    renderConfig(change),
    ...renderRights(change),
    renderResources(change),
    list(
      'after',
      change.dependsOn.map((stack) => `after ${stack}`),
    ),
    '</article>',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function list(kind: string, items: readonly string[]): string {
  return items.length === 0
    ? ''
    : `<ul class="${kind}">${items.map((item) => `<li>${sentence(item)}</li>`).join('')}</ul>`;
}

function renderConfig(change: Change): string {
  if (change.config.length === 0) return '';
  const rows = change.config.map(
    (item) =>
      `<tr><td><code>${html(item.path)}</code></td><td>${cellOf(item.before)}</td><td>${cellOf(item.after)}</td></tr>`,
  );
  return `<table><tr><th>attribute</th><th>before</th><th>after</th></tr>${rows.join('')}</table>`;
}

function cellOf(value: unknown): string {
  return value === undefined ? '' : `<code>${html(showValue(value))}</code>`;
}

function renderRights(change: Change): readonly string[] {
  const isCreated = change.action === 'create';
  return describeRights(change, { most: Infinity, spellsCreated: true }).map(({ logicalId, what, widens, lines }) => {
    const items = lines.map(
      ({ mark, text, widens: isWider }) =>
        `<li${isWider ? ' class="widens"' : ''}><code>${mark} ${html(text)}</code></li>`,
    );
    const code = `<code>${html(logicalId)}</code>`;
    const summary = `<summary${widens ? ' class="widens"' : ''}>rights of ${code} ${html(what)}</summary>`;
    return `<details class="rights"${isCreated ? '' : ' open'}>${summary}<ul>${items.join('')}</ul></details>`;
  });
}

function renderResources(change: Change): string {
  if (change.resources.length === 0) return '';
  const isWhole = change.action === 'create' || change.action === 'delete';
  const rows = describeResources(change.resources).map(
    (line) =>
      `<tr><td>${line.mark} <code>${html(line.logicalId)}</code></td><td>${html(line.type)}</td><td>${html(line.what)}</td></tr>`,
  );
  const title = isWhole ? countTypes(change.resources) : `resources that change: ${change.resources.length}`;
  return `<details${isWhole ? '' : ' open'}><summary>${html(title)}</summary><table>${rows.join('')}</table></details>`;
}

/** Our sentence: what stands in backticks is set as code. An option of the command line is kept on one line. */
function sentence(text: string): string {
  return text
    .split('`')
    .map((piece, index) => {
      if (index % 2 === 0) return html(piece);
      return `<code${OPTION.test(piece) ? ' class="option"' : ''}>${html(piece)}</code>`;
    })
    .join('');
}

function html(text: string): string {
  return escapeText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
