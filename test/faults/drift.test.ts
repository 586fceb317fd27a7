import { expect } from 'chai';
import type { StackRecord } from '../../processor/adapters/local/stack-record.ts';
import { StackStore } from '../../processor/adapters/local/stack-store.ts';
import { stateFolder } from '../../processor/adapters/local/state-folder.ts';
import type { Outcome } from '../../processor/model/outcome.ts';
import type { Change } from '../../processor/model/plan.ts';
import { renderSavedPlan } from '../../processor/render/plan/plan-json.ts';
import { endpoint } from '../helpers/endpoint-config.ts';
import { FaultProcess } from './support/fault-process.ts';
import { FaultWorld, STATE_DIR, type FaultTarget, type Files } from './support/fault-world.ts';
import { memoryFileSystem } from './support/memory-file-system.ts';

const STACK = 'mlops-pipeline-churn-byompipelinerealtimebuiltin';
const FILE = 'churn/mlops-config.json';

const STAYS: Files = { 'price/mlops-config.json': endpoint('price') };
const BOTH: Files = { ...STAYS, [FILE]: endpoint('churn') };
const CHANGED: Files = { ...STAYS, [FILE]: endpoint('churn', { instance_count: 2 }) };

/** What somebody does to the stack behind our back, and what is to come of it. */
interface Drift {
  readonly name: string;
  readonly change: (record: StackRecord) => StackRecord;
  /** What the commit asks for by then; absent: the same as before. */
  readonly files?: Files;
  readonly action: Change['action'];
  readonly says: RegExp;
  readonly result: Outcome['result'];
  /** What a plan of before meets. */
  readonly saved: 'stale' | 'applied';
}

function withHead(change: (head: StackRecord['head']) => Partial<StackRecord['head']>): Drift['change'] {
  return (record) => ({ ...record, head: { ...record.head, ...change(record.head) } });
}

/** Another template was deployed, with these outputs. */
function withOutputs(outputs: Readonly<Record<string, string>>): Drift['change'] {
  return ({ head, detail, ...rest }) => {
    const Outputs = Object.fromEntries(Object.entries(outputs).map(([name, Value]) => [name, { Value }]));
    const template = { ...detail.template, Resources: detail.template?.Resources ?? {}, Outputs };
    return { ...rest, head: { ...head, outputs }, detail: { ...detail, template } };
  };
}

const DRIFTS: readonly Drift[] = [
  {
    name: 'was deleted',
    change: (record) => ({ ...record, head: { ...record.head, status: 'DELETE_COMPLETE' } }),
    action: 'create',
    says: /new workload/,
    result: 'deployed',
    saved: 'stale',
  },
  {
    name: 'was given another content',
    change: withOutputs({ MlopsFingerprint: 'somebody-else' }),
    action: 'update',
    says: /fingerprint is another one/,
    result: 'deployed',
    saved: 'stale',
  },
  {
    name: 'lost its outputs',
    change: withOutputs({}),
    action: 'update',
    says: /fingerprint is another one/,
    result: 'deployed',
    saved: 'stale',
  },
  {
    name: 'lost its tags',
    change: withHead(() => ({ tags: {} })),
    files: CHANGED,
    action: 'create',
    says: /mlops created this stack, but its tags no longer say so; put `mlops:managed-by`/,
    result: 'refused',
    saved: 'applied',
  },
  {
    name: 'is somebody else’s now',
    change: (record) => ({
      ...record,
      head: {
        ...record.head,
        stackId: `${record.head.stackId.slice(0, -12)}000000000000`,
        outputs: {},
        tags: { owner: 'them' },
      },
    }),
    action: 'create',
    says: /a stack of this name exists that mlops did not create/,
    result: 'refused',
    saved: 'stale',
  },
  {
    name: 'got stuck in a rollback',
    change: withHead(() => ({ status: 'UPDATE_ROLLBACK_FAILED' })),
    files: CHANGED,
    action: 'update',
    says: /a rollback got stuck/,
    result: 'deployed',
    saved: 'stale',
  },
  {
    name: 'is protected from deletion',
    change: withHead(() => ({ terminationProtection: true })),
    files: STAYS,
    action: 'delete',
    says: /termination protection is on/,
    result: 'refused',
    saved: 'applied',
  },
];

describe('stacks that somebody changed behind our back (F17)', function () {
  this.timeout(30_000);

  for (const target of ['local', 'cloud'] as const) {
    for (const drift of DRIFTS) {
      it(`${target} target: a stack that ${drift.name} is seen, explained and brought to a clear end`, async () => {
        const world = await deployed(target);
        world.commit(drift.files ?? BOTH);
        const earlier = await new FaultProcess(world).plan();
        tamper(world, drift.change);

        const late = world.copy();
        const end = await new FaultProcess(late).applySaved(renderSavedPlan(earlier ?? expect.fail('no plan')));
        if (drift.saved === 'stale') expect(end.end === 'refused' && end.error.code).to.equal('stale-plan');
        else expect(end.end).to.equal('reported');

        const process = new FaultProcess(world);
        const plan = await process.plan();
        const change = plan?.stages[0]?.changes.find(({ stack }) => stack === STACK);
        expect(change?.action).to.equal(drift.action);
        expect(`${change?.reasons.join('; ') ?? ''} ${change?.blocked?.reason ?? ''}`).to.match(drift.says);
        const applied = await process.apply(plan ?? expect.fail('no plan'));
        if (applied.end !== 'reported') return expect.fail(applied.end);
        const outcome = applied.report.stages[0]?.changes.find(({ stack }) => stack === STACK)?.outcome;
        expect(outcome?.result, JSON.stringify(outcome)).to.equal(drift.result);
        const left = await new FaultProcess(world).plan();
        const open = left?.stages[0]?.changes.filter(({ action }) => action !== 'none').map(({ stack }) => stack);
        expect(open).to.deep.equal(drift.result === 'refused' ? [STACK] : []);
      });
    }
  }
});

async function deployed(target: FaultTarget): Promise<FaultWorld> {
  const world = new FaultWorld(target);
  world.commit(BOTH);
  const process = new FaultProcess(world);
  const end = await process.apply((await process.plan()) ?? expect.fail('no plan'));
  expect(end.end === 'reported' && end.report.succeeded).to.equal(true);
  return world;
}

function tamper(world: FaultWorld, change: Drift['change']): void {
  if (world.target === 'cloud') {
    world.cloud.tamper(STACK, change);
    return;
  }
  const [stage] = world.parsedSettings().stages;
  if (stage === undefined) throw new Error('no stage');
  const fs = memoryFileSystem(() => world.disk, { before: () => undefined, after: () => undefined });
  const store = new StackStore(fs, stateFolder(STATE_DIR, stage), () => `tampered-${world.disk.changes.length}`);
  const record = store.read(STACK);
  if (record === undefined) throw new Error('nothing deployed');
  store.write(change(record));
}
