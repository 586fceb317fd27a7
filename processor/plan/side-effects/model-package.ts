import type { PipelineSpec } from '../../../pipelines/spec.ts';
import type { SideEffectFacts } from './side-effect-facts.ts';

/**
 * What must be so before a model package of another account can be deployed: said when it is deployed from that group
 * for the first time. The policy itself is in docs/permissions.md, and `mlops bootstrap --plan` writes the command.
 */
export function describePackageNeeds({ action, before, after }: SideEffectFacts): readonly string[] {
  if (action === 'delete' || after === undefined) return [];
  const wanted = foreignGroup(after);
  if (wanted === undefined || wanted === (before === undefined ? undefined : foreignGroup(before))) return [];
  const { account } = after.environment;
  return [`needs ${wanted} to let account ${account} deploy from it: \`mlops bootstrap --plan\` writes the policy`];
}

/** `model package group churn of account 111111111111`; undefined for none, or one of the account's own. */
function foreignGroup({ attributes, environment }: PipelineSpec): string | undefined {
  if (!('model_package_name' in attributes) || attributes.model_package_name === undefined) return undefined;
  const [, , , , account = '', resource = ''] = attributes.model_package_name.split(':');
  if (account === environment.account) return undefined;
  return `model package group ${resource.split('/')[1] ?? ''} of account ${account}`;
}
