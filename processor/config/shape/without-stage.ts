import { attributesOf } from '../shared/attribute-catalogue.ts';
import { holdsStages } from '../stages/holds-stages.ts';
import type { ShapeSubject } from './shape-fault.ts';

/**
 * The member names on the way to a value, as they would be if the value stood there for all stages: of
 * `vpc_config.prod.subnets` those of `vpc_config.subnets`. Other attributes have nothing below a stage.
 */
export function withoutStage(keys: readonly string[], subject: ShapeSubject): readonly string[] {
  const [name = '', , ...rest] = keys;
  return keys.length > 1 && isObjectByStage(name, subject) ? [name, ...rest] : keys;
}

/** True for an attribute that takes an object and has one by stage. */
export function isObjectByStage(name: string, { value, pipelineType }: ShapeSubject): boolean {
  const attribute = pipelineType === undefined ? undefined : attributesOf(pipelineType).get(name);
  if (attribute?.kind !== 'object' || typeof value !== 'object' || value === null) return false;
  return holdsStages((value as Readonly<Record<string, unknown>>)[name], attribute);
}
