import { PassThrough } from 'node:stream';
import { expect } from 'chai';
import { createLocalTargets } from '../../../processor/adapters/local/create-local-target.ts';
import { createSystemClock } from '../../../processor/adapters/system-clock.ts';
import { executePlan, type ExecutePlanOptions } from '../../../processor/cli/apply/execute-plan.ts';
import type { World } from '../../../processor/cli/shared/world.ts';
import type { StackTarget } from '../../../processor/ports/stack-target.ts';
import { localStage } from '../../helpers/local-target.ts';
import { realtime } from '../../helpers/specs.ts';
import { useTemporaryFolder } from '../../helpers/temporary-folder.ts';
import { world } from '../../helpers/world.ts';

describe('the execution of a plan', () => {
  const folder = useTemporaryFolder();
  const plan = world().stage('dev').has(realtime('gone')).guarded({ prune: true });

  const creating = world().stage('dev').wants(realtime()).plan();

  /** What it leaves behind on the error stream, and how many wait for an interrupt. */
  async function execute(options: Partial<ExecutePlanOptions>) {
    const stderr = new PassThrough();
    let listeners = 0;
    const surroundings = { env: {}, stderr, onInterrupt: () => (listeners += 1) } as unknown as World;
    const open = createLocalTargets({ stateDir: folder(), clock: createSystemClock() });
    const targets = new Map<string, StackTarget>([['dev', open({ ...localStage, name: 'dev' })]]);
    const given = { plan, targets, concurrency: 1, verbose: false, ...options } as ExecutePlanOptions;
    const report = await executePlan(surroundings, given);
    return { report, listeners, said: String(stderr.read() ?? '') };
  }

  it('stops at an interrupt, and at the signal of its caller alone where there is one', async () => {
    expect((await execute({})).listeners).to.equal(1);
    const { listeners, report } = await execute({ plan: creating, signal: AbortSignal.abort() });
    expect(listeners).to.equal(0);
    expect(report.stages[0]?.changes[0]?.outcome).to.include({ result: 'skipped', cause: 'interrupt' });
  });

  it('says what goes on, unless nothing is to be said', async () => {
    expect((await execute({})).said).to.not.equal('');
    expect((await execute({ quiet: true })).said).to.equal('');
  });

  it('has a target for each stage', async () => {
    const failed = await execute({ targets: new Map() }).catch((error: unknown) => String(error));
    expect(failed).to.include('no target was opened for stage dev');
  });
});
