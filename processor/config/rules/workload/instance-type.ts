import type { PipelineSpec } from '../../../../pipelines/spec.ts';
import { createSuggester } from '../shared/did-you-mean.ts';
import { isBatch, isRealtime, isTraining } from '../shared/spec-kinds.ts';
import type { WorkloadCheck } from '../shared/workload-check.ts';
import catalogue from './instance-types.json' with { type: 'json' };

/** What an instance is for: SageMaker offers each type for some of these. */
export type InstanceUse = 'training' | 'endpoint' | 'transform' | 'processing';

const USES: readonly InstanceUse[] = ['training', 'endpoint', 'transform', 'processing'];
const NAMES: Readonly<Record<InstanceUse, string>> = {
  training: 'training jobs',
  endpoint: 'endpoints',
  transform: 'batch transform jobs',
  processing: 'processing jobs (baselines and monitors)',
};

/**
 * Instance types against the enumerations of the SageMaker SDK (`instance-types.json`: its version and date inside).
 * Warnings only: AWS may have added types since, and not every region has every type.
 *
 * `instance-type-unknown`: in no enumeration. `instance-type-other-use`: known, but not for this use.
 */
export function createInstanceTypeCheck(): WorkloadCheck {
  const suggest = createSuggester();
  /** Types that were found, by use: a commit has few. */
  const found: Record<InstanceUse, Set<string>> = {
    training: new Set(),
    endpoint: new Set(),
    transform: new Set(),
    processing: new Set(),
  };
  return function checkInstanceType({ written, workload }, collector) {
    const used = instanceOf(workload.spec);
    if (!used || found[used.use].has(used.type)) return;
    if (isInstanceTypeKnown(used.type, used.use)) {
      found[used.use].add(used.type);
      return;
    }
    const others = USES.filter((use) => isInstanceTypeKnown(used.type, use));
    const at = { written, attribute: used.attribute, stage: workload.identity.stage, severity: 'warning' as const };
    const types = listInstanceTypes(used.use);
    if (others.length > 0) {
      collector.report({
        ...at,
        code: 'instance-type-other-use',
        message: `\`${used.type}\` is not offered for ${NAMES[used.use]}, only for ${others.map((use) => NAMES[use]).join(', ')}`,
        hint: suggest(used.type, relativesOf(used.type, types), 'choose another instance type, such as `ml.m5.large`'),
      });
    } else {
      collector.report({
        ...at,
        code: 'instance-type-unknown',
        message: `no instance type \`${used.type}\` is known`,
        hint: suggest(used.type, nearTypes(used, types), familyHint(used)),
      });
    }
  };
}

/** Whether the catalogue knows the type for that use. */
export function isInstanceTypeKnown(type: string, use: InstanceUse): boolean {
  const [ml, family = '', size = '', ...rest] = type.split('.');
  return ml === 'ml' && rest.length === 0 && sizesOf(use, family).includes(size);
}

interface UsedInstance {
  readonly attribute: 'instance_type' | 'inference_instance';
  readonly use: InstanceUse;
  readonly type: string;
}

/** The instance type that a workload asks for; undefined for those without one. */
export function instanceOf(spec: PipelineSpec): UsedInstance | undefined {
  if (isTraining(spec)) return { attribute: 'instance_type', use: 'training', type: spec.attributes.instance_type };
  if (isRealtime(spec)) {
    const type = spec.attributes.inference_instance;
    return type === undefined ? undefined : { attribute: 'inference_instance', use: 'endpoint', type };
  }
  if (isBatch(spec)) {
    return { attribute: 'inference_instance', use: 'transform', type: spec.attributes.inference_instance };
  }
  if (spec.pipelineType === 'byom_image_builder' || spec.pipelineType === 'model_autopilot_training') return undefined;
  return { attribute: 'instance_type', use: 'processing', type: spec.attributes.instance_type };
}

function sizesOf(use: InstanceUse, family: string): readonly string[] {
  const families: Readonly<Record<string, string>> = catalogue[use];
  return Object.hasOwn(families, family) ? (families[family] ?? '').split(' ') : [];
}

function listInstanceTypes(use: InstanceUse): readonly string[] {
  return Object.entries(catalogue[use]).flatMap(([family, sizes]) =>
    sizes.split(' ').map((size) => `ml.${family}.${size}`),
  );
}

/** Types of the same purpose: a letter further is a graphics card or a Trainium chip, at fifty times the price. */
function relativesOf(type: string, types: readonly string[]): readonly string[] {
  const purpose = purposeOf(type);
  return types.filter((other) => purposeOf(other) === purpose);
}

/** The letters before the generation: `m` of `ml.m5d.large`. */
function purposeOf(type: string): string | undefined {
  return /^ml\.([a-z]+)/.exec(type)?.[1];
}

/**
 * Of a family that is known the size is wrong: another family is no repair. Else types of the same size, where there
 * are any, the newest first; slips of the finger seldom change the first letter of a family.
 */
function nearTypes({ use, type }: UsedInstance, types: readonly string[]): readonly string[] {
  const [, family = '', size = ''] = type.split('.');
  const sizes = sizesOf(use, family);
  if (sizes.length > 0) return sizes.map((known) => `ml.${family}.${known}`);
  const alike = types.filter((known) => known.startsWith(`ml.${family.charAt(0)}`)).toReversed();
  const ofSize = alike.filter((known) => known.endsWith(`.${size}`));
  return ofSize.length > 0 ? ofSize : alike;
}

function familyHint({ use, type }: UsedInstance): string {
  const family = type.split('.')[1] ?? '';
  const sizes = sizesOf(use, family);
  return sizes.length === 0 ? 'use one such as `ml.m5.large`' : `\`ml.${family}\` comes in ${sizes.join(', ')}`;
}
