import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';

import { partitionOf } from '../shared/partition.ts';
import { allow } from '../shared/statements.ts';
import { actions } from './actions.ts';
import type { PipelineStackSpec } from './control-plane-spec.ts';

/** Where exports of model cards go, as in the orchestrator. */
const CARD_EXPORTS = 'model_card_exports/';

/**
 * What the operations on model cards call: the cards, with their export jobs (which are below them in ARNs), of this
 * account and region; the models and training jobs that a card is filled from; files of metrics in the assets bucket.
 * SageMaker writes an export with the rights of whoever asked for it.
 */
export function modelCardStatements({
  region,
  account,
  assetsBucket,
}: Pick<PipelineStackSpec, 'region' | 'account' | 'assetsBucket'>): readonly PolicyStatement[] {
  const { partition } = partitionOf(region);
  const sagemaker = `arn:${partition}:sagemaker:${region}:${account}`;
  const bucket = `arn:${partition}:s3:::${assetsBucket}`;
  return [
    allow(
      actions('sagemaker', [
        'CreateModelCard',
        'CreateModelCardExportJob',
        'DeleteModelCard',
        'DescribeModelCard',
        'DescribeModelCardExportJob',
        'UpdateModelCard',
      ]),
      [`${sagemaker}:model-card/*`],
    ),
    allow(['sagemaker:DescribeModel'], [`${sagemaker}:model/*`]),
    allow(['sagemaker:DescribeTrainingJob'], [`${sagemaker}:training-job/*`]),
    allow(['sagemaker:ListModelCards', 'sagemaker:Search'], ['*']),
    allow(['s3:GetObject'], [`${bucket}/*`]),
    allow(['s3:PutObject'], [`${bucket}/${CARD_EXPORTS}*`]),
  ];
}
