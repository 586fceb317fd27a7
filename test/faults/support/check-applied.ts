import { expect } from 'chai';
import type { StackRecord } from '../../../processor/adapters/local/stack-record.ts';
import type { AppliedChange, RunReport } from '../../../processor/model/outcome.ts';
import type { ApplyEvent } from '../../../processor/model/progress.ts';
import { FINGERPRINT_OUTPUT } from '../../../processor/model/stack.ts';
import { keyOf, type WorldSnapshot } from './snapshot-world.ts';

/** Expects that what a report says has happened is what has happened, and that nothing else has. */
export function expectAsReported(
  report: RunReport,
  state: { readonly before: WorldSnapshot; readonly after: WorldSnapshot },
): void {
  const { before, after } = state;
  const changes = report.stages.flatMap((stage) =>
    stage.changes.map((change) => ({ change, key: keyOf(stage, { stackName: change.stack }) })),
  );
  for (const { change, key } of changes) {
    const [then, now] = [before.get(key), after.get(key)];
    const said = `${change.action} of ${change.stack}: ${JSON.stringify(change.outcome).slice(0, 300)}`;
    expectAsPlanned(change, said);
    switch (change.outcome.result) {
      case 'deployed':
        expectDeployed(change, { old: then, now, said });
        break;
      case 'unchanged':
        // What was still running may have ended meanwhile.
        if (change.action === 'none' && then?.detail.operation === undefined) expect(now, said).to.deep.equal(then);
        break;
      case 'refused':
      case 'skipped':
        break;
      case 'failed':
        // What was there before is still there, as it was.
        if (then !== undefined && change.action !== 'delete' && /^(CREATE|UPDATE)_COMPLETE$/.test(then.head.status)) {
          expect(now?.head.outputs, said).to.deep.equal(then.head.outputs);
        }
        break;
      default:
        change.outcome satisfies never;
    }
  }
  const planned = new Set(changes.map(({ key }) => key));
  for (const [name, record] of before) {
    // What was still running may have ended meanwhile.
    if (!planned.has(name) && record.detail.operation === undefined)
      expect(after.get(name), name).to.deep.equal(record);
  }
  for (const name of after.keys()) if (!planned.has(name)) expect([...before.keys()], 'stacks before').to.include(name);
}

/** What the plan says is blocked is refused for that, what it says waits is skipped. */
function expectAsPlanned({ action, blocked, outcome }: AppliedChange, said: string): void {
  if (blocked === undefined || action === 'none') return;
  const waits = blocked.guard === 'prune' || blocked.guard === 'dependency';
  expect(outcome.result, said).to.equal(waits ? 'skipped' : 'refused');
  if (blocked.guard !== 'dependency') expect(outcome, said).to.have.property('reason', blocked.reason);
}

function expectDeployed(
  change: AppliedChange,
  facts: {
    readonly old: StackRecord | undefined;
    readonly now: StackRecord | undefined;
    readonly said: string;
  },
): void {
  const { old, now, said } = facts;
  const then = old?.detail.resources ?? {};
  if (change.action === 'delete') {
    expect(now, said).to.equal(undefined);
    return;
  }
  expect(now?.head.outputs[FINGERPRINT_OUTPUT], said).to.equal(change.desiredFingerprint);
  if (change.action === 'create') {
    expect(now?.head.status, said).to.equal('CREATE_COMPLETE');
    const created = change.resources.map(({ logicalId }) => logicalId);
    expect(Object.keys(now?.detail.resources ?? {}), said).to.have.members(created);
    return;
  }
  expect(now?.head.status, said).to.equal('UPDATE_COMPLETE');
  expect(now?.head.stackId, `${said}: it is the same stack`).to.equal(old?.head.stackId);
  // From a stack that was in the middle of something, resources may come back besides.
  if (old === undefined || !/^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(old.head.status)) return;
  const resources = now?.detail.resources ?? {};
  const happened = {
    create: Object.keys(resources).filter((id) => then[id] === undefined),
    delete: Object.keys(then).filter((id) => resources[id] === undefined),
    replace: Object.keys(resources).filter(
      (id) => then[id] !== undefined && then[id].physicalId !== resources[id]?.physicalId,
    ),
  };
  const planned = { create: [] as string[], delete: [] as string[], replace: [] as string[] };
  for (const { logicalId, action, replacement } of change.resources) {
    if (action !== 'update') planned[action].push(logicalId);
    else if (replacement === 'yes') planned.replace.push(logicalId);
  }
  expect(happened.create, `${said}: created`).to.have.members(planned.create);
  expect(happened.delete, `${said}: deleted`).to.have.members(planned.delete);
  expect(happened.replace, `${said}: replaced`).to.have.members(planned.replace);
  const conflict = change.resources.some((each) => each.action === 'update' && each.replacement === 'conditional');
  expect(conflict, `${said}: a resource of which only the cloud knows`).to.equal(false);
}

/** Expects that no change began before all that it depends on had ended. */
export function expectOrder(report: RunReport, events: readonly ApplyEvent[]): void {
  for (const { stage, changes } of report.stages) {
    for (const { stack, dependsOn } of changes) {
      const start = positionOf(events, { kind: 'change-started', stage, stack });
      if (start < 0) continue;
      for (const below of dependsOn) {
        const needed = changes.find((change) => change.stack === below);
        if (needed === undefined || needed.action === 'none') continue;
        const end = positionOf(events, { kind: 'change-finished', stage, stack: below });
        expect(end, `${below} has ended before ${stack} begins`).to.be.within(0, start);
      }
    }
  }
}

function positionOf(events: readonly ApplyEvent[], wanted: object): number {
  return events.findIndex((event) =>
    Object.entries(wanted).every(([key, value]) => (event as unknown as Record<string, unknown>)[key] === value),
  );
}
