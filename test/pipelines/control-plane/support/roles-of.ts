import type { ControlTemplate } from '../../../../pipelines/control-plane/synthesize-control-plane.ts';
import type { Json, ResolvedTemplate } from '../../support/iam/resolved-template.ts';
import { resolveTemplate } from '../../support/iam/resolved-template.ts';

/** A template with the names and ARNs that its references become. */
export function resolved(
  template: ControlTemplate,
  { account, region }: { readonly account: string; readonly region: string },
): ResolvedTemplate {
  const environment = {
    stage: 'any',
    account,
    region,
    stackPrefix: 'any',
    assetsBucket: 'any',
    notifications: { emails: [] },
  };
  return resolveTemplate({ Metadata: {}, Outputs: {}, ...template }, environment);
}

/** All that a role of a template may do: its own statements and those of the managed policies that name it. */
export function statementsOf({ resources }: ResolvedTemplate, roleId: string): readonly Json[] {
  const role = resources[roleId];
  if (role?.type !== 'AWS::IAM::Role') throw new Error(`${roleId} is no role of the template`);
  const own = ((role.properties['Policies'] ?? []) as readonly Json[]).map((policy) => policy['PolicyDocument']);
  const attached = Object.values(resources)
    .filter(({ type }) => type === 'AWS::IAM::ManagedPolicy')
    .filter(({ properties }) => ((properties['Roles'] ?? []) as readonly unknown[]).includes(roleId.toLowerCase()))
    .map(({ properties }) => properties['PolicyDocument']);
  return [...own, ...attached].flatMap((document) => (document as { readonly Statement: readonly Json[] }).Statement);
}

/** The ids of all roles of a template. */
export function roleIds({ resources }: ResolvedTemplate): readonly string[] {
  return Object.entries(resources)
    .filter(([, { type }]) => type === 'AWS::IAM::Role')
    .map(([id]) => id);
}

/** Every action that allow statements name. */
export function allowedActions(statements: readonly Json[]): readonly string[] {
  const allowed = statements.filter(({ Effect }) => Effect === 'Allow');
  return [...new Set(allowed.flatMap(({ Action }) => Action as string | readonly string[]))].sort();
}
