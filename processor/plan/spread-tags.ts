import type { ConfigChange, ResourceChange } from '../model/plan.ts';
import type { StackTemplate } from '../model/stack.ts';
import { findReferences } from './find-references.ts';
import { SETTINGS_PATH } from './reasons.ts';

/** Types of ours whose `Tags` cannot change in place (CloudFormation registry, create-only properties). */
const TAGGED_FOR_LIFE: readonly string[] = [
  'AWS::SageMaker::DataQualityJobDefinition',
  'AWS::SageMaker::ModelQualityJobDefinition',
  'AWS::SageMaker::ModelBiasJobDefinition',
  'AWS::SageMaker::ModelExplainabilityJobDefinition',
];

/**
 * What changes the tags of a stack: those of the config, and the name of the repository. That of the model changes in
 * case alone, and then the baseline's name does too, which replaces the job definition by itself.
 */
const TAG_PATHS = new RegExp(`^(?:tags|${SETTINGS_PATH}\\.repository)\\b`);

/**
 * Adds what other tags of the stack do to its resources: CloudFormation puts them on each, which no template shows. Most
 * resources are tagged anew in place and left out; a job definition is replaced, and what refers to it updated.
 */
export function spreadTags(
  changes: readonly ResourceChange[],
  { template, config }: { readonly template: StackTemplate | undefined; readonly config: readonly ConfigChange[] },
): readonly ResourceChange[] {
  if (template === undefined || !config.some(({ path }) => TAG_PATHS.test(path))) return changes;
  const known = new Set(changes.map(({ logicalId }) => logicalId));
  const replaced = Object.entries(template.Resources)
    .filter(([logicalId, { Type }]) => TAGGED_FOR_LIFE.includes(Type) && !known.has(logicalId))
    .map(([logicalId, { Type }]): ResourceChange => {
      return { logicalId, type: Type, action: 'update', replacement: 'yes', properties: ['Tags'] };
    });
  const updated = replaced.flatMap(({ logicalId: cascadedFrom }) =>
    Object.entries(template.Resources)
      .filter(
        ([logicalId, { Properties }]) => !known.has(logicalId) && findReferences(Properties).includes(cascadedFrom),
      )
      .map(([logicalId, { Type, Properties = {} }]): ResourceChange => {
        const names = Object.entries(Properties).filter(([, value]) => findReferences(value).includes(cascadedFrom));
        const properties = names.map(([name]) => name).sort();
        return { logicalId, type: Type, action: 'update', replacement: 'no', properties, cascadedFrom };
      }),
  );
  return [...changes, ...replaced, ...updated].sort((a, b) => (a.logicalId < b.logicalId ? -1 : 1));
}
