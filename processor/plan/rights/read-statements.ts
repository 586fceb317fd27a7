import { listOf, memberOf, templateText } from './template-text.ts';

/** One statement of a policy, its values in words. */
export interface Statement {
  /**
   * In lower case: `allow` or `deny`; empty where only CloudFormation can tell, and then `unread` has it as written.
   */
  readonly effect: string;
  readonly actions: readonly string[];
  /** Before the actions, or the resources, that a statement leaves out: `all but `; else empty. */
  readonly butActions: string;
  readonly resources: readonly string[];
  readonly butResources: string;
  /** Empty for a policy of a role, which speaks of the role alone. */
  readonly principals: readonly string[];
  /** `aws:SourceAccount StringEquals 111111111111`; empty for none. */
  readonly condition: string;
  readonly unread: string;
}

const BUT = 'all but ';

/** The statements of a policy document in a template; a document that a function makes counts as one unread. */
export function readStatements(document: unknown): readonly Statement[] {
  const isMade = typeof document === 'object' && Object.keys(document ?? {}).some((key) => key.startsWith('Fn::'));
  return listOf(isMade ? document : memberOf(document, 'Statement')).map(readStatement);
}

function readStatement(statement: unknown): Statement {
  const effect = memberOf(statement, 'Effect');
  return {
    effect: typeof effect === 'string' ? effect.toLowerCase() : '',
    actions: listOf(memberOf(statement, 'Action') ?? memberOf(statement, 'NotAction')).map(templateText),
    butActions: memberOf(statement, 'NotAction') === undefined ? '' : BUT,
    resources: listOf(memberOf(statement, 'Resource') ?? memberOf(statement, 'NotResource')).map(templateText),
    butResources: memberOf(statement, 'NotResource') === undefined ? '' : BUT,
    principals: principalsOf(statement),
    condition: conditionOf(memberOf(statement, 'Condition')),
    unread: typeof effect === 'string' ? '' : JSON.stringify(statement),
  };
}

function principalsOf(statement: unknown): readonly string[] {
  const excluded = memberOf(statement, 'NotPrincipal');
  if (excluded !== undefined) return [`${BUT}${namesOf(excluded).join(' and ')}`];
  return namesOf(memberOf(statement, 'Principal'));
}

function namesOf(principal: unknown): readonly string[] {
  if (principal === '*') return ['everybody'];
  if (typeof principal === 'string') return [principal];
  if (typeof principal !== 'object' || principal === null) return [];
  return Object.entries(principal)
    .flatMap(([kind, value]) =>
      listOf(value).map((name) => (kind === 'AWS' && name === '*' ? 'everybody' : templateText(name))),
    )
    .sort();
}

function conditionOf(condition: unknown): string {
  if (typeof condition !== 'object' || condition === null) return '';
  return Object.entries(condition)
    .flatMap(([operator, keys]: [string, unknown]) =>
      typeof keys === 'object' && keys !== null
        ? Object.entries(keys).map(
            ([key, value]) => `${key} ${operator} ${listOf(value).map(templateText).join(' or ')}`,
          )
        : [`${operator} ${templateText(keys)}`],
    )
    .join(' and ');
}
