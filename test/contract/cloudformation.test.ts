import { CreateBucketCommand } from '@aws-sdk/client-s3';
import { createClients } from '../../processor/adapters/cloudformation/clients.ts';
import { createCloudFormationTarget } from '../../processor/adapters/cloudformation/cloudformation-target.ts';
import { createSystemClock } from '../../processor/adapters/system-clock.ts';
import { useEmulator } from '../emulator/use-emulator.ts';
import { localStage } from '../helpers/local-target.ts';
import type { TargetHarness } from './drive-stack.ts';
import { describeStackFailures } from './stack-failure.contract.ts';
import { describeStackTarget } from './stack-target.contract.ts';

describe('CloudFormation behind the port', () => {
  // Two entries a page, so that every list of the suite has several.
  const emulator = useEmulator({ pageSize: 2, latencyMs: 10 });

  async function cloudFormationHarness(): Promise<TargetHarness> {
    const { faults, endpoint } = emulator();
    await emulator().reset();
    const clients = createClients({ ...emulator().clientConfig(localStage.region), maxAttempts: 3 });
    await clients.s3.send(new CreateBucketCommand({ Bucket: localStage.assetsBucket }));
    return {
      target: createCloudFormationTarget({ stage: localStage, clients, clock: createSystemClock(), endpoint }),
      pollMilliseconds: 15,
      failResource: (failure) => faults.failResource({ ...failure, times: 1 }),
      forceStatus: (stackName, status) => faults.forceStackStatus(stackName, status),
      dispose: () => {
        clients.cloudFormation.destroy();
        clients.s3.destroy();
        return Promise.resolve();
      },
    };
  }

  describeStackTarget('CloudFormation', cloudFormationHarness);
  describeStackFailures('CloudFormation', cloudFormationHarness);
});
