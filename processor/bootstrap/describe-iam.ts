import type { StackTemplate, TemplateResource } from '../model/stack.ts';
import { placeFiller } from '../plan/rights/place-filler.ts';
import { readStatements, type Statement } from '../plan/rights/read-statements.ts';
import { listOf, memberOf, templateText } from '../plan/rights/template-text.ts';
import type { Place } from './list-places.ts';

/** What a stack does to who may do what. */
export interface IamChange {
  readonly action: 'create' | 'update' | 'delete';
  readonly what: 'role' | 'policy' | 'bucket policy' | 'repository policy' | 'function permission' | 'topic policy';
  /** Its fixed name, or the logical id where CloudFormation makes one up. */
  readonly name: string;
  /** Who may assume the role; empty for others. */
  readonly trusts: readonly string[];
  /** Grants that come, and that go, each as `allow s3:GetObject on arn:…`. */
  readonly granted: readonly string[];
  readonly withdrawn: readonly string[];
}

const TYPES: Readonly<Record<string, IamChange['what']>> = {
  'AWS::IAM::Role': 'role',
  'AWS::IAM::ManagedPolicy': 'policy',
  'AWS::IAM::Policy': 'policy',
  'AWS::S3::BucketPolicy': 'bucket policy',
  'AWS::ECR::Repository': 'repository policy',
  'AWS::Lambda::Permission': 'function permission',
  'AWS::SNS::TopicPolicy': 'topic policy',
};

/**
 * Every change of rights between two templates of a stack, sorted by name; before is undefined for a stack that is
 * created. Only what is spelt out in the templates: AWS's managed policies are named, not unfolded. What CloudFormation
 * knows of the place by itself is written out.
 */
export function describeIam(
  before: StackTemplate | undefined,
  after: StackTemplate,
  place: Pick<Place, 'account' | 'region'>,
): readonly IamChange[] {
  const fill = placeFiller(place);
  const ids = new Set([...Object.keys(before?.Resources ?? {}), ...Object.keys(after.Resources)]);
  return [...ids]
    .map((id) => describeResource(id, { before, after }))
    .filter((change) => change !== undefined)
    .map((change) => ({
      ...change,
      trusts: change.trusts.map(fill),
      granted: change.granted.map(fill),
      withdrawn: change.withdrawn.map(fill),
    }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function describeResource(
  id: string,
  { before, after }: { readonly before: StackTemplate | undefined; readonly after: StackTemplate },
): IamChange | undefined {
  const [old, fresh] = [before?.Resources[id], after.Resources[id]];
  const what = TYPES[(fresh ?? old)?.Type ?? ''];
  if (what === undefined) return undefined;
  const grantsBefore = [...grantsOf(old), ...attachedTo(id, before)];
  const grantsAfter = [...grantsOf(fresh), ...attachedTo(id, after)];
  const [trustsBefore, trusts] = [trustsOf(old), trustsOf(fresh)];
  const granted = grantsAfter.filter((grant) => !grantsBefore.includes(grant));
  const withdrawn = grantsBefore.filter((grant) => !grantsAfter.includes(grant));
  const isSame = old !== undefined && fresh !== undefined && String(trustsBefore) === String(trusts);
  if (isSame && granted.length === 0 && withdrawn.length === 0) return undefined;
  if (granted.length === 0 && withdrawn.length === 0 && what === 'repository policy') return undefined;
  const action = old === undefined ? 'create' : fresh === undefined ? 'delete' : 'update';
  return { action, what, name: nameOf(id, fresh ?? old), trusts, granted, withdrawn };
}

function nameOf(id: string, resource: TemplateResource | undefined): string {
  const { RoleName, ManagedPolicyName, PolicyName, RepositoryName, Bucket } = resource?.Properties ?? {};
  const name = RoleName ?? ManagedPolicyName ?? PolicyName ?? RepositoryName ?? Bucket;
  return typeof name === 'string' ? name : id;
}

/** The policies of a template that name this role as theirs: what it may do stands with them. */
function attachedTo(role: string, template: StackTemplate | undefined): readonly string[] {
  return Object.entries(template?.Resources ?? {})
    .filter(([, { Type, Properties }]) => {
      const roles = TYPES[Type] === 'policy' ? listOf(Properties?.['Roles']) : [];
      return roles.some((named) => memberOf(named, 'Ref') === role);
    })
    .map(([id, policy]) => `everything of ${nameOf(id, policy)}`)
    .sort();
}

/** Who a role lets in, with the conditions on it. */
function trustsOf(resource: TemplateResource | undefined): readonly string[] {
  return readStatements(resource?.Properties?.['AssumeRolePolicyDocument'])
    .map(({ principals, condition }) => `${principals.join(', ')}${condition === '' ? '' : ` if ${condition}`}`)
    .sort();
}

function grantsOf(resource: TemplateResource | undefined): readonly string[] {
  if (resource === undefined) return [];
  const properties = resource.Properties ?? {};
  if (resource.Type === 'AWS::Lambda::Permission') {
    const principal = templateText(properties['Principal']);
    return [`allow ${templateText(properties['Action'])} by ${principal === '*' ? 'everybody' : principal}`];
  }
  const inline = listOf(properties['Policies']).map((policy) => memberOf(policy, 'PolicyDocument'));
  const documents = [...inline, properties['PolicyDocument'], properties['RepositoryPolicyText']];
  const managed = listOf(properties['ManagedPolicyArns']).map((arn) => `everything of ${templateText(arn)}`);
  return [
    ...new Set([...documents.flatMap((document) => readStatements(document).flatMap(grantsIn)), ...managed]),
  ].sort();
}

function grantsIn(statement: Statement): readonly string[] {
  const { effect, butActions, actions, butResources, resources, principals, condition } = statement;
  const on = resources.length === 0 ? '' : ` on ${butResources}${resources.join(', ')}`;
  const by = principals.length === 0 ? '' : ` by ${principals.join(', ')}`;
  const when = condition === '' ? '' : ` if ${condition}`;
  return actions.map((action) => `${effect} ${butActions}${action}${on}${by}${when}`);
}
