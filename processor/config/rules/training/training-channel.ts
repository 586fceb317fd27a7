import type { FindingCollector, Fault } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isTraining, type TrainingSpec } from '../shared/spec-kinds.ts';

type Attributes = TrainingSpec['attributes'];
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
  // Each by itself: a faulty attribute leaves the rest to be said.
  for (const faultsOf of [manifestFaults, compressionFaults, wrappingFaults]) {
    written.doubt?.settle();
    for (const fault of faultsOf(spec.attributes)) collector.report({ severity: 'error', written, ...fault });
  }
}

function* manifestFaults(attributes: Attributes): Iterable<Found> {
  const { s3_data_type: type, attribute_names: names } = attributes;
  const isAugmented = type === 'AugmentedManifestFile';
  if (isAugmented && (names === undefined || names.length === 0)) {
    yield {
      code: 'attribute-names-missing',
      attribute: 's3_data_type',
      message: '`s3_data_type` `AugmentedManifestFile` needs `attribute_names`',
      hint: 'add `attribute_names`, for example ["source-ref", "class"]: which members of each manifest line to read',
    };
  }
  if (!isAugmented && names !== undefined && names.length > 0) {
    yield {
      code: 'attribute-names-unused',
      attribute: 'attribute_names',
      part: 'key',
      message: `\`attribute_names\` is allowed only with \`s3_data_type\` \`AugmentedManifestFile\`, not \`${type}\``,
      hint: 'set `s3_data_type` to `AugmentedManifestFile`, or remove `attribute_names`',
    };
  }
  const { data_input_mode: mode } = attributes;
  if (isAugmented && mode !== 'Pipe') yield needsPipe('manifest-needs-pipe', 's3_data_type', { value: type, mode });
}

function compressionFaults({ compression_type: value, data_input_mode: mode }: Attributes): readonly Found[] {
  if (value === undefined || mode === 'Pipe') return [];
  return [needsPipe('compression-needs-pipe', 'compression_type', { value, mode })];
}

function wrappingFaults({ data_record_wrapping: value, data_input_mode: mode }: Attributes): readonly Found[] {
  if (value === undefined || mode === 'Pipe') return [];
  return [needsPipe('record-wrapping-needs-pipe', 'data_record_wrapping', { value, mode })];
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
