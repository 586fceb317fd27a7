import type { FrameworkImages, ImageEntry, ImageGroup, ImageVersions } from './image-table.ts';
import { imageProblem } from './image-problem.ts';
import type { ImageProblem, ImageRequest } from './image-request.ts';

/** A version found: `version` as it goes into the tag, `listed` the name of its entry in the table. */
export interface ResolvedVersion {
  readonly version: string;
  readonly listed: string;
  readonly image: ImageVersions;
  readonly notes: readonly string[];
}

/** All versions of a group, in the published order. */
export function groupVersions(group: ImageGroup): readonly string[] {
  return group.images.flatMap((image) => image.versions);
}

/** Aliases keep their name in the tag; a framework with one version has it whatever is asked, as in the SDK. */
export function resolveVersion(
  request: ImageRequest,
  images: FrameworkImages,
  group: ImageGroup,
): ResolvedVersion | { readonly problem: ImageProblem } {
  const { framework, scope, version } = request;
  const versions = groupVersions(group);
  const allowed = [...versions, ...Object.keys(group.aliases ?? {})];
  // a Hugging Face tag repeats the version as given: taking the only one for another would name an image that is not
  // there
  const single = framework !== 'huggingface' && versions.length === 1 ? versions[0] : undefined;
  const latest = framework === 'huggingface' ? undefined : images.latest?.[scope];
  const wanted = version ?? single ?? latest;
  const taken = wanted !== undefined && allowed.includes(wanted) ? wanted : single;
  const listed = taken === undefined ? undefined : (group.aliases?.[taken] ?? taken);
  const image = group.images.find((candidate) => candidate.versions.includes(listed ?? ''));
  if (taken === undefined || listed === undefined || !image) {
    return imageProblem({ kind: 'version', what: `version of ${framework} for ${scope}`, given: wanted, allowed });
  }
  return { version: taken, listed, image, notes: versionNotes(request, taken) };
}

function versionNotes({ framework, version }: ImageRequest, taken: string): readonly string[] {
  if (version === taken || taken === '') return [];
  if (version === undefined) return [`version of ${framework} is not given: ${taken} is taken`];
  return [`version "${version}" of ${framework} is not known: ${taken}, its only one, is taken`];
}

/** The base framework of a Hugging Face image, spelt in full. */
export function resolveBase(
  { baseFrameworkVersion: given }: ImageRequest,
  image: ImageVersions,
): { readonly base: string; readonly entry: ImageEntry } | { readonly problem: ImageProblem } {
  const base = image.baseAliases?.[given ?? ''] ?? given;
  const entry = base === undefined ? undefined : image.byBase?.[base];
  if (base !== undefined && entry) return { base, entry };
  const allowed = [...Object.keys(image.byBase ?? {}), ...Object.keys(image.baseAliases ?? {})];
  const what = `base framework version for huggingface ${image.versions.join(', ')}`;
  return imageProblem({ kind: 'base-framework-version', what, given, allowed });
}
