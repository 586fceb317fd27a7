import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { compareTemplates } from '../../processor/adapters/local/compare-templates.ts';
import { createLocalTarget } from '../../processor/adapters/local/create-local-target.ts';
import type { Faults } from '../../processor/adapters/local/faults.ts';
import type { ResourceChange } from '../../processor/model/plan.ts';
import type { StackTemplate } from '../../processor/model/stack.ts';
import { localStage, steppingClock } from '../helpers/local-target.ts';
import type { TargetHarness } from './drive-stack.ts';
import { describeStackFailures } from './stack-failure.contract.ts';
import { describeStackTarget } from './stack-target.contract.ts';

function localHarness(): Promise<TargetHarness> {
  const stateDir = mkdtempSync(path.join(tmpdir(), 'mlops-local-'));
  const file = path.join(stateDir, 'faults.json');
  function change(faults: Partial<Faults>): Promise<void> {
    const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Faults>) : {};
    const failures = [...(before.failures ?? []), ...(faults.failures ?? [])];
    writeFileSync(file, JSON.stringify({ failures, statuses: { ...before.statuses, ...faults.statuses } }));
    return Promise.resolve();
  }
  return Promise.resolve({
    target: createLocalTarget({ stateDir, stage: localStage, clock: steppingClock(), diffTemplates: knowingNames }),
    pollMilliseconds: 0,
    failResource: ({ stackName, ...failure }) => change({ failures: [{ stack: stackName, times: 1, ...failure }] }),
    forceStatus: (stackName, status) => change({ statuses: { [stackName]: status } }),
    dispose: () => {
      rmSync(stateDir, { recursive: true, force: true });
      return Promise.resolve();
    },
  });
}

/** Stands in for the real differ, which knows every property: here a queue's name alone replaces it. */
function knowingNames(before: StackTemplate, after: StackTemplate): readonly ResourceChange[] {
  return compareTemplates(before, after).map((change) =>
    change.properties?.includes('QueueName') === true ? { ...change, replacement: 'yes' } : change,
  );
}

describeStackTarget('local target', localHarness);
describeStackFailures('local target', localHarness);
