import type { Finding } from '../../../model/finding.ts';
import { isOneSlipApart } from '../../../model/nearest.ts';
import { createSuggester } from '../shared/did-you-mean.ts';
import { collectFindings } from '../shared/finding-collector.ts';
import { parseImageUri, type ImageUri } from '../shared/image-uri.ts';
import type { RuleContext } from '../shared/rule.ts';
import { isBatch, isRealtime } from '../shared/spec-kinds.ts';

/**
 * `custom-image-unbuilt` (warning): the image's repository is filled by image builders of this commit, but none of
 * them builds this tag; or they build this tag in a repository of nearly the same name. A warning, because an earlier
 * commit, or somebody else, may have built it.
 */
export function checkCustomImage({ resolved }: RuleContext): readonly Finding[] {
  const collector = collectFindings();
  const suggest = createSuggester();
  const tags = new Map<string, Set<string>>();
  for (const { workload } of resolved) {
    const { spec } = workload;
    if (spec.pipelineType !== 'byom_image_builder') continue;
    const key = `${spec.environment.account}/${spec.environment.region}/${spec.attributes.ecr_repo_name}`;
    tags.set(key, (tags.get(key) ?? new Set()).add(spec.attributes.image_tag));
  }
  if (tags.size === 0) return [];
  for (const { written, workload } of resolved) {
    const { spec } = workload;
    if (!isRealtime(spec) && !isBatch(spec)) continue;
    const image = parseImageUri(spec.attributes.custom_image_uri ?? '');
    if (!image || spec.attributes.model_package_name !== undefined || image.digest !== undefined) continue;
    const built = tags.get(`${image.account}/${image.region}/${image.repository}`);
    const tag = image.tag ?? 'latest';
    const at = { written, attribute: 'custom_image_uri', stage: workload.identity.stage };
    if (!built) {
      const repository = misspelt(image, tag, tags);
      if (repository === undefined) continue;
      collector.report({
        ...at,
        code: 'custom-image-unbuilt',
        severity: 'warning',
        message: `no image builder of this commit fills \`${image.repository}\`; one builds tag \`${tag}\` of \`${repository}\``,
        hint: `did you mean \`${repository}\`? Ignore this if the other repository has the image, too`,
      });
      continue;
    }
    if (built.has(tag)) continue;
    const list = [...built].map((name) => `\`${name}\``).join(', ');
    collector.report({
      code: 'custom-image-unbuilt',
      severity: 'warning',
      ...at,
      message: `no image builder of this commit builds tag \`${tag}\` of \`${image.repository}\`; it builds ${list}`,
      hint: suggest(tag, built, 'use a tag that is built here, or make sure that this one is in the repository'),
    });
  }
  return collector.findings;
}

/** The repository with the same tag whose name is a slip of the finger away. */
function misspelt(
  { account, region, repository }: ImageUri,
  tag: string,
  tags: ReadonlyMap<string, ReadonlySet<string>>,
): string | undefined {
  const home = `${account}/${region}/`;
  for (const [key, built] of tags) {
    if (!key.startsWith(home) || !built.has(tag)) continue;
    const name = key.slice(home.length);
    if (isOneSlipApart(repository, name)) return name;
  }
  return undefined;
}
