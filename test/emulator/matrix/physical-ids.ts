import { CloudFormationClient, DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';

import type { Change } from '../../../processor/model/plan.ts';
import type { EmulatorClientConfig } from '../emulator.ts';

/** Physical ids of a stack by logical id. */
export type PhysicalIds = ReadonlyMap<string, string>;

/** Types that the emulator really replaces: of its others it keeps the physical id, as its README says. */
const REPLACED_FOR_SURE = /^AWS::(?:SageMaker|CodePipeline)::/;

export async function physicalIds(stackName: string, config: EmulatorClientConfig): Promise<PhysicalIds> {
  const client = new CloudFormationClient(config);
  try {
    const { StackResources = [] } = await client.send(new DescribeStackResourcesCommand({ StackName: stackName }));
    return new Map(
      StackResources.map(({ LogicalResourceId = '', PhysicalResourceId = '' }) => [
        LogicalResourceId,
        PhysicalResourceId,
      ]),
    );
  } finally {
    client.destroy();
  }
}

/** Where what happened to the resources of a stack is not what the plan said, in words. */
export function contradictions(change: Change, before: PhysicalIds, after: PhysicalIds): readonly string[] {
  const planned = new Map(change.resources.map((resource) => [resource.logicalId, resource]));
  const found: string[] = [];
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const said = planned.get(id);
    const happened = !before.has(id)
      ? 'created'
      : !after.has(id)
        ? 'deleted'
        : before.get(id) === after.get(id)
          ? 'kept'
          : 'replaced';
    const allowed = allowedOf(said);
    if (!allowed.includes(happened))
      found.push(
        `${id} was ${happened}, the plan says ${said?.action ?? 'nothing'} (replacement: ${said?.replacement ?? 'no'})`,
      );
  }
  return found;
}

function allowedOf(said: Change['resources'][number] | undefined): readonly string[] {
  if (said === undefined) return ['kept'];
  if (said.action === 'create') return ['created'];
  if (said.action === 'delete') return ['deleted'];
  if (said.replacement === 'no') return ['kept'];
  return said.replacement === 'yes' && REPLACED_FOR_SURE.test(said.type) ? ['replaced'] : ['kept', 'replaced'];
}
