import type { FrameworkImages, ImageGroup } from './image-table.ts';
import { imageProblem } from './image-problem.ts';
import { instanceFamily, usesGraviton } from './instance-processor.ts';
import type { ImageProblem, ImageRequest } from './image-request.ts';

/** The images that a request is about, before its version is looked at. */
export interface FoundGroup {
  readonly group: ImageGroup;
  /** Takes the place of the processor in the tag. */
  readonly tool: string | undefined;
  readonly notes: readonly string[];
}

/** Chooses by inference tool, Graviton and scope; one scope only is taken whatever was asked, as the SDK does. */
export function findImageGroup(
  request: ImageRequest,
  images: FrameworkImages,
): FoundGroup | { readonly problem: ImageProblem } {
  const { framework, instanceType } = request;
  const tool = request.inferenceTool ?? defaultTool(images, instanceType);
  const groups = tool === undefined ? images.groups : images.tools?.[tool];
  if (!groups) {
    const allowed = Object.keys(images.tools ?? {});
    return imageProblem({ kind: 'inference-tool', what: `inference tool of ${framework}`, given: tool, allowed });
  }
  const scope = usesGraviton(framework, instanceType) ? 'inference_graviton' : request.scope;
  const scopes = groups.flatMap((group) => group.scopes);
  const [only] = scopes;
  const taken = scopes.length === 1 && only !== undefined ? only : scope;
  const group = groups.find((candidate) => candidate.scopes.includes(taken));
  if (!group)
    return imageProblem({ kind: 'scope', what: `image scope of ${framework}`, given: scope, allowed: scopes });
  const notes = taken === scope ? [] : [`${framework} has ${taken} images only: one of these is taken for ${scope}`];
  return { group, tool, notes };
}

function defaultTool(images: FrameworkImages, instanceType: string | undefined): string | undefined {
  return images.tools && /^(?:inf|trn)/.test(instanceFamily(instanceType) ?? '') ? 'neuron' : undefined;
}
