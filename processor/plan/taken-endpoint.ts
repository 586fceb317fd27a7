import type { PipelineSpec } from '../../pipelines/spec.ts';
import type { Settings } from '../model/settings.ts';
import type { DeployedStack } from '../model/stack.ts';
import { endpointOf } from './held-endpoint.ts';
import { isOurs, readOwnership } from './ownership.ts';
import type { StageFacts } from './plan-input.ts';

/** The output of realtime stacks that names their endpoint. */
const ENDPOINT_OUTPUT = 'EndpointName';

/**
 * Why the endpoint of a workload cannot be created: a stack that no stage of these settings reaches, such as one under
 * an older stack prefix or of another repository, has one of that name, and SageMaker knows each name of an account and
 * region once. Undefined when nothing is known against it. What the stages reach themselves is handed over instead.
 */
export function explainTaken(
  spec: PipelineSpec,
  { settings, facts }: { readonly settings: Settings; readonly facts: StageFacts },
): string | undefined {
  const endpoint = endpointOf(spec);
  if (endpoint === undefined) return undefined;
  const having = facts.deployed.filter((stack) => stack.outputs[ENDPOINT_OUTPUT] === endpoint && isMade(stack));
  if (having.some(({ stackName }) => stackName === spec.stackName)) return undefined;
  const { account, region } = facts.stage;
  const stages = settings.stages.filter((stage) => stage.account === account && stage.region === region);
  const other = having.find((stack) => !stages.some((stage) => isOurs(stack, { settings, stage })));
  return (
    other &&
    `endpoint \`${endpoint}\` is that of stack \`${other.stackName}\`, which these settings do not reach; delete that stack first, or use another endpoint_name`
  );
}

function isMade(stack: DeployedStack): boolean {
  return readOwnership(stack) !== undefined && !/^(DELETE|ROLLBACK)_/.test(stack.status);
}
