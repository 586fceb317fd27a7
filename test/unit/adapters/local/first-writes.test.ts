import { expect } from 'chai';
import * as fs from 'node:fs';
import path from 'node:path';
import { createLocalTarget } from '../../../../processor/adapters/local/create-local-target.ts';
import type { FileSystem } from '../../../../processor/adapters/local/file-system.ts';
import type { StackTarget } from '../../../../processor/ports/stack-target.ts';
import { deploy, harnessWithoutFaults, templates } from '../../../contract/drive-stack.ts';
import { betweenReads } from '../../../helpers/between-reads.ts';
import { localStage, steppingClock } from '../../../helpers/local-target.ts';
import { useTemporaryFolder } from '../../../helpers/temporary-folder.ts';

describe('the first writes to a local state', () => {
  const folder = useTemporaryFolder();

  function open(stateDir: string, fileSystem: FileSystem = fs): StackTarget {
    return createLocalTarget({ stateDir, stage: localStage, clock: steppingClock(), fileSystem });
  }

  it('are no damage to a reader between whose looks they fall', async () => {
    const [made, seen] = [path.join(folder(), 'made'), path.join(folder(), 'seen')];
    const writer = open(made);
    const lock = await writer.lock('first');
    await deploy(harnessWithoutFaults(writer), { stackName: 'first', template: templates.topic() });
    await lock.release();

    const reading = betweenReads(/^store\.json$/, () => {
      fs.renameSync(made, seen);
    });
    const stacks = await open(seen, reading).listStacks();

    expect(stacks.map(({ stackName }) => stackName)).to.deep.equal(['first']);
  });
});
