import { expect } from 'chai';
import { groupPolicy, groupPolicyCommand, sharedGroups } from '../../../processor/bootstrap/package-policies.ts';
import { loadDesired } from '../../../processor/config/load-desired.ts';
import { rules } from '../../../processor/config/rules/index.ts';
import { describeSideEffects } from '../../../processor/plan/side-effects/describe-side-effects.ts';
import { HOME, installable, OTHER } from './settings.ts';

const PACKAGE = `arn:aws:sagemaker:eu-west-1:${HOME}:model-package/churn/3`;

const CONFIG = {
  pipeline_type: 'byom_realtime_builtin',
  model_name: 'churn',
  model_package_name: PACKAGE,
  inference_instance: 'ml.m5.large',
  data_capture_location: 'team-capture/churn',
};

function workloads(change: object = {}, settings = installable()) {
  const bytes = Buffer.from(JSON.stringify({ ...CONFIG, ...change }));
  const { workloads: found, findings } = loadDesired({
    files: [{ path: 'mlops-config.json', bytes }],
    settings,
    rules,
  });
  expect(findings.filter(({ severity }) => severity === 'error')).to.deep.equal([]);
  return found;
}

describe('model packages that other accounts deploy', () => {
  it('are found by the accounts of the stages that deploy them', () => {
    const [shared, ...others] = sharedGroups(workloads());
    expect(shared).to.deep.equal({ account: HOME, region: 'eu-west-1', group: 'churn', readers: [OTHER] });
    expect(others).to.deep.equal([]);
    expect(sharedGroups(workloads({ stages: ['dev'] }))).to.deep.equal([]);
  });

  it('name every account that deploys them, in order and once', () => {
    const [one] = workloads({ stages: ['prod'] });
    const { spec } = one ?? expect.fail();
    const found = ['444444444444', '333333333333', '444444444444', HOME].map((account) => {
      const environment = { ...spec.environment, account };
      return { ...(one ?? expect.fail()), spec: { ...spec, environment } };
    });
    expect(sharedGroups(found).map(({ readers }) => readers)).to.deep.equal([['333333333333', '444444444444']]);
  });

  it('have names of the partition that their region is in', () => {
    const shared = { account: HOME, region: 'cn-north-1', group: 'churn', readers: [OTHER] };
    const policy = JSON.stringify(groupPolicy(shared));
    expect(policy).to.include(`arn:aws-cn:iam::${OTHER}:root`).and.include('arn:aws-cn:sagemaker:cn-north-1');
    expect(policy).not.to.include('arn:aws:');
  });

  it('need a policy that the command holds whole', () => {
    const [shared] = sharedGroups(workloads());
    const command = groupPolicyCommand(shared ?? expect.fail());

    const [, before = '', json = ''] = /^(.*) --resource-policy '(.*)'$/.exec(command) ?? [];
    expect(before).to.equal(
      'aws sagemaker put-model-package-group-policy --model-package-group-name churn --region eu-west-1',
    );
    const { Statement: statements } = JSON.parse(json) as { readonly Statement: readonly object[] };
    const Principal = { AWS: [`arn:aws:iam::${OTHER}:root`] };
    expect(statements).to.deep.equal([
      {
        Sid: 'SeeTheGroup',
        Effect: 'Allow',
        Principal,
        Action: ['sagemaker:DescribeModelPackageGroup'],
        Resource: `arn:aws:sagemaker:eu-west-1:${HOME}:model-package-group/churn`,
      },
      {
        Sid: 'DeployVersions',
        Effect: 'Allow',
        Principal,
        Action: ['sagemaker:CreateModel', 'sagemaker:DescribeModelPackage'],
        Resource: `arn:aws:sagemaker:eu-west-1:${HOME}:model-package/churn/*`,
      },
    ]);
  });

  it('are read from the buckets of the account that they belong to', () => {
    const prod = workloads().find(({ identity }) => identity.stage === 'prod');
    const buckets = [`mlops-assets-${HOME}-eu-west-1`, 'staging-bucket'];
    expect(prod?.spec.environment.packageBuckets).to.deep.equal(buckets);
    const dev = workloads().find(({ identity }) => identity.stage === 'dev');
    expect(dev?.spec.environment).not.to.have.property('packageBuckets');
    const model_package_name = PACKAGE.replace(HOME, '333333333333');
    const allowed = installable({ allowed_accounts: ['333333333333'] });
    expect(workloads({ model_package_name }, allowed)[0]?.spec.environment.packageBuckets).to.deep.equal([
      'mlops-assets-333333333333-eu-west-1',
    ]);
  });

  it('say in the plan what they need, once', () => {
    const after = workloads().find(({ identity }) => identity.stage === 'prod')?.spec ?? expect.fail();
    const needs = `needs model package group churn of account ${HOME} to let account ${OTHER} deploy from it: \`mlops bootstrap --plan\` writes the policy`;
    expect(describeSideEffects({ action: 'create', after, resources: [] }, [])).to.include(needs);
    expect(describeSideEffects({ action: 'update', before: after, after, resources: [] }, [])).not.to.include(needs);
    const own = workloads().find(({ identity }) => identity.stage === 'dev')?.spec ?? expect.fail();
    expect(describeSideEffects({ action: 'create', after: own, resources: [] }, []).join()).not.to.contain('needs');
  });
});
