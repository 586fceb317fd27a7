import { expect } from 'chai';
import type { StackRecord } from '../../../processor/adapters/local/stack-record.ts';
import { StackStore } from '../../../processor/adapters/local/stack-store.ts';
import { stateFolder } from '../../../processor/adapters/local/state-folder.ts';
import type { Stage } from '../../../processor/model/settings.ts';
import type { StackTemplate } from '../../../processor/model/stack.ts';
import { METADATA_KEY } from '../../../processor/plan/template-metadata.ts';
import { STATE_DIR, type FaultWorld } from './fault-world.ts';
import { memoryFileSystem } from './memory-file-system.ts';

/** All stacks that are there, by account and name, with the insides that no port shows. */
export type WorldSnapshot = ReadonlyMap<string, StackRecord>;

/** Looks into the state folder or the fake cloud, past the program. */
export function snapshotWorld(world: FaultWorld): WorldSnapshot {
  const { stages } = world.parsedSettings();
  const all =
    world.target === 'cloud'
      ? world.cloud.records().map((record) => [keyOf(stages[0], record.head), record] as const)
      : stages.flatMap((stage) =>
          localRecords(world, stage).map((record) => [keyOf(stage, record.head), record] as const),
        );
  return new Map(all.filter(([, { head }]) => head.status !== 'DELETE_COMPLETE'));
}

/** How a stack of a stage is found in a snapshot. */
export function keyOf(
  stage: Pick<Stage, 'account'> | undefined,
  { stackName }: { readonly stackName: string },
): string {
  return `${stage?.account ?? ''}/${stackName}`;
}

/** What a stack is, without what tells of its past: ids, times, and the commit that last touched it. */
export function essenceOf({ head, detail }: StackRecord): object {
  return {
    status: head.status.replace(/^(UPDATE|CREATE)_COMPLETE$/, 'COMPLETE'),
    outputs: head.outputs,
    tags: head.tags,
    template: withoutOrigin(detail.template),
    resources: Object.entries(detail.resources)
      .map(([id, { type }]) => `${id} ${type}`)
      .sort(),
  };
}

/** What the state must be like at any time. */
export function expectSound(snapshot: WorldSnapshot): void {
  for (const [name, { head, detail }] of snapshot) {
    // In review, it is the change set that has the tags.
    if (head.status === 'REVIEW_IN_PROGRESS') continue;
    expect(head.tags, `${name} is known for ours`).to.have.property('mlops:managed-by');
    if (!/^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(head.status)) continue;
    const declared = Object.keys(detail.template?.Resources ?? {}).sort();
    expect(Object.keys(detail.resources).sort(), `resources of ${name}, ${head.status}`).to.deep.equal(declared);
  }
}

function localRecords(world: FaultWorld, stage: Stage): readonly StackRecord[] {
  const fs = memoryFileSystem(() => world.disk, { before: () => undefined, after: () => undefined });
  const store = new StackStore(fs, stateFolder(STATE_DIR, stage), () => 'unused');
  return store.listHeads().flatMap(({ stackName }) => store.read(stackName) ?? []);
}

function withoutOrigin(template: StackTemplate | undefined): StackTemplate | undefined {
  if (template?.Metadata === undefined) return template;
  const origin = template.Metadata[METADATA_KEY] as Readonly<Record<string, unknown>>;
  const kept = Object.entries(origin).filter(([key]) => !['commit', 'configPath', 'dependsOn'].includes(key));
  return { ...template, Metadata: { [METADATA_KEY]: Object.fromEntries(kept) } };
}
