import { createLocalTarget } from '../../../../processor/adapters/local/create-local-target.ts';
import { UserError } from '../../../../processor/model/errors.ts';
import type { StackTarget } from '../../../../processor/ports/stack-target.ts';
import { localStage } from '../../../helpers/local-target.ts';

/**
 * A process that writes to a local state folder until it has done its share or is killed. Arguments: state folder,
 * stack, number of increments. The stack's topic counts: each increment reads it, adds one and deploys; a counter in
 * the deployed template therefore tells how many increments were not lost. Prints `+` for each.
 */
const [stateDir = '', stackName = '', share = '0'] = process.argv.slice(2);

const clock = {
  now: () => new Date().toISOString(),
  elapsed: () => performance.now(),
  sleep: (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds)),
};

async function increment(target: StackTarget, token: string): Promise<void> {
  await settle(target);
  const template = await target.readTemplate(stackName);
  const stack = await target.describeStack(stackName);
  const count = Number(template?.Resources['Topic']?.Properties?.['DisplayName'] ?? 0);
  const next = String(count + 1);
  const changeSet = await target.createChangeSet({
    stackName,
    kind: stack === undefined || stack.status === 'REVIEW_IN_PROGRESS' ? 'create' : 'update',
    template: {
      Metadata: { padding: 'x'.repeat(20_000) },
      Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: next } } },
      Outputs: { Count: { Value: next } },
    },
    tags: {},
    token,
    description: 'increment',
  });
  if (changeSet.result !== 'ready') throw new Error(JSON.stringify(changeSet));
  await target.executeChangeSet(changeSet, token);
  await settle(target);
}

async function settle(target: StackTarget): Promise<void> {
  for (;;) {
    const stack = await target.describeStack(stackName);
    if (stack === undefined || stack.status === 'REVIEW_IN_PROGRESS' || stack.status.endsWith('_COMPLETE')) return;
  }
}

const target = createLocalTarget({ stateDir, stage: localStage, clock });
for (let done = 0; done < Number(share);) {
  try {
    const lock = await target.lock(`writer ${process.pid}`);
    try {
      await increment(target, `increment-${process.pid}-${done}`);
      done += 1;
      process.stdout.write('+');
    } finally {
      await lock.release();
    }
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'lock-held') throw error;
    await clock.sleep(Math.random() * 8);
  }
}
