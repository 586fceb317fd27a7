import type { Plan } from '../model/plan.ts';
import { planDigest } from './digest.ts';
import { isPipelineType } from './template-metadata.ts';

/** A saved plan that may be trusted to be what was saved, or why not. */
export type VerifiedPlan =
  | { readonly result: 'valid'; readonly plan: Plan }
  | {
      readonly result: 'invalid';
      readonly code: 'not-json' | 'not-a-plan' | 'newer-format' | 'edited-plan';
      /** Lower case, without full stop. */
      readonly reason: string;
    };

const ACTIONS = ['create', 'update', 'replace', 'delete', 'none'];

/**
 * Reads a saved plan. Any edit that means anything shows in the digest; only the time of making and white space are
 * not part of it. The shape is checked first, so that a foreign file gets a fitting answer.
 */
export function verifyPlan(json: string): VerifiedPlan {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { result: 'invalid', code: 'not-json', reason: 'it is no JSON, or only a part of it' };
  }
  if (!isObject(value) || typeof value['formatVersion'] !== 'number') {
    return { result: 'invalid', code: 'not-a-plan', reason: 'it is no saved plan: formatVersion is missing' };
  }
  if (value['formatVersion'] > 1) {
    const reason = `its format version is ${value['formatVersion']}, this program reads 1; use the version that made it`;
    return { result: 'invalid', code: 'newer-format', reason };
  }
  const flaw = findFlaw(value);
  if (flaw !== undefined) return { result: 'invalid', code: 'not-a-plan', reason: `it is no saved plan: ${flaw}` };
  // Printed JSON repeats what is blocked, for programs: it is made of the plan and not part of it.
  const { blocked, ...rest } = value;
  const plan = (Array.isArray(blocked) ? rest : value) as unknown as Plan;
  if (planDigest(plan) !== plan.digest) {
    const reason = 'its content does not fit its digest: it was edited or damaged after it was saved';
    return { result: 'invalid', code: 'edited-plan', reason };
  }
  return { result: 'valid', plan };
}

/** The first thing that keeps a value from being a plan of format 1; undefined when there is none. */
function findFlaw(value: Readonly<Record<string, unknown>>): string | undefined {
  if (value['formatVersion'] !== 1) return `formatVersion is ${String(value['formatVersion'])}, not 1`;
  if (typeof value['digest'] !== 'string') return 'digest is no text';
  if (typeof value['createdAt'] !== 'string') return 'createdAt is no text';
  if (value['commit'] !== null && typeof value['commit'] !== 'string') return 'commit is neither text nor null';
  if (!isObject(value['summary'])) return 'summary is missing';
  const stages = value['stages'];
  if (!Array.isArray(stages)) return 'stages is no list';
  return firstFlaw(stages, 'stages', findStageFlaw);
}

function findStageFlaw(stage: unknown): string | undefined {
  if (!isObject(stage)) return 'is no object';
  const missing = ['stage', 'account', 'region'].find((key) => typeof stage[key] !== 'string');
  if (missing !== undefined) return `.${missing} is no text`;
  if (stage['target'] !== 'local' && stage['target'] !== 'aws') return '.target is neither local nor aws';
  const changes = stage['changes'];
  return Array.isArray(changes) ? firstFlaw(changes, '.changes', findChangeFlaw) : '.changes is no list';
}

function findChangeFlaw(change: unknown): string | undefined {
  if (!isObject(change)) return 'is no object';
  const missing = ['stack', 'modelName'].find((key) => typeof change[key] !== 'string');
  if (missing !== undefined) return `.${missing} is no text`;
  if (!isPipelineType(change['pipelineType'])) return '.pipelineType is none of the twelve';
  if (typeof change['action'] !== 'string' || !ACTIONS.includes(change['action'])) return '.action is none of the five';
  const list = ['reasons', 'sideEffects', 'config', 'resources', 'dependsOn'].find(
    (key) => !Array.isArray(change[key]),
  );
  if (list !== undefined) return `.${list} is no list`;
  const object = ['deployed', 'blocked', 'desired'].find((key) => change[key] !== undefined && !isObject(change[key]));
  if (object !== undefined) return `.${object} is no object`;
  const flaw = isObject(change['blocked']) ? findBlockFlaw(change['blocked']) : undefined;
  if (flaw !== undefined) return flaw;
  const isDeployed = change['action'] !== 'none' && change['action'] !== 'delete';
  if (!isDeployed || change['blocked'] !== undefined || change['desired'] !== undefined) return undefined;
  return '.desired is missing: only a plan saved with --out can be applied';
}

/** Guards of a later release are taken as well, but only what looks like one is shown unquoted. */
function findBlockFlaw({ guard, reason }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof guard !== 'string' || !/^[a-z-]+$/.test(guard)) return '.blocked.guard is no name of a guard';
  return typeof reason === 'string' ? undefined : '.blocked.reason is no text';
}

function firstFlaw(
  items: readonly unknown[],
  path: string,
  findIn: (item: unknown) => string | undefined,
): string | undefined {
  for (const [index, item] of items.entries()) {
    const flaw = findIn(item);
    if (flaw !== undefined) return `${path}[${index}]${flaw.startsWith('.') ? '' : ' '}${flaw}`;
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
