import type { StackTemplate } from '../../model/stack.ts';
import { orderResources, referencesOf } from './template-references.ts';

/** Types outside these providers need a registered extension. */
const TYPE = /^(AWS::[A-Za-z0-9]+::[A-Za-z0-9:]+|Custom::[\w@-]+|Alexa::[A-Za-z0-9]+::[A-Za-z0-9]+)$/;

/** Why CloudFormation would refuse the template before touching anything; undefined when it would not. */
export function templateProblem(template: StackTemplate): string | undefined {
  const resources = Object.entries(template.Resources);
  if (resources.length === 0) return 'template has no resources, at least one is needed';
  for (const [id, resource] of resources) {
    if (!/^[A-Za-z0-9]{1,255}$/.test(id)) return `logical id ${JSON.stringify(id)} is not alphanumeric`;
    if (!TYPE.test(resource.Type)) return `unrecognized resource type ${JSON.stringify(resource.Type)} of ${id}`;
  }
  const known = new Set([...Object.keys(template.Resources), ...Object.keys(sectionOf(template, 'Parameters'))]);
  const unresolved = [...referencesOf([template.Resources, template.Outputs])].filter((name) => !known.has(name));
  if (unresolved.length > 0) return `unresolved resource dependencies [${unresolved.join(', ')}] in the template`;
  for (const [id, resource] of resources) {
    const { DependsOn: dependsOn } = resource;
    for (const name of Array.isArray(dependsOn) ? dependsOn : dependsOn === undefined ? [] : [dependsOn]) {
      if (typeof name !== 'string' || !Object.hasOwn(template.Resources, name)) {
        return `${id} depends on ${JSON.stringify(name)}, which is not in the template`;
      }
    }
  }
  try {
    orderResources(template);
  } catch (error) {
    if (error instanceof RangeError) return `circular dependency between resources: [${error.message}]`;
    throw error;
  }
  return undefined;
}

function sectionOf(template: StackTemplate, name: string): object {
  const section = template[name];
  return typeof section === 'object' && section !== null ? section : {};
}
