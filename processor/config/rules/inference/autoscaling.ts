import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isRealtime } from '../shared/spec-kinds.ts';
import { writtenName } from '../shared/written-name.ts';

/**
 * `autoscaling-range` (error): the minimum above the maximum, or a written `instance_count` outside of both.
 * `autoscaling-burstable` (error): burstable instances do not scale (SageMaker developer guide, endpoint autoscaling).
 */
export function checkAutoscaling({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  if (!isRealtime(spec)) return;
  const { autoscaling, instance_count: count, inference_instance: instance } = spec.attributes;
  if (autoscaling === undefined || spec.attributes.serverless !== undefined) return;
  const { min_instances: min, max_instances: max } = autoscaling;
  const { stage } = workload.identity;
  if (min > max) {
    collector.report({
      code: 'autoscaling-range',
      severity: 'error',
      written,
      attribute: 'autoscaling',
      stage,
      within: ['min_instances'],
      message: `\`min_instances\` is ${min}, more than \`max_instances\`, ${max}`,
      hint: 'write the smaller number as `min_instances`',
    });
  } else if (writtenName(written, 'instance_count') !== undefined && (count < min || count > max)) {
    collector.report({
      code: 'autoscaling-range',
      severity: 'error',
      written,
      attribute: 'instance_count',
      stage,
      message: `\`instance_count\` is ${count}, outside of the ${min} to ${max} instances of \`autoscaling\``,
      hint: 'leave it out to start with `min_instances`, or choose a number in between',
      related: [{ written, attribute: 'autoscaling', stage, message: 'the range' }],
    });
  }
  if (instance === undefined || !/^ml\.t\d/.test(instance)) return;
  collector.report({
    code: 'autoscaling-burstable',
    severity: 'error',
    written,
    attribute: 'inference_instance',
    stage,
    message: `\`${instance}\` is burstable, and burstable instances do not scale`,
    hint: 'use for example `ml.m5.large`, or remove `autoscaling`',
  });
}
