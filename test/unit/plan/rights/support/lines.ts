import type { RightChange } from '../../../../../processor/model/plan.ts';
import type { TemplateResource } from '../../../../../processor/model/stack.ts';
import { compareRights } from '../../../../../processor/plan/rights/compare-rights.ts';
import { listRights } from '../../../../../processor/plan/rights/list-rights.ts';

type Members = Readonly<Record<string, unknown>>;

/** A statement of a policy. */
export function allow(Action: unknown, Resource: unknown, more: Members = {}): Members {
  return { Effect: 'Allow', Action, Resource, ...more };
}

/** A role with these statements, and whatever else of its properties. */
export function role(statements: readonly Members[], more: Members = {}): TemplateResource {
  return {
    Type: 'AWS::IAM::Role',
    Properties: { Policies: [{ PolicyName: 'Work', PolicyDocument: { Statement: statements } }], ...more },
  };
}

/** A role with these statements in its trust policy. */
export function trusting(...statements: Members[]): TemplateResource {
  return role([], { AssumeRolePolicyDocument: { Statement: statements } });
}

/** What comes and goes between two versions of a resource. */
export function changes(
  before: TemplateResource | undefined,
  after: TemplateResource | undefined,
): readonly RightChange[] {
  return compareRights(listRights(before), listRights(after));
}

/** The same in lines: `+! text` for one that widens, `+> text` for one that only moves. */
export function lines(before: TemplateResource | undefined, after: TemplateResource | undefined): readonly string[] {
  return changes(before, after).map(({ change, widens, moved, text }) => {
    const sign = moved === true ? '>' : widens ? '!' : '';
    return `${change === 'added' ? '+' : '-'}${sign} ${text}`;
  });
}
