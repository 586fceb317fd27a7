import { expect } from 'chai';

import {
  artifactsBucketName,
  boundaryArn,
  controlPlaneStackName,
  generatedNames,
  projectName,
  roleArn,
  roleName,
} from '../../../pipelines/control-plane/role-names.ts';
import type { ControlTemplate } from '../../../pipelines/control-plane/synthesize-control-plane.ts';
import { expectSnapshot } from '../../helpers/snapshot.ts';
import {
  CONTROL,
  foundationSpec,
  memberTemplates,
  PREFIX,
  PROD,
  REGION,
  rolesSpec,
  stackSetSpec,
  SUBJECTS,
  templateOf,
} from './support/specs.ts';

type Json = Readonly<Record<string, unknown>>;

function idsOf(template: ControlTemplate) {
  return {
    resources: Object.fromEntries(Object.entries(template.Resources).map(([id, { Type }]) => [id, Type])),
    outputs: Object.keys(template.Outputs ?? {}).sort(),
  };
}

function ofType(template: ControlTemplate, type: string) {
  return Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
}

describe('names of the control plane', () => {
  const place = { stackPrefix: 'MLOps', account: CONTROL, region: REGION };

  it('are known before anything is installed', () => {
    expect(roleName('read', place)).to.equal('mlops-read-eu-west-1');
    expect(roleArn('deploy', place)).to.equal(`arn:aws:iam::${CONTROL}:role/mlops/mlops-deploy-eu-west-1`);
    expect(boundaryArn(place)).to.equal(`arn:aws:iam::${CONTROL}:policy/mlops/mlops-boundary-eu-west-1`);
    expect(roleArn('plan', { ...place, region: 'cn-north-1' })).to.match(/^arn:aws-cn:iam::/);
    expect(controlPlaneStackName('MLOps', 'foundation')).to.equal('mlops-foundation');
    expect(projectName('MLOps', 'apply')).to.equal('mlops-apply');
  });

  it('are legal, short enough and still different for the longest prefix', () => {
    const long = { stackPrefix: 'a'.repeat(40), account: CONTROL, region: 'ap-southeast-99' };
    const longer = { ...long, stackPrefix: `${'a'.repeat(39)}b` };
    const roles = ['read', 'deploy', 'execution', 'boundary', 'plan', 'apply', 'review', 'provision'] as const;
    const names = [long, longer].flatMap((one) => roles.map((role) => roleName(role, one)));
    const buckets = [long, longer].map(artifactsBucketName);

    for (const name of names) expect(name).to.match(/^[\w+=,.@-]{1,64}$/);
    for (const name of buckets) expect(name).to.match(/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/);
    expect(new Set(names).size).to.equal(names.length);
    expect(new Set(buckets).size).to.equal(2);
  });

  it('never cover a role of the control plane by the pattern of the workloads’', () => {
    for (const stackPrefix of ['mlops', 'mlops-pipeline', 'a'.repeat(40)]) {
      const pattern = generatedNames(stackPrefix);
      const regex = new RegExp(`^arn:aws:iam::${CONTROL}:role/${pattern.replaceAll('*', '.*')}$`);
      for (const role of ['read', 'deploy', 'execution', 'apply'] as const) {
        expect(roleArn(role, { stackPrefix, account: CONTROL, region: REGION })).not.to.match(regex);
      }
      expect(`arn:aws:iam::${CONTROL}:role/${`${stackPrefix}-churn-byompipeline`.slice(0, 24)}-JobRole-AbC`).to.match(
        regex,
      );
    }
  });
});

