import { CloudFormationClient, DescribeStackResourcesCommand } from '@aws-sdk/client-cloudformation';
import { CodePipelineClient, GetPipelineCommand } from '@aws-sdk/client-codepipeline';
import { DeleteBucketCommand, HeadBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect } from 'chai';
import { zipSync } from 'fflate';

import type { ControlPlaneSpec } from '../../pipelines/control-plane/control-plane-spec.ts';
import {
  artifactsBucketName,
  boundaryArn,
  controlPlaneStackName,
  roleArn,
} from '../../pipelines/control-plane/role-names.ts';
import {
  CONTROL,
  foundationSpec,
  githubSpec,
  LAMBDA_CODE,
  memberTemplates,
  pipelineSpec,
  PREFIX,
  PROD,
  REGION,
  rolesSpec,
  stage,
  stackSetSpec,
  templateOf,
  unconnectedSpec,
} from '../pipelines/control-plane/support/specs.ts';
import { deployedNames, newNames } from '../helpers/deployed-names.ts';
import { createChangeSet, deploy, events, remove } from './stacks.ts';
import { useEmulator } from './use-emulator.ts';

const CODE = zipSync({ 'index.js': Buffer.from('exports.handler = async () => ({ statusCode: 200 });') });

describe('the control plane on the emulator', function () {
  this.timeout(120_000);
  const emulator = useEmulator({ latencyMs: 5 });

  function config() {
    return emulator().clientConfig(REGION, CONTROL);
  }

  async function install(spec: ControlPlaneSpec, type: 'CREATE' | 'UPDATE' = 'CREATE') {
    const client = new CloudFormationClient(config());
    const stackName = controlPlaneStackName(PREFIX, spec.kind);
    const stack = await deploy(client, { stackName, template: { ...templateOf(spec) }, type });
    if (stack.StackStatus !== `${type}_COMPLETE`) {
      const failed = (await events(client, stackName)).filter(({ ResourceStatus = '' }) =>
        ResourceStatus.includes('FAILED'),
      );
      throw new Error(
        failed.map((one) => `${one.LogicalResourceId ?? ''}: ${one.ResourceStatusReason ?? ''}`).join('\n'),
      );
    }
    return stack;
  }

  async function uploadBundles(): Promise<void> {
    const s3 = new S3Client(config());
    for (const { key } of Object.values(LAMBDA_CODE)) {
      await s3.send(new PutObjectCommand({ Bucket: foundationSpec().assetsBuckets[0], Key: key, Body: CODE }));
    }
  }

  for (const [name, spec, wider] of [
    ['CodeCommit', pipelineSpec(), pipelineSpec({ stages: [...pipelineSpec().stages, stage('audit')], api: 'commit' })],
    ['GitHub', githubSpec(), githubSpec({ buildApproval: 'all', notifications: { emails: ['other@example.com'] } })],
    ['GitHub without a connection', githubSpec({ review: false }), unconnectedSpec()],
  ] as const) {
    it(`is installed, read back, updated and removed without residue, for ${name}`, async () => {
      await emulator().reset();
      const before = await deployedNames(config());
      const foundation = await install(foundationSpec());
      const roles = await install(rolesSpec());
      await uploadBundles();

      const installed = await install(spec);
      const pipelines = new CodePipelineClient(config());
      async function read() {
        return (await pipelines.send(new GetPipelineCommand({ name: PREFIX }))).pipeline;
      }
      const pipeline = await read();
      expect(pipeline).to.include({ pipelineType: 'V2', executionMode: 'QUEUED', version: 1 });
      expect(pipeline?.stages?.map((one) => one.name)).to.deep.equal(['Source', 'Plan', 'Deploy-dev', 'Deploy-prod']);
      expect(pipeline?.stages?.[2]?.beforeEntry?.conditions?.[0]).to.deep.include({ result: 'SKIP' });
      expect(pipeline?.stages?.[3]?.actions?.[0]?.configuration?.['ExternalEntityLink']).to.equal(
        '#{PlanVariables.PLAN_URL}',
      );
      expect(outputOf(installed, 'ArtifactsBucket')).to.equal(artifactsBucketName(spec));
      expect(await typesOf(installed.StackId ?? '')).to.deep.equal(wantedTypes(spec));

      await install(wider, 'UPDATE');
      expect((await read())?.stages?.map((one) => one.name)).to.have.length(wider.stages.length + 2);
      expect(await typesOf(installed.StackId ?? '')).to.deep.equal(wantedTypes(wider));

      const client = new CloudFormationClient(config());
      const stacks = [installed, roles, foundation];
      for (const stack of stacks) expect(await remove(client, stack)).to.equal('DELETE_COMPLETE');
      await removeWhatIsKept(artifactsBucketName(spec));
      const left = newNames(before, await deployedNames(config()));
      // The log role of API Gateway stays for the other APIs of the account.
      expect(left).to.deep.equal({ roles: left['roles']?.filter((role) => role.includes('ApiGatewayLogRole')) });
      expect(left['roles']).to.have.length(1);
    });
  }

  it('plans nothing when nothing changed', async () => {
    await emulator().reset();
    await install(rolesSpec());
    const again = await createChangeSet(new CloudFormationClient(config()), {
      stackName: controlPlaneStackName(PREFIX, 'roles'),
      template: { ...templateOf(rolesSpec()) },
      type: 'UPDATE',
    });

    expect(again.Status).to.equal('FAILED');
    expect(again.StatusReason).to.match(/didn't contain changes|No updates/);
  });

  it('deploys what a stack set would, in whichever account', async () => {
    await emulator().reset();
    const [member] = memberTemplates(templateOf(stackSetSpec({ regions: ['eu-central-1'] })));
    const client = new CloudFormationClient(emulator().clientConfig('eu-central-1', PROD));

    const stack = await deploy(client, { stackName: 'stages', template: { ...member }, type: 'CREATE' });

    expect(stack.StackStatus).to.equal('CREATE_COMPLETE');
    expect(outputOf(stack, 'AssetsName')).to.equal(`mlops-assets-${PROD}-eu-central-1`);
    const place = { stackPrefix: PREFIX, account: PROD, region: 'eu-central-1' };
    expect(outputOf(stack, 'ReadRoleArn')).to.equal(roleArn('read', place));
    expect(outputOf(stack, 'PermissionsBoundaryArn')).to.equal(boundaryArn(place));
  });

  /** Buckets are kept with what is in them; this is what the documents tell people to do. */
  async function removeWhatIsKept(artifacts: string): Promise<void> {
    const s3 = new S3Client(config());
    await s3.send(new HeadBucketCommand({ Bucket: artifacts }));
    await s3.send(new HeadBucketCommand({ Bucket: foundationSpec().assetsBuckets[0] }));
    await s3.send(new DeleteBucketCommand({ Bucket: artifacts }));
  }

  async function typesOf(stackId: string): Promise<readonly string[]> {
    const client = new CloudFormationClient(config());
    const { StackResources = [] } = await client.send(new DescribeStackResourcesCommand({ StackName: stackId }));
    return StackResources.map(
      ({ LogicalResourceId, ResourceType }) => `${LogicalResourceId ?? ''} ${ResourceType ?? ''}`,
    ).sort();
  }
});

function wantedTypes(spec: ControlPlaneSpec): readonly string[] {
  return Object.entries(templateOf(spec).Resources)
    .map(([id, { Type }]) => `${id} ${Type}`)
    .sort();
}

function outputOf(
  { Outputs = [] }: { readonly Outputs?: readonly { readonly OutputKey?: string; readonly OutputValue?: string }[] },
  key: string,
) {
  return Outputs.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
}
