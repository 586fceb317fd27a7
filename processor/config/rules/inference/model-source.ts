import type { ModelSourceAttributes, PipelineSpec } from '../../../../pipelines/spec.ts';
import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';
import { isBatch, isRealtime } from '../shared/spec-kinds.ts';
import { writtenName, writtenValue } from '../shared/written-name.ts';

type Source = keyof ModelSourceAttributes;

/**
 * `model-source-missing` (error): neither a model package nor everything that replaces it.
 * `model-source-ignored` (warning): both; the package wins, as in the orchestrator.
 */
export function checkModelSource({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  if (!isRealtime(spec) && !isBatch(spec)) return;
  const { stage } = workload.identity;
  const needed = imageAttributes(spec);
  if (spec.attributes.model_package_name !== undefined) {
    const ignored = needed.filter((attribute) => writtenValue(written, attribute, stage) !== undefined);
    const [first] = ignored;
    if (first === undefined) return;
    collector.report({
      code: 'model-source-ignored',
      severity: 'warning',
      written,
      attribute: first,
      stage,
      cause: 'model_package_name',
      part: 'key',
      message: `${list(ignored)} ${ignored.length === 1 ? 'has' : 'have'} no effect beside \`model_package_name\``,
      hint: 'the model package brings its own image and artifact: remove one of the two',
    });
    return;
  }
  const missing = needed.filter((attribute) => spec.attributes[attribute] === undefined);
  if (missing.length === 0) return;
  // An empty text or a per-stage map with an empty stage is written, and is the place to look at
  const empty = ['model_package_name' as const, ...missing].find((name) => writtenName(written, name) !== undefined);
  collector.report({
    code: 'model-source-missing',
    severity: 'error',
    written,
    ...(empty && { attribute: empty }),
    stage,
    message: `nothing says which model to serve in stage \`${stage}\`: ${list(missing)} ${missing.length === 1 ? 'is' : 'are'} missing`,
    hint: `give ${list(needed)}, or \`model_package_name\` alone for a registered model`,
  });
}

function imageAttributes({ pipelineType }: PipelineSpec): readonly Source[] {
  return pipelineType.endsWith('_custom')
    ? ['custom_image_uri', 'model_artifact_location']
    : ['model_framework', 'model_framework_version', 'model_artifact_location'];
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
