import type { RightChange } from '../../model/plan.ts';
import { covers } from './covers.ts';
import { isMove, type RightLine } from './is-move.ts';
import type { Right } from './list-rights.ts';

interface Step {
  readonly change: RightChange['change'];
  readonly right: Right;
  readonly widens: boolean;
}

const KINDS: readonly RightChange['kind'][] = ['trust', 'boundary', 'policy', 'holder', 'allow', 'deny'];

/**
 * What comes and what goes between the rights of two versions of a resource: those that widen first, then by kind. What
 * stays is not told, however the statements around it are cut: only a single right can come or go.
 */
export function compareRights(before: readonly Right[], after: readonly Right[]): readonly RightChange[] {
  const [old, fresh] = [byText(before), byText(after)];
  const added = [...fresh].filter(([text]) => !old.has(text)).map(([, right]) => right);
  const removed = [...old].filter(([text]) => !fresh.has(text)).map(([, right]) => right);
  const steps = [
    ...added.map((right): Step => ({ change: 'added', right, widens: widensByComing(right, before) })),
    ...removed.map((right): Step => ({ change: 'removed', right, widens: widensByGoing(right, after) })),
  ];
  const lines = gather(steps);
  const moves = movesAmong(lines);
  return lines.map((line) => toRightChange(line, moves.has(line))).sort(inOrder);
}

function byText(rights: readonly Right[]): ReadonlyMap<string, Right> {
  return new Map(rights.map((right) => [JSON.stringify(Object.values(right)), right]));
}

function widensByComing(right: Right, before: readonly Right[]): boolean {
  if (right.kind === 'deny' || right.kind === 'boundary') return false;
  return !before.some((old) => covers(old, right));
}

/** Another boundary may be wider or narrower, which no template tells: the old one's end is what counts. */
function widensByGoing(right: Right, after: readonly Right[]): boolean {
  return right.kind === 'boundary' || (right.kind === 'deny' && !after.some((now) => covers(now, right)));
}

/** A line of the difference before it is put into words. */
interface Line extends RightLine {
  readonly change: RightChange['change'];
  readonly widens: boolean;
}

/** Steps in as few lines as can be: actions with the same resources and all else alike are one. */
function gather(steps: readonly Step[]): readonly Line[] {
  const byResource = group(steps, ({ right, ...step }) => JSON.stringify([step, { ...right, action: '' }]));
  const byActions = group(byResource, (alike) => {
    const [first] = alike;
    return JSON.stringify([{ ...first, right: { ...first.right, action: '', resource: '' } }, actionsOf(alike)]);
  });
  return byActions.map((lines) => {
    const [[step]] = lines;
    const resources = lines.map(([{ right }]) => right.resource).filter((resource) => resource !== '');
    return { ...step, actions: actionsOf(lines[0]), resources: [...new Set(resources)].sort() };
  });
}

/** Each right that goes is exchanged for one at most. */
function movesAmong(lines: readonly Line[]): ReadonlySet<Line> {
  const left = new Set(lines.filter(({ change }) => change === 'removed'));
  const moves = new Set<Line>();
  for (const line of lines.filter(({ change, widens }) => change === 'added' && widens)) {
    const former = [...left].find((old) => isMove(line, old));
    if (former === undefined) continue;
    left.delete(former);
    moves.add(line);
  }
  return moves;
}

function toRightChange(line: Line, isMoved: boolean): RightChange {
  const { change, widens, right, actions } = line;
  const { kind, principal } = right;
  return {
    change,
    kind,
    widens,
    ...(isMoved && { moved: true }),
    ...((kind === 'allow' || kind === 'deny') && { actions }),
    ...(principal !== '' && { principals: [principal] }),
    text: describe(line),
  };
}

type Some<T> = readonly [T, ...T[]];

function group<T>(items: readonly T[], keyOf: (item: T) => string): readonly Some<T>[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const alike = groups.get(keyOf(item));
    if (alike === undefined) groups.set(keyOf(item), [item]);
    else alike.push(item);
  }
  return [...groups.values()];
}

function actionsOf(steps: readonly Step[]): readonly string[] {
  return [...new Set(steps.map(({ right }) => right.action))].sort();
}

function describe({ right: { kind, principal, condition }, actions, resources }: RightLine): string {
  const when = condition === '' ? '' : ` if ${condition}`;
  const what = resources.join(', ');
  switch (kind) {
    case 'trust':
      return `may be assumed by ${principal}${when}`;
    case 'policy':
      return `everything of ${what}`;
    case 'holder':
      return `is given to ${what}`;
    case 'boundary':
      return `never more than ${what}`;
    case 'allow':
    case 'deny': {
      const [on, by] = [what === '' ? '' : ` on ${what}`, principal === '' ? '' : ` by ${principal}`];
      return `${kind} ${actions.join(', ')}${on}${by}${when}`;
    }
    default:
      return kind satisfies never;
  }
}

function inOrder(a: RightChange, b: RightChange): number {
  return weigh(b) - weigh(a) || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || (sortText(a) < sortText(b) ? -1 : 1);
}

function weigh({ widens, moved }: RightChange): number {
  return widens ? (moved === true ? 1 : 2) : 0;
}

function sortText({ change, text }: RightChange): string {
  return `${change} ${text}`;
}
