import type { FindingCollector } from '../shared/finding-collector.ts';
import type { ResolvedWorkload } from '../shared/rule.ts';

/**
 * `repository-address` (error): the address of a repository where its name is asked for. It has the form of a name, and
 * no repository is called so.
 */
export function checkImageRepository({ written, workload }: ResolvedWorkload, collector: FindingCollector): void {
  const { spec } = workload;
  if (spec.pipelineType !== 'byom_image_builder') return;
  const [, name] = /^\d{12}\.dkr\.ecr\.[^/]+\/(.+)$/.exec(spec.attributes.ecr_repo_name) ?? [];
  if (name === undefined) return;
  collector.report({
    code: 'repository-address',
    severity: 'error',
    written,
    attribute: 'ecr_repo_name',
    stage: workload.identity.stage,
    message: '`ecr_repo_name` is the address of a repository; its name alone is asked for',
    hint: `write \`${name}\`: account and region are those of the stage`,
  });
}
