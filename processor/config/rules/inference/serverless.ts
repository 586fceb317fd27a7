import type { FindingCollector, Fault } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isRealtime, type RealtimeSpec } from '../shared/spec-kinds.ts';
import { writtenName } from '../shared/written-name.ts';

/**
 * What does not go with a serverless endpoint (SageMaker developer guide: feature exclusions of serverless inference,
 * exclusions of deployment guardrails).
 *
 * `serverless-conflict` (error): `autoscaling`, `vpc_config`, rolling deployment. `serverless-unused` (warning):
 * instance settings and data capture, which a serverless endpoint does not have. `serverless-capture` (warning):
 * capture that is left to its default, which nobody gets. `serverless-concurrency` (error): more provisioned than
 * maximum concurrency.
 */
export function checkServerless({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  if (!isRealtime(spec) || spec.attributes.serverless === undefined) return;
  const at = { written, stage: workload.identity.stage, cause: 'serverless' };
  for (const fault of conflicts(spec.attributes)) collector.report({ ...at, ...fault, severity: 'error' });
  for (const attribute of ['inference_instance', 'instance_count', 'data_capture_percentage']) {
    if (writtenName(written, attribute) === undefined) continue;
    if (attribute === 'data_capture_percentage' && spec.attributes.data_capture_percentage === 0) continue;
    collector.report({
      ...at,
      code: 'serverless-unused',
      severity: 'warning',
      attribute,
      part: 'key',
      message: `\`${attribute}\` has no effect on a serverless endpoint`,
      hint: `remove it, or remove \`serverless\``,
    });
  }
  if (writtenName(written, 'data_capture_percentage') !== undefined) return;
  collector.report({
    ...at,
    code: 'serverless-capture',
    severity: 'warning',
    attribute: 'data_capture_location',
    message: 'a serverless endpoint captures nothing: no monitor can watch it',
    hint: 'write `"data_capture_percentage": 0` to say that you know, or serve the model from instances',
  });
}

type Conflict = Pick<Fault, 'code' | 'attribute' | 'cause' | 'within' | 'part' | 'message' | 'hint'>;

function conflicts({
  autoscaling,
  vpc_config: vpc,
  deployment,
  serverless,
}: RealtimeSpec['attributes']): readonly Conflict[] {
  const found: Conflict[] = [];
  const base = { code: 'serverless-conflict', part: 'key' as const };
  if (autoscaling !== undefined) {
    const hint = 'a serverless endpoint scales by itself up to `max_concurrency`: remove one of the two';
    found.push({ ...base, attribute: 'autoscaling', message: '`autoscaling` does not go with `serverless`', hint });
  }
  if (vpc !== undefined) {
    const hint = 'serve the model from instances, or remove `vpc_config`';
    found.push({
      ...base,
      attribute: 'vpc_config',
      message: 'a serverless endpoint cannot be attached to a VPC',
      hint,
    });
  }
  if (deployment?.strategy === 'rolling') {
    const message = 'a serverless endpoint has no instances to replace in batches';
    const hint = 'use `all_at_once`, `canary` or `linear`';
    found.push({
      ...base,
      part: undefined,
      cause: undefined,
      attribute: 'deployment',
      within: ['strategy'],
      message,
      hint,
    });
  }
  const { provisioned_concurrency: provisioned, max_concurrency: maximum = Infinity } = serverless ?? {};
  if (provisioned !== undefined && provisioned > maximum) {
    found.push({
      code: 'serverless-concurrency',
      attribute: 'serverless',
      within: ['provisioned_concurrency'],
      message: `\`provisioned_concurrency\` is ${provisioned}, more than \`max_concurrency\`, ${maximum}`,
      hint: `lower it to ${maximum} or less`,
    });
  }
  return found;
}
