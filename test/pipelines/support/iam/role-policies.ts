import type { Json, ResolvedTemplate } from './resolved-template.ts';

/** All that a role of a template may do: the statements of its own policies and of those attached to it. */
export interface RolePolicy {
  readonly roleId: string;
  readonly statements: readonly Json[];
}

/** The policies of every role of a template. */
export function rolePolicies({ resources }: ResolvedTemplate): readonly RolePolicy[] {
  const all = Object.entries(resources);
  return all
    .filter(([, { type }]) => type === 'AWS::IAM::Role')
    .map(([roleId, { properties }]) => {
      const own = ((properties['Policies'] ?? []) as readonly Json[]).map((policy) => policy['PolicyDocument']);
      const attached = all
        .filter(([, { type }]) => type === 'AWS::IAM::Policy')
        .filter(([, policy]) => (policy.properties['Roles'] as readonly string[]).includes(roleId.toLowerCase()))
        .map(([, policy]) => policy.properties['PolicyDocument']);
      const statements = [...own, ...attached].flatMap((document) => {
        return (document as { readonly Statement: readonly Json[] }).Statement;
      });
      return { roleId, statements };
    });
}

/** Every action that the statements name. */
export function grantedActions({ statements }: RolePolicy): readonly string[] {
  return [...new Set(statements.flatMap(({ Action }) => Action as string | readonly string[]))].sort();
}
