import { createHash } from 'node:crypto';
import { partitionOf } from '../../../pipelines/shared/partition.ts';
import { UserError } from '../../model/errors.ts';
import type { Stage } from '../../model/settings.ts';
import type { StackTemplate } from '../../model/stack.ts';
import type { AssetStore } from './asset-store.ts';

/** Most bytes of a template inside a request; larger ones go through S3, at most `MOST_BYTES`. */
const MOST_INLINE_BYTES = 51_200;
const MOST_BYTES = 1_048_576;

export type TemplateArgument = { readonly TemplateBody: string } | { readonly TemplateURL: string };

/** Where a template stands for a request: inside it, or in the assets bucket when it is too large for that. */
export async function submitTemplate(
  template: StackTemplate,
  options: { readonly store: AssetStore; readonly stage: Stage; readonly endpoint: string | undefined },
): Promise<TemplateArgument> {
  const body = JSON.stringify(template);
  const bytes = Buffer.from(body);
  if (bytes.length <= MOST_INLINE_BYTES) return { TemplateBody: body };
  if (bytes.length > MOST_BYTES) {
    throw new UserError(
      'template-too-large',
      `the template has ${bytes.length} bytes, CloudFormation takes ${MOST_BYTES}`,
      {
        instructions: ['make the large objects of the config (hyperparameters, SHAP baseline) smaller'],
      },
    );
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const key = `mlops/templates/${sha256}.json`;
  await options.store.publish({ key, sha256, bytes: bytes.length, read: () => Promise.resolve(bytes) });
  return { TemplateURL: urlOf(key, options) };
}

function urlOf(key: string, options: { readonly stage: Stage; readonly endpoint: string | undefined }): string {
  const { stage, endpoint } = options;
  if (endpoint !== undefined) return `${endpoint.replace(/\/$/, '')}/${stage.assetsBucket}/${key}`;
  const { dnsSuffix: suffix } = partitionOf(stage.region);
  // A bucket name with dots is not covered by the certificate of its host name.
  return stage.assetsBucket.includes('.')
    ? `https://s3.${stage.region}.${suffix}/${stage.assetsBucket}/${key}`
    : `https://${stage.assetsBucket}.s3.${stage.region}.${suffix}/${key}`;
}
