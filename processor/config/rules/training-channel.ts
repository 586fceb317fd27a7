import type { FindingCollector, Fault } from './finding-collector.ts';
import type { ResolvedWorkload } from './rule.ts';
import { isTraining, type TrainingSpec } from './spec-kinds.ts';

type Found = Omit<Fault, 'written' | 'severity'>;

/**
 * How the data reach the container. All errors: CreateTrainingJob refuses each of them.
 *
 * `attribute-names-missing`, `attribute-names-unused`: `attribute_names` exactly with `AugmentedManifestFile`.
 * `manifest-needs-pipe`: an augmented manifest is read in Pipe mode alone (SageMaker API, S3DataSource.S3DataType).
 * `compression-needs-pipe`: "File mode only supports NONE" (SageMaker API, Channel.CompressionType).
 * `record-wrapping-needs-pipe`: the same for RecordIO (SageMaker API, Channel.RecordWrapperType).
 */
export function checkTrainingChannel({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  if (!isTraining(spec)) return;
  for (const fault of faultsOf(spec.attributes)) collector.report({ severity: 'error', written, ...fault });
}

function faultsOf(attributes: TrainingSpec['attributes']): readonly Found[] {
  const { s3_data_type: type, data_input_mode: mode, attribute_names: names } = attributes;
  const isAugmented = type === 'AugmentedManifestFile';
  const faults: Found[] = [];
  if (isAugmented && (names === undefined || names.length === 0)) {
    faults.push({
      code: 'attribute-names-missing',
      attribute: 's3_data_type',
      message: '`s3_data_type` `AugmentedManifestFile` needs `attribute_names`',
      hint: 'add `attribute_names`, for example ["source-ref", "class"]: which members of each manifest line to read',
    });
  }
  if (!isAugmented && names !== undefined && names.length > 0) {
    faults.push({
      code: 'attribute-names-unused',
      attribute: 'attribute_names',
      part: 'key',
      message: `\`attribute_names\` is allowed only with \`s3_data_type\` \`AugmentedManifestFile\`, not \`${type}\``,
      hint: 'set `s3_data_type` to `AugmentedManifestFile`, or remove `attribute_names`',
    });
  }
  if (isAugmented && mode !== 'Pipe')
    faults.push(needsPipe('manifest-needs-pipe', 's3_data_type', { value: type, mode }));
  if (attributes.compression_type !== undefined && mode !== 'Pipe') {
    faults.push(needsPipe('compression-needs-pipe', 'compression_type', { value: attributes.compression_type, mode }));
  }
  if (attributes.data_record_wrapping !== undefined && mode !== 'Pipe') {
    const value = attributes.data_record_wrapping;
    faults.push(needsPipe('record-wrapping-needs-pipe', 'data_record_wrapping', { value, mode }));
  }
  return faults;
}

function needsPipe(
  code: string,
  attribute: string,
  { value, mode }: { readonly value: string; readonly mode: string },
): Found {
  return {
    code,
    attribute,
    message: `\`${attribute}\` \`${value}\` works only with \`data_input_mode\` \`Pipe\`, not \`${mode}\``,
    hint: `set \`data_input_mode\` to \`Pipe\`, or ${attribute === 's3_data_type' ? 'use another' : 'remove'} \`${attribute}\``,
  };
}
