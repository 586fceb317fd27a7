import type { ProblemType } from '../../../../pipelines/spec.ts';
import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';

/**
 * Metrics of tabular problems that a config can name, by problem type; the first is SageMaker's default (SageMaker API
 * reference, AutoMLJobObjective.MetricName).
 */
const OBJECTIVES: Readonly<Record<ProblemType, readonly string[]>> = {
  Regression: ['MSE'],
  BinaryClassification: ['F1', 'Accuracy', 'AUC'],
  MulticlassClassification: ['Accuracy', 'F1macro'],
};

/**
 * `objective-incomplete` (error): SageMaker takes the problem type and the objective together or not at all.
 * `objective-mismatch` (error): a metric that the problem type does not have.
 */
export function checkAutopilotObjective({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  if (spec.pipelineType !== 'model_autopilot_training') return;
  const { problem_type: problem, job_objective: objective } = spec.attributes;
  if (problem === undefined && objective === undefined) return;
  if (problem === undefined || objective === undefined) {
    const [given, missing] =
      problem === undefined ? ['job_objective', 'problem_type'] : ['problem_type', 'job_objective'];
    collector.report({
      code: 'objective-incomplete',
      severity: 'error',
      written,
      attribute: given,
      message: `\`${given}\` is given without \`${missing}\``,
      hint:
        problem === undefined
          ? `add \`problem_type\` (${typesWith(objective).join(' or ')}), or remove \`job_objective\` and let Autopilot decide`
          : `add \`job_objective\` (${OBJECTIVES[problem].join(', ')}), or remove \`problem_type\` and let Autopilot decide`,
    });
  } else if (!OBJECTIVES[problem].includes(objective)) {
    collector.report({
      code: 'objective-mismatch',
      severity: 'error',
      written,
      attribute: 'job_objective',
      message: `\`${objective}\` does not fit problem type \`${problem}\``,
      hint: `use ${OBJECTIVES[problem].map((metric) => `\`${metric}\``).join(' or ')}`,
      related: [{ written, attribute: 'problem_type', message: 'the problem type' }],
    });
  }
}

function typesWith(objective: string | undefined): readonly string[] {
  return Object.entries(OBJECTIVES)
    .filter(([, metrics]) => objective !== undefined && metrics.includes(objective))
    .map(([type]) => type);
}
