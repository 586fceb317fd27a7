import { escapeText } from '../../model/escape-text.ts';
import type { Change, ResourceChange, RightChange } from '../../model/plan.ts';
import { countByService } from '../count-by-service.ts';

/** What a change does to the rights that one resource stands for. */
export interface RightsBlock {
  readonly logicalId: string;
  /** `widen`, `move` or `narrow`; of a resource that comes with its stack `for sagemaker.amazonaws.com: 2 × s3`. */
  readonly what: string;
  /** A reviewer must look: more is allowed than before, in a stack that exists. */
  readonly widens: boolean;
  readonly lines: readonly RightLine[];
  /** So many lines are left out. */
  readonly more: number;
}

/** So many resources that come with a stack are told where space is short: those that may most stand first. */
export const MOST_CREATED = 3;

/** One right that comes or goes. */
export interface RightLine {
  readonly mark: '+' | '-';
  readonly text: string;
  readonly widens: boolean;
}

/** How much of it is told. */
export interface RightsOptions {
  /** Lines of one block; those that widen stand first, and the rest is counted. */
  readonly most: number;
  /**
   * The lines of resources that come with their stack, too: else these are told by whom they are for and by numbers.
   */
  readonly spellsCreated: boolean;
}

/**
 * The rights that a change moves, by resource: those that widen first, and of a stack that is created those that may
 * most, before the small ones of its functions. Plans of an older version have none.
 */
export function describeRights(change: Change, options: RightsOptions): readonly RightsBlock[] {
  return change.resources
    .filter(({ rights = [] }) => rights.length > 0)
    .sort((a, b) => weigh(b) - weigh(a) || (a.logicalId < b.logicalId ? -1 : 1))
    .map((resource) => (change.action === 'create' ? createdBlock(resource, options) : movedBlock(resource, options)))
    .sort((a, b) => Number(b.widens) - Number(a.widens));
}

function weigh({ rights = [] }: ResourceChange): number {
  return actionsOf(rights, 'allow').length;
}

function createdBlock({ logicalId, rights = [] }: ResourceChange, options: RightsOptions): RightsBlock {
  const shown = options.spellsCreated ? rights.slice(0, options.most) : [];
  return {
    logicalId: escapeText(logicalId),
    what: escapeText(summarize(rights)),
    widens: false,
    lines: shown.map((right) => ({ ...lineOf(right), widens: false })),
    more: options.spellsCreated ? rights.length - shown.length : 0,
  };
}

function movedBlock({ logicalId, rights = [] }: ResourceChange, { most }: RightsOptions): RightsBlock {
  const widens = rights.some(isNew);
  return {
    logicalId: escapeText(logicalId),
    what: widens ? 'widen' : rights.some((right) => right.widens) ? 'move' : 'narrow',
    widens,
    lines: rights.slice(0, most).map(lineOf),
    more: Math.max(0, rights.length - most),
  };
}

/** `rights of `ModelRole` widen`, once for each resource: what nobody may pass over who reads nothing but a line. */
export function widenedRights(change: Change): readonly string[] {
  return describeRights(change, { most: 0, spellsCreated: false })
    .filter(({ widens }) => widens)
    .map(({ logicalId }) => `rights of \`${logicalId}\` widen`);
}

/** What only moves, as it does with each release of a model, would wear the eye out for what is new. */
function isNew({ widens, moved }: RightChange): boolean {
  return widens && moved !== true;
}

function lineOf(right: RightChange): RightLine {
  return { mark: right.change === 'added' ? '+' : '-', text: escapeText(right.text), widens: isNew(right) };
}

/** `for sagemaker.amazonaws.com: 2 × s3, logs:PutLogEvents`. */
function summarize(rights: readonly RightChange[]): string {
  const allowed = countByService(actionsOf(rights, 'allow'));
  const denied = countByService(actionsOf(rights, 'deny'));
  const managed = rights.filter(({ kind }) => kind === 'policy').map(({ text }) => text);
  const words = [...(allowed === '' ? [] : [allowed]), ...managed, ...(denied === '' ? [] : [`denies ${denied}`])];
  const principals = [...new Set(rights.flatMap((right) => right.principals ?? []))].sort();
  const whom = principals.length === 0 ? '' : `for ${principals.join(', ')}: `;
  return `${whom}${words.length === 0 ? 'no rights of its own' : words.join('; ')}`;
}

function actionsOf(rights: readonly RightChange[], wanted: RightChange['kind']): readonly string[] {
  return rights.filter(({ kind }) => kind === wanted).flatMap(({ actions = [] }) => actions);
}
