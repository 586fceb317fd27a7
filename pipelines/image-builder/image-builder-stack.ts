import { addOutputs } from '../shared/add-outputs.ts';
import { consoleHost } from '../shared/console-links.ts';
import { JobNotifications } from '../shared/job-notifications.ts';
import { synthesizeStack, type Synthesis, type SynthesisOptions } from '../shared/synthesize-stack.ts';
import type { WorkloadStack } from '../shared/workload-stack.ts';
import { buildNames, type ImageBuilderSpec } from './build-names.ts';
import { BuildPipeline } from './build-pipeline.ts';
import { BuildProject } from './build-project.ts';

/** The stack that builds an image for an algorithm of one's own and pushes it to ECR. */
export function synthesizeImageBuilder(spec: ImageBuilderSpec, options: SynthesisOptions): Synthesis {
  return synthesizeStack({
    spec,
    options,
    description: `MLOps: image ${spec.attributes.ecr_repo_name}:${spec.attributes.image_tag} in stage ${spec.environment.stage}`,
    build: (stack) => {
      buildImageBuilder(stack, spec);
    },
  });
}

function buildImageBuilder(stack: WorkloadStack, spec: ImageBuilderSpec): void {
  const notifications = new JobNotifications(stack, 'Notifications');
  notifications.announcePipeline('BuildEnds', { name: buildNames(spec).pipeline });
  const build = new BuildProject(stack, 'Build', spec);
  const pipeline = new BuildPipeline(stack, 'Pipeline', { spec, build });
  // The pipeline runs as soon as it is there: what announces its end must be there before.
  pipeline.pipeline.node.addDependency(notifications);
  addBuildOutputs(stack, spec, pipeline.pipelineName);
}

function addBuildOutputs(stack: WorkloadStack, spec: ImageBuilderSpec, pipelineName: string): void {
  const { region } = spec.environment;
  const page = `https://${consoleHost(region)}/codesuite/codepipeline/pipelines/${pipelineName}/view?region=${region}`;
  addOutputs(stack, {
    CustomAlgorithmImageURI: [buildNames(spec).imageUri, 'The image, once the pipeline has Succeeded'],
    PipelineName: [pipelineName, 'Builds and pushes the image'],
    SourceLocation: [spec.attributes.custom_algorithm_docker, 'The zip with the Dockerfile at its root'],
    ConsoleUrl: [page, 'The pipeline in the console'],
  });
}
