import { partitionOf } from '../../../../pipelines/shared/partition.ts';
import { isOneSlipApart } from '../../../model/nearest.ts';
import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { strangeRegion } from '../shared/region-names.ts';
import { isBatch, isRealtime } from '../shared/spec-kinds.ts';

/**
 * `wrong-form` (error): the host of an image is not that of ECR in its region, or in a region that is not known a slip
 * of the finger away from it. The schemas leave the host open, because partitions have hosts of their own; but nobody
 * serves images at `amazonws.com`.
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
  if (host === dnsSuffix || (strangeRegion(region) !== undefined && !isOneSlipApart(host, dnsSuffix))) return;
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
