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
    fresh.resources.length <= old.resources.length &&
    fresh.resources.every((resource) =>
      old.resources.every((former) => {
        const [now, then] = [
          { ...fresh.right, resource },
          { ...old.right, resource: former },
        ];
        return !covers({ ...now, action: '*' }, then) && isAsNarrow(resource, former) && hasLikeCondition(now, then);
      }),
    )
  );
}

/** The names of conditions are two words, their values the rest. */
function hasLikeCondition(now: Right, then: Right): boolean {
  const [key, operator, ...values] = now.condition.split(' ');
  const [oldKey, oldOperator, ...oldValues] = then.condition.split(' ');
  return key === oldKey && operator === oldOperator && isAsNarrow(values.join(' '), oldValues.join(' '));
}

function isAsNarrow(now: string, then: string): boolean {
  return !/[*?]/.test(now) || (/[*?]/.test(then) && partsBeforeStar(now) >= partsBeforeStar(then));
}

function partsBeforeStar(name: string): number {
  return (name.split(/[*?]/)[0] ?? '').split(/[/:]/).length;
}
