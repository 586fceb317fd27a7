import { imageProblem } from './image-problem.ts';
import type { ImageProblem, ImageRequest } from './image-request.ts';

/** Families that the SDK (fw_utils.py, 2.257.7) takes for Graviton; newer ones (`m7g`) it takes for x86. */
const GRAVITON_FAMILIES = new Set(['m6g', 'm6gd', 'c6g', 'c6gd', 'c6gn', 'c7g', 'r6g', 'r6gd']);
const GRAVITON_FRAMEWORKS = ['pytorch', 'sklearn', 'tensorflow', 'xgboost'];

/** The family of `ml.<family>.<size>` (or `ml_<family>`); undefined for anything else, `local` included. */
export function instanceFamily(instanceType: string | undefined): string | undefined {
  return /^ml[._]([a-z\d-]+)(?:[.A-Z_]\w*)?$/.exec(instanceType ?? '')?.[1];
}

/** Whether the SDK looks for an `inference_graviton` image: only for frameworks that have one. */
export function usesGraviton(framework: string, instanceType: string | undefined): boolean {
  return GRAVITON_FAMILIES.has(instanceFamily(instanceType) ?? '') && GRAVITON_FRAMEWORKS.includes(framework);
}

/** Trainium has images of pytorch alone, Graviton of four frameworks (image_uris.py). */
export function unsupportedInstance(framework: string, instanceType: string | undefined): ImageProblem | undefined {
  if (instanceType?.includes('trn') === true && framework !== 'pytorch') {
    return instanceProblem(framework, instanceType, 'Trainium instances run pytorch only').problem;
  }
  if (GRAVITON_FAMILIES.has(instanceFamily(instanceType) ?? '') && !GRAVITON_FRAMEWORKS.includes(framework)) {
    return instanceProblem(framework, instanceType, `Graviton instances run ${GRAVITON_FRAMEWORKS.join(', ')} only`)
      .problem;
  }
  return undefined;
}

/** P2 instances ended with PyTorch 1.13 and TensorFlow 2.12 (image_uris.py). */
export function endedInstance(
  framework: string,
  version: string,
  instanceType: string | undefined,
): ImageProblem | undefined {
  if (instanceFamily(instanceType) !== 'p2') return undefined;
  const ended = framework === 'pytorch' ? [1, 13] : framework === 'tensorflow' ? [2, 12] : undefined;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (!ended || major < (ended[0] ?? 0) || (major === ended[0] && minor < (ended[1] ?? 0))) return undefined;
  return instanceProblem(
    `${framework} ${version}`,
    instanceType,
    `P2 ended with ${framework} ${ended.join('.')}, take G or P3 and later`,
  ).problem;
}

/** The processor part of the tag: undefined where images are the same for all (`processors` empty). */
export function selectProcessor(
  { framework, instanceType, serverless }: ImageRequest,
  processors: readonly string[],
): { readonly processor: string | undefined } | { readonly problem: ImageProblem } {
  const [first] = processors;
  if (first === undefined) return { processor: undefined };
  if (processors.length === 1 && instanceType === undefined) return { processor: first };
  if (serverless === true) return { processor: 'cpu' };
  if (instanceType === undefined) {
    return imageProblem({
      kind: 'instance-type',
      what: `instance type for ${framework}`,
      given: undefined,
      allowed: [],
      cure: `its images differ by processor (${processors.join(', ')}): give one such as ml.m5.xlarge`,
    });
  }
  const processor = processorOf(instanceType, processors);
  if (processor === undefined) return instanceProblem(framework, instanceType, 'write it as ml.<family>.<size>');
  if (processors.includes(processor)) return { processor };
  return processorProblem(framework, { instanceType, processors, processor });
}

const EXAMPLES: Readonly<Record<string, string>> = { cpu: 'ml.m5.xlarge', gpu: 'ml.g5.xlarge', inf: 'ml.inf1.xlarge' };

/** There are images, and none for the processor that instances of this type have. */
export function processorProblem(
  framework: string,
  at: {
    readonly instanceType: string | undefined;
    readonly processors: readonly string[];
    readonly processor: string | undefined;
  },
): { readonly problem: ImageProblem } {
  const { instanceType = 'serverless', processors, processor } = at;
  const example = EXAMPLES[processors[0] ?? ''];
  const such = example === undefined ? '' : ` (such as ${example})`;
  return imageProblem({
    kind: 'processor',
    what: 'processor of instance type',
    given: instanceType,
    allowed: processors,
    fault: `${framework} has no image for "${instanceType}"${processor === undefined ? '' : ` (${processor})`}`,
    cure: `its images here are for ${processors.join(', ')}: choose an instance type of that kind${such}`,
  });
}

function processorOf(instanceType: string, processors: readonly string[]): string | undefined {
  if (instanceType.startsWith('local')) return instanceType === 'local' ? 'cpu' : 'gpu';
  if (instanceType.startsWith('neuron')) return 'neuron';
  const family = instanceFamily(instanceType);
  if (family === undefined) return undefined;
  if (processors.includes(family)) return family;
  if (family.startsWith('inf')) return 'inf';
  if (family.startsWith('trn')) return 'trn';
  return /^[gp]/.test(family) ? 'gpu' : 'cpu';
}

function instanceProblem(framework: string, given: string | undefined, cure: string) {
  const fault = `${framework} does not run on ${given === undefined ? 'no instance type' : `"${given}"`}`;
  return imageProblem({
    kind: 'instance-type',
    what: `instance type for ${framework}`,
    given,
    allowed: [],
    fault,
    cure,
  });
}
