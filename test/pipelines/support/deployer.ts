import { CloudFormationClient, type Stack } from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

import type { PipelineSpec } from '../../../pipelines/spec.ts';
import { cdkSynthesizer } from '../../../processor/adapters/cdk/synthesizer.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { deploy, events, remove } from '../../emulator/stacks.ts';

/** Puts workloads onto the emulator: bundles to S3, the template through a change set. */
export interface Deployer {
  deploy(spec: PipelineSpec, type: 'CREATE' | 'UPDATE'): Promise<Deployed>;
  remove(deployed: Deployed): Promise<string>;
}

export interface Deployed {
  readonly stack: Stack;
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** `Job: reason`, of every failed resource of the stack's whole life. */
  readonly failures: readonly string[];
}

/** A deployer for one emulator, with the bundles of one build. */
export function createDeployer(
  emulator: Emulator,
  { region, buildFolder }: { region: string; buildFolder: string },
): Deployer {
  const cloudFormation = new CloudFormationClient(emulator.clientConfig(region));
  const s3 = new S3Client(emulator.clientConfig(region));
  const synthesizer = cdkSynthesizer({ buildFolder });
  return {
    async deploy(spec, type) {
      const origin = { fingerprint: spec.stackName, configPath: 'mlops-config.json', commit: null };
      const { template, tags, assets, stackName } = await synthesizer.synthesize(spec, origin);
      const Bucket = spec.environment.assetsBucket;
      if (type === 'CREATE') await s3.send(new CreateBucketCommand({ Bucket })).catch(() => undefined);
      for (const asset of assets) {
        await s3.send(new PutObjectCommand({ Bucket, Key: asset.key, Body: await asset.read() }));
      }
      const stack = await deploy(cloudFormation, { stackName, template, type, tags });
      const failed = (await events(cloudFormation, stack.StackId ?? stackName)).filter(({ ResourceStatus }) => {
        return ResourceStatus?.endsWith('FAILED') === true;
      });
      return {
        stack,
        status: String(stack.StackStatus),
        outputs: Object.fromEntries(
          (stack.Outputs ?? []).map((output) => [output.OutputKey, output.OutputValue]),
        ) as Record<string, string>,
        failures: failed.map(
          ({ LogicalResourceId, ResourceStatusReason }) => `${LogicalResourceId ?? ''}: ${ResourceStatusReason ?? ''}`,
        ),
      };
    },
    remove: ({ stack }) => remove(cloudFormation, stack),
  };
}
