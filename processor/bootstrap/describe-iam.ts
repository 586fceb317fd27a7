import { partitionOf } from '../../pipelines/shared/partition.ts';
import type { StackTemplate, TemplateResource } from '../model/stack.ts';
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
  const fill = filler(place);
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

/** Puts the values of the pseudo parameters that are known before a stack exists in the place of their names. */
function filler({ account, region }: Pick<Place, 'account' | 'region'>): (words: string) => string {
  const { partition, dnsSuffix } = partitionOf(region);
  const values: Readonly<Record<string, string>> = {
    'AWS::AccountId': account,
    'AWS::Partition': partition,
    'AWS::Region': region,
    'AWS::URLSuffix': dnsSuffix,
  };
  return (words) => words.replace(/\$\{(AWS::\w+)\}/g, (reference, name: string) => values[name] ?? reference);
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
  return statementsOf(resource?.Properties?.['AssumeRolePolicyDocument'])
    .map((statement) => {
      const conditions = conditionsOf(statement);
      return `${principalsOf(statement).join(', ')}${conditions === '' ? '' : ` if ${conditions}`}`;
    })
    .sort();
}

function grantsOf(resource: TemplateResource | undefined): readonly string[] {
  if (resource === undefined) return [];
  const properties = resource.Properties ?? {};
  if (resource.Type === 'AWS::Lambda::Permission') {
    const principal = text(properties['Principal']);
    return [`allow ${text(properties['Action'])} by ${principal === '*' ? 'everybody' : principal}`];
  }
  const inline = listOf(properties['Policies']).map((policy) => memberOf(policy, 'PolicyDocument'));
  const documents = [...inline, properties['PolicyDocument'], properties['RepositoryPolicyText']];
  const managed = listOf(properties['ManagedPolicyArns']).map((arn) => `everything of ${text(arn)}`);
  return [
    ...new Set([...documents.flatMap((document) => statementsOf(document).flatMap(grantsIn)), ...managed]),
  ].sort();
}

function grantsIn(statement: unknown): readonly string[] {
  const effect = text(memberOf(statement, 'Effect')).toLowerCase();
  const principals = memberOf(statement, 'Principal') === undefined ? '' : ` by ${principalsOf(statement).join(', ')}`;
  const conditions = conditionsOf(statement);
  const actions = listOf(memberOf(statement, 'Action') ?? memberOf(statement, 'NotAction')).map(text);
  const resources = listOf(memberOf(statement, 'Resource') ?? memberOf(statement, 'NotResource')).map(text);
  const but = memberOf(statement, 'NotAction') === undefined ? '' : 'all but ';
  const except = memberOf(statement, 'NotResource') === undefined ? '' : 'all but ';
  const on = resources.length === 0 ? '' : ` on ${except}${resources.join(', ')}`;
  return actions.map(
    (action) => `${effect} ${but}${action}${on}${principals}${conditions === '' ? '' : ` if ${conditions}`}`,
  );
}

function principalsOf(statement: unknown): readonly string[] {
  const principal = memberOf(statement, 'Principal');
  if (typeof principal === 'string') return [principal === '*' ? 'everybody' : principal];
  if (typeof principal !== 'object' || principal === null) return [];
  return Object.values(principal)
    .flatMap((value) => listOf(value).map(text))
    .sort();
}

function conditionsOf(statement: unknown): string {
  const condition = memberOf(statement, 'Condition');
  if (typeof condition !== 'object' || condition === null) return '';
  return Object.entries(condition)
    .flatMap(([operator, keys]) =>
      Object.entries(keys as Readonly<Record<string, unknown>>).map(
        ([key, value]) => `${key} ${operator} ${listOf(value).map(text).join(' or ')}`,
      ),
    )
    .join(' and ');
}

function statementsOf(document: unknown): readonly unknown[] {
  return listOf(memberOf(document, 'Statement'));
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

/** A literal as it is; `${Role.Arn}` for a reference, parts of a join one after the other. */
function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const reference = memberOf(value, 'Ref');
  if (typeof reference === 'string') return `\${${reference}}`;
  const attribute = memberOf(value, 'Fn::GetAtt');
  if (Array.isArray(attribute)) return `\${${attribute.join('.')}}`;
  const join = memberOf(value, 'Fn::Join');
  if (Array.isArray(join)) return listOf(join[1]).map(text).join(text(join[0]));
  return value === undefined ? '' : JSON.stringify(value);
}
