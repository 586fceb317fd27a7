import { covers } from './covers.ts';
import type { Right } from './list-rights.ts';

/** Rights that are told in one line: alike in all but their actions and resources, each action with each resource. */
export interface RightLine {
  readonly right: Right;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** Another role to pass or to assume is another set of rights. */
const NEVER = /^(?:iam:|sts:|all but |\*)/i;

/**
 * Whether a right comes in exchange for one that goes: the same actions, on as much of something else, as when a model
 * or a report gets another place. In doubt it does not: what is wider than the old, or may be as its name has fewer
 * parts before a star, comes as new.
 */
export function isMove(fresh: RightLine, old: RightLine): boolean {
  if (fresh.right.kind !== 'allow' || old.right.kind !== 'allow') return false;
  if (fresh.actions.some((action) => NEVER.test(action))) return false;
  return (
    fresh.right.principal === old.right.principal &&
    String(fresh.actions) === String(old.actions) &&
    hasFormers(fresh, old)
  );
}

/** Whether each resource comes for another one that goes; those with a star first, as fewer can have gone for them. */
function hasFormers(fresh: RightLine, old: RightLine): boolean {
  const left = old.resources.map((resource) => ({ ...old.right, resource }));
  const coming = fresh.resources.map((resource) => ({ ...fresh.right, resource }));
  const starred = coming.filter(({ resource }) => hasStar(resource));
  const plain = coming.filter(({ resource }) => !hasStar(resource));
  if (starred.some((now) => left.some((then) => covers({ ...now, action: '*' }, then)))) return false;
  return [...starred, ...plain].every((now) => {
    const former = left.findIndex((then) => isAsNarrow(now.resource, then.resource) && hasLikeCondition(now, then));
    if (former >= 0) left.splice(former, 1);
    return former >= 0;
  });
}

/** The names of conditions are two words, their values the rest. */
function hasLikeCondition(now: Right, then: Right): boolean {
  const [key, operator, ...values] = now.condition.split(' ');
  const [oldKey, oldOperator, ...oldValues] = then.condition.split(' ');
  return key === oldKey && operator === oldOperator && isAsNarrow(values.join(' '), oldValues.join(' '));
}

function isAsNarrow(now: string, then: string): boolean {
  return !hasStar(now) || (hasStar(then) && partsBeforeStar(now) >= partsBeforeStar(then));
}

function partsBeforeStar(name: string): number {
  return (name.split(/[*?]/)[0] ?? '').split(/[/:]/).length;
}

function hasStar(name: string): boolean {
  return /[*?]/.test(name);
}
