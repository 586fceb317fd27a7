import type { ResourceChange } from '../model/plan.ts';
import type { StackTemplate } from '../model/stack.ts';
import { findReferences } from './find-references.ts';

/** Types of ours whose `Tags` cannot change in place (CloudFormation registry, create-only properties). */
const TAGGED_FOR_LIFE: readonly string[] = [
  'AWS::SageMaker::DataQualityJobDefinition',
  'AWS::SageMaker::ModelQualityJobDefinition',
  'AWS::SageMaker::ModelBiasJobDefinition',
  'AWS::SageMaker::ModelExplainabilityJobDefinition',
];

/**
 * Adds what new tags of a stack do to its resources: CloudFormation puts them on each, which no template shows. Most
 * resources are tagged anew in place and left out; a job definition is replaced, and what refers to it updated.
 */
export function spreadTags(changes: readonly ResourceChange[], template: StackTemplate): readonly ResourceChange[] {
  const known = new Set(changes.map(({ logicalId }) => logicalId));
  const replaced = Object.entries(template.Resources)
    .filter(([logicalId, { Type }]) => TAGGED_FOR_LIFE.includes(Type) && !known.has(logicalId))
    .map(([logicalId, { Type }]): ResourceChange => {
      const properties = ['Tags'];
      return { logicalId, type: Type, action: 'update', replacement: 'yes', properties, forcedBy: properties };
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
