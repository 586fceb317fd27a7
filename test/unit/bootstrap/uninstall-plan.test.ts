import { expect } from 'chai';
import { checkRemovable } from '../../../processor/bootstrap/check-removable.ts';
import { renderUninstallPlan, renderUninstallReport } from '../../../processor/bootstrap/render-uninstall.ts';
import {
  destroyCommands,
  keptNames,
  planRemoval,
  removesAnything,
  standingStacks,
  uninstallPlan,
  type KeptThing,
} from '../../../processor/bootstrap/uninstall-plan.ts';
import { MANAGED_BY, TAGS, type DeployedStack, type StackTemplate } from '../../../processor/model/stack.ts';
import { HOME, installable } from './settings.ts';

const PLACE = { account: HOME, region: 'eu-west-1' };
const OURS = { [TAGS.managedBy]: MANAGED_BY };

const TEMPLATE: StackTemplate = {
  Resources: {
    Bucket: { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Retain', Properties: { BucketName: 'kept-bucket' } },
    Other: { Type: 'AWS::S3::Bucket', DeletionPolicy: 'RetainExceptOnCreate', Properties: { BucketName: 'a-bucket' } },
    Repository: { Type: 'AWS::ECR::Repository', Properties: { RepositoryName: 'team/images' } },
    Role: { Type: 'AWS::IAM::Role' },
  },
};

function stack(stackName: string, change: Partial<DeployedStack> = {}): DeployedStack {
  return {
    stackName,
    stackId: `arn:${stackName}`,
    status: 'CREATE_COMPLETE',
    outputs: {},
    tags: OURS,
    terminationProtection: false,
    ...change,
  };
}

function removal(change: Partial<DeployedStack> = {}, kind: 'control-plane' | 'roles' | 'foundation' = 'foundation') {
  return planRemoval(stack(`mlops-pipeline-${kind}`, change), { ...PLACE, kind, template: TEMPLATE });
}

function kept(end: KeptThing['end'], name = 'bucket'): KeptThing {
  return { ...PLACE, kind: 'bucket', name, end, hasMore: false };
}

const NOTHING = { changes: [], standing: [], kept: [], left: [], notes: [] };

describe('the plan of an uninstallation', () => {
  it('removes the control plane first and the foundation last', () => {
    const changes = [removal({}, 'foundation'), removal({}, 'roles'), removal({}, 'control-plane')];
    const kinds = uninstallPlan({ ...NOTHING, changes }).changes.map(({ kind }) => kind);
    expect(kinds).to.deep.equal(['control-plane', 'roles', 'foundation']);
  });

  it('is known by what goes, in whatever order that is told, and by nothing else', () => {
    const [one, two] = [removal({}, 'roles'), removal({}, 'foundation')];
    const { digest } = uninstallPlan({ ...NOTHING, changes: [one, two] });
    expect(uninstallPlan({ ...NOTHING, changes: [two, one], kept: [kept('kept')], notes: ['n'] }).digest).to.equal(
      digest,
    );
    for (const other of [
      { changes: [one] },
      { changes: [one, removal({ stackId: 'arn:made-anew' })] },
      { changes: [one, two], kept: [kept('deleted')] },
    ]) {
      expect(uninstallPlan({ ...NOTHING, ...other }).digest).not.to.equal(digest);
    }
  });

  it('removes something when a stack goes or data are deleted', () => {
    expect(removesAnything(uninstallPlan({ ...NOTHING, kept: [kept('kept'), kept('foreign')] }))).to.equal(false);
    expect(removesAnything(uninstallPlan({ ...NOTHING, kept: [kept('deleted')] }))).to.equal(true);
    expect(removesAnything(uninstallPlan({ ...NOTHING, changes: [removal()] }))).to.equal(true);
  });

  it('counts what goes and what stays in words that fit the number', () => {
    const one = { ...NOTHING, changes: [removal()], kept: [kept('deleted'), kept('kept')] };
    const two = { ...NOTHING, kept: [kept('deleted'), kept('deleted'), kept('kept'), kept('foreign')] };
    const [first, second] = [one, two].map((facts) =>
      renderUninstallPlan(uninstallPlan(facts), { color: false, verbose: false }),
    );
    expect(first).to.include('\n1 stack to delete, 1 kept thing to delete, 1 stays\n');
    expect(second).to.include('\n0 stacks to delete, 2 kept things to delete, 2 stay\n');
  });

  it('names the command for places that were not looked at, before and after', () => {
    const plan = uninstallPlan({ ...NOTHING, left: [{ ...PLACE, stages: ['dev', 'qa'] }] });
    const command = `not looked at: ${HOME} eu-west-1; with credentials of that account: mlops bootstrap --uninstall --stage dev --stage qa\n`;
    expect(renderUninstallPlan(plan, { color: false, verbose: false })).to.include(command);
    expect(renderUninstallReport({ plan, changes: [], removed: [], succeeded: true }, { color: false })).to.include(
      command,
    );
  });

  it('names what goes with a stack, without what is kept', () => {
    expect(removal().resources.map(({ logicalId }) => logicalId)).to.have.members(['Repository', 'Role']);
    expect(removal()).to.not.have.property('blocked');
    expect(keptNames(TEMPLATE, 'bucket')).to.deep.equal(['a-bucket', 'kept-bucket']);
    expect(keptNames(TEMPLATE, 'repository')).to.deep.equal(['team/images']);
    expect(keptNames(undefined, 'bucket')).to.deep.equal([]);
  });

  it('refuses what is not ours, what is protected, and what cannot be deleted', () => {
    expect(removal({ tags: {} }).blocked?.guard).to.equal('foreign-stack');
    expect(removal({ tags: {}, status: 'REVIEW_IN_PROGRESS' }).blocked, 'never came up').to.equal(undefined);
    expect(removal({ terminationProtection: true }).blocked).to.deep.include({ guard: 'termination-protection' });
    expect(removal({ terminationProtection: true }).blocked?.reason).to.include('--stack-name mlops-pipeline-');
    expect(removal({ status: 'UPDATE_ROLLBACK_FAILED' }).blocked, 'can be deleted').to.equal(undefined);
  });
});

describe('stacks of workloads that stand', () => {
  const tags = { ...OURS, [TAGS.modelName]: 'churn', [TAGS.stage]: 'dev' };

  it('are those of the prefix with a model, of any stage, sorted', () => {
    const stacks = [
      stack('mlops-pipeline-z', { tags }),
      stack('mlops-pipeline-a', { tags: { ...tags, [TAGS.stage]: 'gone' } }),
      stack('mlops-pipeline-roles'),
      stack('mlops-pipeline-deleted', { tags, status: 'DELETE_COMPLETE' }),
      stack('mlops-pipeline-theirs', { tags: { ...tags, [TAGS.managedBy]: 'somebody' } }),
      stack('other-churn', { tags }),
    ];
    const standing = standingStacks(stacks, { ...PLACE, stackPrefix: 'MLOps-Pipeline' });
    expect(standing.map(({ stack: name, stage }) => [name, stage])).to.deep.equal([
      ['mlops-pipeline-a', 'gone'],
      ['mlops-pipeline-z', 'dev'],
    ]);
    expect(destroyCommands(standing)).to.deep.equal([
      'mlops destroy --stage gone mlops-pipeline-a',
      'mlops destroy --stage dev mlops-pipeline-z',
    ]);
    const [first = expect.fail()] = standing;
    expect(destroyCommands([{ ...first, stage: undefined }])).to.deep.equal(['mlops destroy mlops-pipeline-a']);
  });
});

describe('checkRemovable', () => {
  it('wants settings that say what is installed', () => {
    const [problem, ...others] = checkRemovable({ ...installable(), controlPlane: undefined }, []);
    expect(problem?.problem).to.include('no `control_plane`');
    expect(others).to.deep.equal([]);
  });

  it('wants stages with the same roles together', () => {
    expect(checkRemovable(installable(), [])).to.deep.equal([]);
    expect(checkRemovable(installable(), ['prod'])).to.deep.equal([]);
    expect(checkRemovable(installable(), ['dev', 'staging'])).to.deep.equal([]);
    expect(checkRemovable(installable(), ['dev'])).to.deep.equal([
      {
        problem: 'stage dev has its roles together with staging, in the same account and region',
        cure: 'uninstall them together: --stage dev --stage staging',
      },
    ]);
  });
});
