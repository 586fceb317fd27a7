import { UserError } from '../../model/errors.ts';
import type { Deployed, DeployRequest } from '../../watch/look-once.ts';
import { endpointOf } from '../shared/targets.ts';
import type { World } from '../shared/world.ts';

/** The pipeline that commits are handed to. */
export interface PipelineToStart {
  readonly name: string;
  readonly sourceAction: string;
  /** Set: the pipeline cannot read the repository, and reads the files of a commit from this object. */
  readonly sourceObject?: { readonly bucket: string; readonly key: string };
}

/**
 * Hands a commit of the copy in `folder` to a pipeline. What happens there is the pipeline's to tell.
 */
export async function startPipeline(
  world: World,
  { pipeline, folder }: { readonly pipeline: PipelineToStart; readonly folder: string },
  request: DeployRequest,
): Promise<Deployed> {
  const { createPipelineExecutions } = await import('../../adapters/codepipeline/pipeline-executions.ts');
  const place = { region: world.env['AWS_REGION'] ?? world.env['AWS_DEFAULT_REGION'], endpoint: endpointOf(world) };
  const executions = createPipelineExecutions(place);
  await request.onBegin();
  try {
    const objectVersion =
      pipeline.sourceObject === undefined
        ? undefined
        : await storeCommit(world, { ...pipeline.sourceObject, ...place, folder, commit: request.commit });
    const { executionId } = await executions.start({
      pipeline: pipeline.name,
      sourceAction: pipeline.sourceAction,
      commit: request.commit,
      ...(objectVersion === undefined ? {} : { objectVersion }),
      // The same when this run is killed and taken up again, so that nothing is started twice.
      token: `mlops-${request.sequence}-${request.commit}`,
    });
    return { end: 'started', message: `execution ${executionId} of ${pipeline.name}` };
  } catch (error) {
    if (error instanceof UserError) return { end: 'later', error };
    throw error;
  }
}

async function storeCommit(
  world: World,
  from: {
    readonly bucket: string;
    readonly key: string;
    readonly region: string | undefined;
    readonly endpoint: string | undefined;
    readonly folder: string;
    readonly commit: string;
  },
): Promise<string> {
  const { folder, commit, ...object } = from;
  const [{ bucketSource }, { storeSource }, { openRepository }] = await Promise.all([
    import('../../adapters/receiver/bucket-source.ts'),
    import('../../source/store-source.ts'),
    import('../../adapters/git/open-repository.ts'),
  ]);
  return storeSource(commit, {
    store: bucketSource(object),
    open: () => openRepository({ root: folder, ref: commit, env: world.env }),
  });
}
