import type { SpecOf } from '../spec.ts';
import { estimatorParts, hyperparameterTexts } from './estimator-request.ts';
import { asSent, type Request, type RequestContext } from '../shared/job-request.ts';
import { jobTags } from '../shared/job-tags.ts';

/**
 * The request `CreateTrainingJob` for a workload: what `Estimator.fit` of the SageMaker Python SDK sends, without the
 * debugger hook and the profiler that the SDK adds by itself (no rule reads them, and they write to the output).
 */
export function trainingJobRequest(spec: SpecOf<'model_training_builtin'>, context: RequestContext): Request {
  const { attributes } = spec;
  const parts = estimatorParts(spec, context);
  return asSent({
    TrainingJobName: context.jobName,
    RoleArn: context.roleArn,
    AlgorithmSpecification: { TrainingImage: parts.image, TrainingInputMode: attributes.data_input_mode },
    HyperParameters: hyperparameterTexts(attributes.algo_hyperparameters),
    InputDataConfig: parts.inputDataConfig,
    OutputDataConfig: parts.outputDataConfig,
    ResourceConfig: parts.resources,
    StoppingCondition: parts.stoppingCondition,
    ...parts.options,
    Tags: jobTags(spec, context.inputsDigest),
  });
}
