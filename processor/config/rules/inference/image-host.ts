import { partitionOf } from '../../../../pipelines/shared/partition.ts';
import { isOneSlipApart } from '../../../model/nearest.ts';
import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isBatch, isRealtime } from '../shared/spec-kinds.ts';

/**
 * `wrong-form` (error): the host of an image is a slip of the finger away from that of ECR in its region. The schemas
 * leave the host open, because partitions have hosts of their own; but nobody serves images at `amazonws.com`.
 */
export function checkImageHost(
  { written, workload: { spec, identity } }: ResolvedWorkload,
  collector: FindingCollector,
): void {
  if (!isRealtime(spec) && !isBatch(spec)) return;
  const uri = spec.attributes.custom_image_uri ?? '';
  const [, region, host] = /^\d{12}\.dkr\.ecr(?:-fips)?\.([a-z0-9-]+)\.([a-z0-9.-]+)\//.exec(uri) ?? [];
  if (region === undefined || host === undefined) return;
  const { dnsSuffix } = partitionOf(region);
  if (!isOneSlipApart(host, dnsSuffix)) return;
  collector.report({
    code: 'wrong-form',
    severity: 'error',
    written,
    attribute: 'custom_image_uri',
    stage: identity.stage,
    message: `\`custom_image_uri\` names the host \`${host}\`, where ECR does not serve images`,
    hint: `did you mean \`${dnsSuffix}\`?`,
  });
}
