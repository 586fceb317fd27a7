import type { Finding } from '../../../model/finding.ts';
import { nearest } from '../../../model/nearest.ts';
import { collectFindings, type Fault, type FindingCollector } from '../shared/finding-collector.ts';
import { isSlipOf } from '../shared/is-slip-of.ts';
import { parseImageUri, type ImageUri } from '../shared/image-uri.ts';
import type { ResolvedWorkload, RuleContext } from '../shared/rule.ts';
import { isBatch, isRealtime } from '../shared/spec-kinds.ts';

/**
 * `custom-image-unbuilt` (warning): the image's repository is filled by image builders of this commit, but none of
 * them builds this tag; or they build this tag in a repository of nearly the same name. A warning, because an earlier
 * commit, or somebody else, may have built it. Where several workloads agree on the image, and nobody runs what the
 * builder builds, it is said there, once.
 */
export function checkCustomImage({ resolved }: RuleContext): readonly Finding[] {
  const builders = new Map<string, Map<string, ResolvedWorkload>>();
  for (const entry of resolved) {
    const { spec } = entry.workload;
    if (spec.pipelineType !== 'byom_image_builder') continue;
    // What one with a fault builds nobody knows.
    if (entry.written.doubt !== undefined) return [];
    const key = `${spec.environment.account}/${spec.environment.region}/${spec.attributes.ecr_repo_name}`;
    builders.set(key, (builders.get(key) ?? new Map<string, ResolvedWorkload>()).set(spec.attributes.image_tag, entry));
  }
  if (builders.size === 0) return [];
  const used = new Set<ResolvedWorkload>();
  const unbuilt = new Map<
    string,
    { readonly meant: Meant; readonly users: [ResolvedWorkload, ...ResolvedWorkload[]] }
  >();
  for (const entry of resolved) {
    const { spec } = entry.workload;
    if (!isRealtime(spec) && !isBatch(spec)) continue;
    const uri = spec.attributes.custom_image_uri ?? '';
    const image = parseImageUri(uri);
    if (!image || spec.attributes.model_package_name !== undefined || image.digest !== undefined) continue;
    const tag = image.tag ?? 'latest';
    const built = builders.get(`${image.account}/${image.region}/${image.repository}`);
    const builder = built?.get(tag);
    if (builder !== undefined) {
      used.add(builder);
      continue;
    }
    const known = unbuilt.get(uri);
    if (known !== undefined) {
      known.users.push(entry);
      continue;
    }
    const meant = built
      ? ofOtherTag(image, tag, built)
      : (ofOtherSign(image, builders) ?? ofOtherRepository(image, tag, builders));
    if (meant !== undefined) unbuilt.set(uri, { meant, users: [entry] });
  }
  const collector = collectFindings();
  for (const { meant, users } of unbuilt.values()) {
    const { builder } = meant;
    const places = new Set(users.map(({ written }) => written));
    if (builder !== undefined && places.size > 1 && !used.has(builder))
      reportBuilder({ ...meant, builder }, users, collector);
    else for (const user of users) reportUser(meant, user, collector);
  }
  return collector.findings;
}

/** What is said of an image that is not built, and the builder that is meant, if it is one alone. */
interface Meant extends Pick<Fault, 'message' | 'hint'> {
  readonly image: string;
  readonly attribute: 'image_tag' | 'ecr_repo_name';
  readonly builder: ResolvedWorkload | undefined;
}

function reportUser(
  { message, hint, builder, attribute }: Meant,
  user: ResolvedWorkload,
  collector: FindingCollector,
): void {
  collector.report({
    code: 'custom-image-unbuilt',
    severity: 'warning',
    written: user.written,
    attribute: 'custom_image_uri',
    stage: user.workload.identity.stage,
    message,
    hint,
    ...(builder && { related: [{ written: builder.written, attribute, message: 'the image builder' }] }),
  });
}

function reportBuilder(
  { image, attribute, builder }: Meant & { readonly builder: ResolvedWorkload },
  users: readonly ResolvedWorkload[],
  collector: FindingCollector,
): void {
  collector.report({
    code: 'custom-image-unbuilt',
    severity: 'warning',
    written: builder.written,
    attribute,
    message: `no workload runs the image that this one builds, and ${new Set(users.map(({ written }) => written)).size} run \`${image}\`, which nobody builds`,
    hint: `did you mean \`${image}\`? Ignore this if the repository has that image, too`,
    related: users.map(({ written, workload }) => ({
      written,
      attribute: 'custom_image_uri',
      stage: workload.identity.stage,
      message: 'run here',
    })),
  });
}

function ofOtherTag({ repository }: ImageUri, tag: string, built: ReadonlyMap<string, ResolvedWorkload>): Meant {
  const list = [...built.keys()].map((name) => `\`${name}\``).join(', ');
  const near = nearest(tag, built.keys());
  return {
    image: `${repository}:${tag}`,
    attribute: 'image_tag',
    builder: near !== undefined ? built.get(near) : built.size === 1 ? [...built.values()][0] : undefined,
    message: `no image builder of this commit builds tag \`${tag}\` of \`${repository}\`; it builds ${list}`,
    hint:
      near === undefined
        ? 'use a tag that is built here, or make sure that this one is in the repository'
        : `did you mean \`${near}\`?`,
  };
}

/** The repository with the same tag whose name is a slip of the finger away, or has this one behind a namespace. */
function ofOtherRepository(
  { account, region, repository }: ImageUri,
  tag: string,
  builders: ReadonlyMap<string, ReadonlyMap<string, ResolvedWorkload>>,
): Meant | undefined {
  const home = `${account}/${region}/`;
  for (const [key, built] of builders) {
    const builder = key.startsWith(home) ? built.get(tag) : undefined;
    const name = key.slice(home.length);
    const isPart = name.endsWith(`/${repository}`) && !name.includes('.dkr.');
    if (builder === undefined || !(isPart || isSlipOf(repository, name))) continue;
    return {
      image: `${repository}:${tag}`,
      attribute: 'ecr_repo_name',
      builder,
      message: `no image builder of this commit fills \`${repository}\`; one builds tag \`${tag}\` of \`${name}\``,
      hint: `did you mean \`${name}\`? Ignore this if the other repository has the image, too`,
    };
  }
  return undefined;
}

/** The tag behind another sign than a colon, so that it is taken for a part of the name of the repository. */
function ofOtherSign(
  { account, region, repository, tag }: ImageUri,
  builders: ReadonlyMap<string, ReadonlyMap<string, ResolvedWorkload>>,
): Meant | undefined {
  if (tag !== undefined) return undefined;
  const home = `${account}/${region}/`;
  for (const [key, built] of builders) {
    const name = key.slice(home.length);
    if (!key.startsWith(home) || !repository.startsWith(name)) continue;
    const builder = built.get(repository.slice(name.length).replace(/^[/_.-]/, ''));
    if (builder?.workload.spec.pipelineType !== 'byom_image_builder') continue;
    const image = `${name}:${builder.workload.spec.attributes.image_tag}`;
    return {
      image,
      attribute: 'image_tag',
      // It is the image that is written wrong, whoever else writes it so.
      builder: undefined,
      message: `no image builder of this commit fills \`${repository}\`; one builds \`${image}\``,
      hint: `did you mean \`${image}\`, with a colon before the tag?`,
    };
  }
  return undefined;
}
