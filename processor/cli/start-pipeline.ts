import { UserError } from '../model/errors.ts';
import type { Deployed, DeployRequest } from '../watch/look-once.ts';
import { endpointOf } from './targets.ts';
import type { World } from './world.ts';

/** Hands a commit to a pipeline. What happens there is the pipeline's to tell. */
export async function startPipeline(
  world: World,
  pipeline: { readonly name: string; readonly sourceAction: string },
  request: DeployRequest,
): Promise<Deployed> {
  const { createPipelineExecutions } = await import('../adapters/codepipeline/pipeline-executions.ts');
  const region = world.env['AWS_REGION'] ?? world.env['AWS_DEFAULT_REGION'];
  const executions = createPipelineExecutions({ region, endpoint: endpointOf(world) });
  await request.onBegin();
  try {
    const { executionId } = await executions.start({
      pipeline: pipeline.name,
      sourceAction: pipeline.sourceAction,
      commit: request.commit,
      // The same when this run is killed and taken up again, so that nothing is started twice.
      token: `mlops-${request.sequence}-${request.commit}`,
    });
    return { end: 'started', message: `execution ${executionId} of ${pipeline.name}` };
  } catch (error) {
    if (error instanceof UserError) return { end: 'later', error };
    throw error;
  }
}
