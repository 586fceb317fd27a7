import { expect } from 'chai';
import type { OperationKind } from '../../../processor/model/operation.ts';
import { FINGERPRINT_OUTPUT } from '../../../processor/model/stack.ts';
import { MANAGED_BY, TAGS } from '../../../processor/model/stack.ts';
import { renderSavedPlan } from '../../../processor/render/plan/plan-json.ts';
import { endpoint } from '../../helpers/endpoint-config.ts';
import { FaultProcess } from './fault-process.ts';
import { FaultWorld, type FaultTarget, type Files } from './fault-world.ts';
import type { Moment } from './kill-switch.ts';

export const KILL_KINDS = ['create', 'update', 'replace', 'delete'] as const;

/** What a run does to its stack. */
export type KillKind = (typeof KILL_KINDS)[number];

const STACK = 'mlops-pipeline-churn-byompipelinerealtimebuiltin';
const STAYS = 'mlops-pipeline-price-byompipelinerealtimebuiltin';
const FILE = 'models/churn/mlops-config.json';

function live(model: string, change: object = {}): object {
  return endpoint(model, { endpoint_name: `${model}-live`, ...change });
}

const OTHER: Files = { 'models/price/mlops-config.json': live('price') };
const BEFORE: Files = { ...OTHER, [FILE]: live('churn') };

const AFTER: Readonly<Record<KillKind, Files>> = {
  create: BEFORE,
  update: { ...OTHER, [FILE]: live('churn', { instance_count: 3 }) },
  replace: { ...OTHER, [FILE]: live('churn', { endpoint_name: 'churn-new' }) },
  delete: OTHER,
};

/** The operation by which CloudFormation does it. */
const OPERATIONS: Readonly<Record<KillKind, OperationKind>> = {
  create: 'create',
  update: 'update',
  replace: 'update',
  delete: 'delete',
};

/** A world and a plan for it, ready to be applied as often as wanted. */
export interface KillCase {
  readonly kind: KillKind;
  readonly world: FaultWorld;
  readonly plan: string;
  /** Operations on the stack so far, by kind. */
  readonly operations: Readonly<Record<string, number>>;
  /** All moments of a run that nobody kills. */
  readonly moments: readonly Moment[];
}

/** Prepares a case, with an undisturbed run of it on a copy. */
export async function makeKillCase(target: FaultTarget, kind: KillKind): Promise<KillCase> {
  const world = await worldBefore(target, kind);
  const plan = await new FaultProcess(world).plan();
  expect(plan?.summary[kind]).to.equal(1);
  const text = plan === undefined ? '' : renderSavedPlan(plan);
  const moments: Moment[] = [];
  const process = new FaultProcess(world.copy());
  process.kill.arm((moment) => {
    moments.push(moment);
    return false;
  });
  expect((await process.applySaved(text)).end).to.equal('reported');
  return { kind, world, plan: text, operations: await countOperations(world), moments };
}

/** Kills a run at a moment, runs once more, and expects that nothing tells of the kill. */
export async function killOnce(
  { kind, world: prepared, plan: saved, operations }: KillCase,
  at: Moment,
): Promise<void> {
  const where = `${kind}, killed ${at.phase} "${at.call}" (${at.number})`;
  const world = prepared.copy();
  const stays = await lookAt(world, STAYS);
  const process = new FaultProcess(world);
  process.kill.arm(({ phase, number }) => phase === at.phase && number === at.number);
  const end = await process.applySaved(saved);
  expect(end.end, where).to.equal('killed');

  // What is there by now is known for ours, from its first moment.
  const next = new FaultProcess(world);
  const plan = await next.plan();
  for (const stack of await stacksOf(next)) expect(stack.tags[TAGS.managedBy], where).to.equal(MANAGED_BY);
  if (plan === undefined) return expect.fail(where);
  const again = await next.apply(plan);
  if (again.end !== 'reported') return expect.fail(`${where}: the next run ended as ${again.end}`);
  const outcomes = again.report.stages.flatMap(({ changes }) => changes.map((change) => change.outcome));
  expect(again.report.succeeded, `${where}: ${JSON.stringify(outcomes)}`).to.equal(true);

  const stack = await lookAt(world, STACK);
  if (kind === 'delete') expect(stack, where).to.equal(undefined);
  else {
    expect(stack?.status, where).to.equal(kind === 'create' ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE');
    const desired = plan.stages[0]?.changes.find((change) => change.stack === STACK)?.desiredFingerprint;
    expect(stack?.outputs[FINGERPRINT_OUTPUT], where).to.equal(desired);
  }
  expect(await lookAt(world, STAYS), `${where}: the other stack`).to.deep.equal(stays);
  const after = await countOperations(world);
  expect(after, where).to.deep.equal({ ...operations, [OPERATIONS[kind]]: (operations[OPERATIONS[kind]] ?? 0) + 1 });
  const last = await new FaultProcess(world).plan();
  expect(last?.summary, where).to.include({ create: 0, update: 0, replace: 0, delete: 0 });
}

async function worldBefore(target: FaultTarget, kind: KillKind): Promise<FaultWorld> {
  const world = new FaultWorld(target);
  world.commit(kind === 'create' ? OTHER : BEFORE);
  const first = new FaultProcess(world);
  const plan = await first.plan();
  if (plan === undefined) throw new Error('the first commit is not valid');
  const end = await first.apply(plan);
  if (end.end !== 'reported' || !end.report.succeeded) throw new Error(JSON.stringify(end));
  world.commit(AFTER[kind]);
  world.fillJournal();
  return world;
}

async function stacksOf(process: FaultProcess) {
  return process.target().listStacks();
}

async function lookAt(world: FaultWorld, name: string) {
  return new FaultProcess(world).target().describeStack(name);
}

/** Operations on the stack that is changed, by kind. */
async function countOperations(world: FaultWorld): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const { kind, stackName, finishedAt } of await new FaultProcess(world).target().listOperations()) {
    if (stackName !== STACK) continue;
    expect(finishedAt, `${kind} of ${stackName}`).not.to.equal(undefined);
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}
