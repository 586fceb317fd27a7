import type { RightChange } from '../../model/plan.ts';
import type { TemplateResource } from '../../model/stack.ts';
import { readStatements, type Statement } from './read-statements.ts';
import { listOf, memberOf, templateText } from './template-text.ts';

/** The smallest thing that can come or go alone: one action on one resource by one principal. */
export interface Right {
  readonly kind: RightChange['kind'];
  /** Of `policy`, `holder` and `boundary`: empty. */
  readonly action: string;
  /** Empty where the statement names none; of `policy`, `holder` and `boundary`: what it is about. */
  readonly resource: string;
  /** Empty in a policy of a role. */
  readonly principal: string;
  readonly condition: string;
}

/** Members of `Properties` that hold a policy document, in whatever type they stand. */
const DOCUMENTS = ['PolicyDocument', 'RepositoryPolicyText', 'KeyPolicy', 'ResourcePolicy', 'Policy'];

/** Conditions that a permission of a Lambda function writes as properties. */
const PERMISSION_CONDITIONS = ['SourceArn', 'SourceAccount', 'PrincipalOrgID', 'FunctionUrlAuthType'];

/** Everything that a resource of a template gives to anybody, or keeps from them. */
export function listRights(resource: TemplateResource | undefined): readonly Right[] {
  const properties = resource?.Properties ?? {};
  if (resource?.Type === 'AWS::Lambda::Permission') return [permissionOf(properties)];
  const inline = listOf(properties['Policies']).map((policy) => memberOf(policy, 'PolicyDocument'));
  const documents = [...inline, ...DOCUMENTS.map((name) => properties[name])];
  const holders = [...listOf(properties['Roles']), ...listOf(properties['Users']), ...listOf(properties['Groups'])];
  const isPolicy = /^AWS::IAM::(?:Role|User|Group)?(?:Managed)?Policy$/.test(resource?.Type ?? '');
  return [
    ...readStatements(properties['AssumeRolePolicyDocument']).flatMap(trustsIn),
    ...documents.flatMap((document) => readStatements(document).flatMap(rightsIn)),
    ...listOf(properties['ManagedPolicyArns']).map((arn) => whole('policy', arn)),
    ...(isPolicy ? holders.map((holder) => whole('holder', holder)) : []),
    ...listOf(properties['PermissionsBoundary']).map((arn) => whole('boundary', arn)),
  ];
}

function whole(kind: Right['kind'], value: unknown): Right {
  return { kind, action: '', resource: templateText(value), principal: '', condition: '' };
}

function permissionOf(properties: Readonly<Record<string, unknown>>): Right {
  const principal = templateText(properties['Principal']);
  const conditions = PERMISSION_CONDITIONS.filter((name) => properties[name] !== undefined);
  return {
    kind: 'allow',
    action: templateText(properties['Action']),
    resource: templateText(properties['FunctionName']),
    principal: principal === '*' ? 'everybody' : principal,
    condition: conditions.map((name) => `${name} is ${templateText(properties[name])}`).join(' and '),
  };
}

/** Assuming a role is told as trust; what else a trust policy allows, as a right. */
function trustsIn(statement: Statement): readonly Right[] {
  return rightsIn(statement).map((right) =>
    right.kind === 'allow' && right.action === 'sts:AssumeRole' ? { ...right, kind: 'trust', action: '' } : right,
  );
}

/** Each action with each resource and each principal; what a statement leaves out is one thing. */
function rightsIn(statement: Statement): readonly Right[] {
  const { effect, unread, condition } = statement;
  const kind = effect === 'deny' ? 'deny' : 'allow';
  if (unread !== '') return [{ kind, action: unread, resource: '', principal: '', condition: '' }];
  const actions = partsOf(statement.actions, statement.butActions);
  const resources = partsOf(statement.resources, statement.butResources);
  const principals = statement.principals.length === 0 ? [''] : statement.principals;
  return actions.flatMap((action) =>
    resources.flatMap((resource) =>
      principals.map((principal) => ({ kind, action, resource, principal, condition }) satisfies Right),
    ),
  );
}

function partsOf(items: readonly string[], but: string): readonly string[] {
  if (items.length === 0) return [''];
  return but === '' ? items : [`${but}${[...items].sort().join(' and ')}`];
}
