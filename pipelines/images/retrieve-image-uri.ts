import { partitionOf } from '../shared/partition.ts';
import { findImageGroup, type FoundGroup } from './find-image-group.ts';
import { imageProblem } from './image-problem.ts';
import type { ImageFound, ImageLookup, ImageProblem, ImageRequest } from './image-request.ts';
import { imageTable, type FrameworkImages } from './image-table.ts';
import { imageTag } from './image-tag.ts';
import { endedInstance, processorProblem, selectProcessor, unsupportedInstance } from './instance-processor.ts';
import { registryAccount, registryRegions } from './registry-accounts.ts';
import { resolvePython } from './resolve-python.ts';
import { resolveBase, resolveVersion, type ResolvedVersion } from './resolve-version.ts';

interface Problem {
  readonly problem: ImageProblem;
}

/**
 * The image that `sagemaker.image_uris.retrieve` (SageMaker Python SDK, version in `imageTable.source`) would choose,
 * or the first thing that stands in the way, in the SDK's order of checks. Pure and synchronous.
 *
 * Departs from the SDK in two places: it takes the newest Python version where several are listed and none is given
 * (the SDK refuses), and refuses a Hugging Face version that is missing or not listed (the SDK names an image that
 * does not exist). Elastic Inference, training compiler and model-parallel images are not in the table.
 */
export function retrieveImageUri(request: ImageRequest): ImageLookup {
  const { framework } = request;
  const images = Object.hasOwn(imageTable.frameworks, framework) ? imageTable.frameworks[framework] : undefined;
  if (!images) {
    return imageProblem({
      kind: 'framework',
      what: 'framework',
      given: framework,
      allowed: Object.keys(imageTable.frameworks),
    });
  }
  const unsupported = unsupportedInstance(framework, request.instanceType);
  if (unsupported) return { problem: unsupported };
  const found = findImageGroup(request, images);
  if ('problem' in found) return found;
  return locate(request, images, found);
}

function locate(request: ImageRequest, images: FrameworkImages, found: FoundGroup): ImageLookup {
  const resolved = resolveVersion(request, images, found.group);
  if ('problem' in resolved) return resolved;
  const base = resolved.image.byBase ? resolveBase(request, resolved.image) : undefined;
  if (base && 'problem' in base) return base;
  const python = resolvePython(request, base?.entry ?? resolved.image);
  if ('problem' in python) return python;

  const { entry, pythonVersion } = python;
  const { framework, region, instanceType } = request;
  const account = registryAccount(entry.registry, region);
  if (account === undefined) {
    const fault = `AWS publishes no image of ${`${framework} ${resolved.version}`.trimEnd()} in "${region}"`;
    const allowed = registryRegions(entry.registry);
    return imageProblem({ kind: 'region', what: 'region', given: region, allowed, fault });
  }
  const selected = selectProcessor(request, found.group.processors ?? entry.processors ?? []);
  if ('problem' in selected) return selected;
  const suffix = entry.suffixes?.[selected.processor ?? ''];
  if (entry.suffixes && suffix === undefined) return noSuchProcessor(request, resolved, Object.keys(entry.suffixes));
  const ended = endedInstance(framework, resolved.version, instanceType);
  if (ended) return { problem: ended };

  const prefix = base
    ? huggingFacePrefix(request, resolved, base.base, entry.repo)
    : (entry.prefix ?? resolved.version);
  const processor = found.tool ?? selected.processor;
  const tag = entry.tag ?? imageTag({ framework, prefix, processor, pythonVersion, suffix, instanceType });
  const uri = `${account}.dkr.ecr.${region}.${partitionOf(region).dnsSuffix}/${entry.repo}${tag === '' ? '' : `:${tag}`}`;
  return answer(uri, resolved.version, { processor: selected.processor, pythonVersion }, [
    ...found.notes,
    ...resolved.notes,
    ...python.notes,
  ]);
}

function answer(
  uri: string,
  version: string,
  { processor, pythonVersion }: Pick<ImageFound, 'processor' | 'pythonVersion'>,
  notes: readonly string[],
): ImageFound {
  return {
    uri,
    version,
    ...(processor !== undefined && { processor }),
    ...(pythonVersion !== undefined && { pythonVersion }),
    notes,
  };
}

function noSuchProcessor(
  { framework, instanceType }: ImageRequest,
  { version }: ResolvedVersion,
  allowed: readonly string[],
): Problem {
  const processors = allowed;
  return processorProblem(`${framework} ${version}`, { instanceType, processors, processor: undefined });
}

/**
 * `<base version>-transformers<version>`: aliases as given, except in the Neuron serving images, which spell them out.
 */
function huggingFacePrefix(
  { baseFrameworkVersion }: ImageRequest,
  { version, listed }: ResolvedVersion,
  base: string,
  repo: string,
) {
  const spelt = /^huggingface-pytorch-inference-neuronx?$/.test(repo);
  const number = (spelt ? base : (baseFrameworkVersion ?? base)).replace(/^(?:pytorch|tensorflow)/, '');
  return `${number}-transformers${spelt ? listed : version}`;
}