describe('the stacks of roles and foundation', () => {
  it('keep their logical ids, which are a contract with what is installed', () => {
    const url = new URL('snapshots/logical-ids.json', import.meta.url);
    expectSnapshot(url, Object.fromEntries(SUBJECTS.map(({ name, spec }) => [name, idsOf(templateOf(spec))])));
  });

  it('come out the same each time', () => {
    for (const { spec } of SUBJECTS) expect(templateOf(spec)).to.deep.equal(templateOf(structuredClone(spec)));
  });

  it('trust the builds of the control plane by their exact roles', () => {
    const template = templateOf(rolesSpec({ account: PROD, region: 'eu-central-1' }));
    const place = { stackPrefix: PREFIX, account: CONTROL, region: REGION };
    function trust(id: string): unknown {
      const document = template.Resources[id]?.Properties?.['AssumeRolePolicyDocument'] as {
        readonly Statement: unknown;
      };
      return document.Statement;
    }

    expect(trust('DeployRole')).to.deep.equal([
      {
        Action: 'sts:AssumeRole',
        Condition: { ArnEquals: { 'aws:PrincipalArn': [roleArn('apply', place)] } },
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${CONTROL}:root` },
      },
    ]);
    expect(JSON.stringify(trust('ReadRole')))
      .to.include(roleArn('plan', place))
      .and.include(roleArn('status', place));
    expect(JSON.stringify(trust('ReadRole'))).not.to.include(roleArn('apply', place));
  });

  it('stay within IAM’s lengths, with the longest names and many buckets and keys', () => {
    const many = rolesSpec({
      stackPrefix: 'p'.repeat(40),
      region: 'ap-southeast-2',
      assetsBuckets: Array.from({ length: 5 }, (_, index) => `${'b'.repeat(60)}-${index}`),
      kmsKeyArns: Array.from(
        { length: 10 },
        (_, index) => `arn:aws:kms:ap-southeast-2:${PROD}:key/1234abcd-12ab-34cd-56ef-12345678900${index}`,
      ),
    });
    for (const spec of [rolesSpec(), many]) {
      const template = templateOf(spec);
      for (const [id, { Properties = {} }] of ofType(template, 'AWS::IAM::ManagedPolicy')) {
        expect(JSON.stringify(Properties['PolicyDocument']).length, id).to.be.at.most(6_144);
      }
      for (const [id, { Properties = {} }] of ofType(template, 'AWS::IAM::Role')) {
        expect(JSON.stringify(Properties['Policies'] ?? []).length, id).to.be.at.most(10_240);
      }
    }
  });

  it('keep buckets, their policies and repositories when the stack is deleted, not when it never came up', () => {
    const template = templateOf(foundationSpec());
    for (const type of ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 'AWS::ECR::Repository']) {
      const found = ofType(template, type);
      expect(found, type).to.have.length(1);
      for (const [id, resource] of found) {
        expect(resource['DeletionPolicy'], id).to.equal('RetainExceptOnCreate');
        expect(resource['UpdateReplacePolicy'], id).to.equal('Retain');
      }
    }
  });

  it('let the workloads’ roles of other stages read, and nobody else', () => {
    const template = templateOf(foundationSpec());
    const policy = ofType(template, 'AWS::S3::BucketPolicy')[0]?.[1].Properties?.['PolicyDocument'] as {
      readonly Statement: readonly Json[];
    };
    const reader = policy.Statement.find(({ Sid }) => Sid === 'ReadFromStages');

    expect(reader).to.deep.include({
      Principal: { AWS: `arn:aws:iam::${PROD}:root` },
      Condition: { ArnLike: { 'aws:PrincipalArn': [`arn:aws:iam::${PROD}:role/mlops-pipeline-*`] } },
      Action: ['s3:GetObject', 's3:ListBucket'],
    });
    const alone = templateOf(foundationSpec({ readerAccounts: [CONTROL] }));
    expect(JSON.stringify(alone)).not.to.include('ReadFromStages');
  });

  it('make only what does not exist', () => {
    const empty = templateOf(foundationSpec({ assetsBuckets: [], ecrRepositories: [], apiGatewayLogRole: false }));

    expect(empty.Resources).to.deep.equal({});
  });

  it('go into one stack set a region, for whichever account', () => {
    const template = templateOf(stackSetSpec());
    const sets = ofType(template, 'AWS::CloudFormation::StackSet').map(([, { Properties = {} }]) => Properties);

    expect(sets).to.have.length(2);
    for (const set of sets) {
      expect(set).to.deep.include({
        PermissionModel: 'SERVICE_MANAGED',
        CallAs: 'DELEGATED_ADMIN',
        Capabilities: ['CAPABILITY_NAMED_IAM'],
        AutoDeployment: { Enabled: true, RetainStacksOnAccountRemoval: true },
      });
      expect(String(set['TemplateBody']).length).to.be.at.most(51_200);
    }
    const own = new Set(Object.keys({ ...templateOf(rolesSpec()).Resources }));
    for (const member of memberTemplates(template)) {
      expect(Object.keys(member.Resources)).to.include.members([...own]);
      expect(JSON.stringify(member)).to.include('{"Ref":"AWS::AccountId"}');
    }
  });
});
