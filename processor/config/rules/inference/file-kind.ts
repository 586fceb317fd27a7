import { escapeText } from '../../../model/escape-text.ts';
import { withoutPasted } from '../../shared/pasted-signs.ts';
import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isBatch, isMonitor, isRealtime } from '../shared/spec-kinds.ts';

/**
 * Files that AWS takes in one form only, by their names. Warnings, because a name does not prove what is in a file.
 *
 * `model-artifact-form`: SageMaker unpacks a model from one gzip-compressed tar archive (SageMaker API reference,
 * ContainerDefinition.ModelDataUrl). `baseline-form`: baselines are computed of CSV with a header.
 * `build-context-form`: CodePipeline reads the context of an image from one zip.
 */
export function checkFileKind({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  const { stage } = workload.identity;
  if (spec.pipelineType === 'byom_image_builder') {
    const name = fileName(spec.attributes.custom_algorithm_docker);
    // A sign behind the name is a finding of its own.
    if (/\.zip$/i.test(withoutPasted(name))) return;
    collector.report({
      code: 'build-context-form',
      severity: 'warning',
      written,
      attribute: 'custom_algorithm_docker',
      stage,
      message: `\`${name}\` is not called \`.zip\`: the build context of an image is one zip file`,
      hint: 'zip the folder with the Dockerfile at the root of the archive, and name the object `<name>.zip`',
    });
  }
  if (isMonitor(spec)) {
    const name = fileName(spec.attributes.baseline_data);
    if (!/\.(?:parquet|jsonl?|jsonlines|avro|orc|xlsx?|pkl|tar|tgz|tar\.gz|zip)$/i.test(name)) return;
    collector.report({
      code: 'baseline-form',
      severity: 'warning',
      written,
      attribute: 'baseline_data',
      stage,
      message: `\`${name}\` is not called \`.csv\`: a baseline is computed of CSV with a header line`,
      hint: 'export the data as CSV, with the names of the columns in the first line',
    });
  }
  if (!isRealtime(spec) && !isBatch(spec)) return;
  const { model_artifact_location: location } = spec.attributes;
  if (location === undefined || withoutPasted(location).endsWith('.tar.gz')) return;
  collector.report({
    code: 'model-artifact-form',
    severity: 'warning',
    written,
    attribute: 'model_artifact_location',
    stage,
    message: fileName(location).includes('.')
      ? `\`${fileName(location)}\` is not called \`.tar.gz\`: SageMaker unpacks a model from one such archive`
      : `\`${fileName(location)}\` looks like a folder: SageMaker unpacks a model from one archive, called \`.tar.gz\``,
    hint: pasted(location) ?? 'pack the files of the model with `tar -czf model.tar.gz`, and name that object',
  });
}

/** The archive, where signs stand behind it that end a sentence or a list. */
function pasted(location: string): string | undefined {
  const archive = /^(.*\.tar\.gz)[.:)\]}>]+$/i.exec(location)?.[1];
  return archive && `remove what stands behind \`${escapeText(fileName(archive))}\``;
}

function fileName(location: string): string {
  const name = location.slice(location.lastIndexOf('/') + 1);
  return name.length > 60 ? `${name.slice(0, 20)}…${name.slice(-20)}` : name;
}
