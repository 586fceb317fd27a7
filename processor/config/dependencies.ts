import { endpointName } from '../../pipelines/names.ts';
import type { PipelineSpec } from '../../pipelines/spec.ts';
import { appendTo } from '../model/append-to.ts';
import type { WorkloadDependency } from '../model/workload.ts';
import type { ResolvedWorkload } from './rules/shared/rule.ts';
import { isMonitor, referenceOf } from './rules/shared/spec-kinds.ts';

type Because = WorkloadDependency['because'];

/** What workloads of one stage make, by what others call it. */
interface Makers {
  readonly endpoints: Index;
  readonly images: Index;
  readonly artifacts: Index;
  readonly data: Index;
  readonly references: Index;
}

type Index = Map<string, string[]>;

const NONE: readonly WorkloadDependency[] = [];
const NOBODY: readonly string[] = [];

/**
 * Fills in which workloads wait for which others of their stage: an image builder before those who run its image, an
 * endpoint before its monitors, a training job before those who serve what it writes, a batch transform before those
 * who read its predictions, and whatever `depends_on` names. Work grows with the number of workloads.
 */
export function inferDependencies(resolved: readonly ResolvedWorkload[]): readonly ResolvedWorkload[] {
  const stages = new Map<string, Makers>();
  const isAsked = resolved.some(({ written }) => written.attributes['depends_on'] !== undefined);
  // Names of endpoints are hashed, and what hashes takes as long to load as all that is said about a file.
  const isWatched = resolved.some(({ workload }) => isMonitor(workload.spec));
  for (const { workload } of resolved) {
    const { stage } = workload.identity;
    let makers = stages.get(stage);
    if (makers === undefined) stages.set(stage, (makers = emptyMakers()));
    index(workload.spec, { makers, isWatched });
    if (isAsked) appendTo(makers.references, referenceOf(workload.spec).toLowerCase(), workload.spec.stackName);
  }
  return resolved.map((one) => {
    const makers = stages.get(one.workload.identity.stage) ?? emptyMakers();
    const dependsOn = dependenciesOf(one, { makers, isAsked });
    if (dependsOn.length === 0) return one;
    const { identity, configPath, pointer, spec } = one.workload;
    return { written: one.written, workload: { identity, configPath, pointer, spec, dependsOn } };
  });
}

function emptyMakers(): Makers {
  return { endpoints: new Map(), images: new Map(), artifacts: new Map(), data: new Map(), references: new Map() };
}

function index(
  spec: PipelineSpec,
  { makers, isWatched }: { readonly makers: Makers; readonly isWatched: boolean },
): void {
  switch (spec.pipelineType) {
    case 'model_training_builtin':
    case 'model_tuner_builtin':
    case 'model_autopilot_training':
      appendTo(makers.artifacts, spec.attributes.job_output_location, spec.stackName);
      break;
    case 'byom_realtime_builtin':
    case 'byom_realtime_custom':
      if (isWatched) appendTo(makers.endpoints, endpointName(spec), spec.stackName);
      break;
    case 'byom_batch_builtin':
    case 'byom_batch_custom':
      appendTo(makers.data, spec.attributes.batch_job_output_location, spec.stackName);
      break;
    case 'byom_image_builder':
      appendTo(makers.images, `${spec.attributes.ecr_repo_name}:${spec.attributes.image_tag}`, spec.stackName);
      break;
    case 'byom_data_quality_monitor':
    case 'byom_model_quality_monitor':
    case 'byom_model_bias_monitor':
    case 'byom_model_explainability_monitor':
      break;
    default:
      spec satisfies never;
  }
}

function dependenciesOf(
  { written, workload }: ResolvedWorkload,
  { makers, isAsked }: { readonly makers: Makers; readonly isAsked: boolean },
): readonly WorkloadDependency[] {
  const { spec } = workload;
  let found: Map<string, Because> | undefined;
  function note(stacks: readonly string[], because: Because): void {
    for (const stack of stacks) {
      if (stack === spec.stackName || found?.has(stack) === true) continue;
      (found ??= new Map()).set(stack, because);
    }
  }
  switch (spec.pipelineType) {
    case 'byom_realtime_builtin':
    case 'byom_realtime_custom':
    case 'byom_batch_builtin':
    case 'byom_batch_custom': {
      const { custom_image_uri: image, model_artifact_location: artifact } = spec.attributes;
      if (image !== undefined) note(makers.images.get(imageName(image)) ?? NOBODY, 'image');
      if (artifact !== undefined) note(above(makers.artifacts, artifact), 'artifact');
      if ('batch_inference_data' in spec.attributes)
        note(above(makers.data, spec.attributes.batch_inference_data), 'data');
      break;
    }
    case 'byom_data_quality_monitor':
    case 'byom_model_quality_monitor':
    case 'byom_model_bias_monitor':
    case 'byom_model_explainability_monitor':
      note(makers.endpoints.get(spec.attributes.endpoint_name) ?? NOBODY, 'endpoint');
      note(above(makers.data, spec.attributes.baseline_data), 'data');
      break;
    case 'model_training_builtin':
    case 'model_tuner_builtin':
    case 'model_autopilot_training':
      note(above(makers.data, spec.attributes.training_data), 'data');
      break;
    case 'byom_image_builder':
      break;
    default:
      spec satisfies never;
  }
  const asked = isAsked ? written.attributes['depends_on'] : undefined;
  for (const reference of Array.isArray(asked) ? asked.map(String) : []) {
    note(makers.references.get(reference.toLowerCase()) ?? NOBODY, 'depends_on');
  }
  if (found === undefined) return NONE;
  return [...found]
    .map(([stackName, because]) => ({ stackName, because }))
    .sort((a, b) => (a.stackName < b.stackName ? -1 : 1));
}

/** Those who write to a location or to a prefix of it. */
function above(makers: Index, uri: string): readonly string[] {
  if (makers.size === 0) return NOBODY;
  let stacks = NOBODY;
  let prefix = uri.endsWith('/') ? uri.replace(/\/+$/, '') : uri;
  while (prefix.length > 's3://'.length) {
    const here = makers.get(prefix);
    if (here !== undefined) stacks = stacks === NOBODY ? here : [...stacks, ...here];
    const slash = prefix.lastIndexOf('/');
    prefix = slash <= 's3://'.length ? '' : prefix.slice(0, slash);
  }
  return stacks;
}

/** `repository:tag` of an image URI. */
function imageName(uri: string): string {
  return uri.slice(uri.indexOf('/') + 1).replace(/@.*$/, '');
}
