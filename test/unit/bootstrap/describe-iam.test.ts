import { expect } from 'chai';
import { describeIam } from '../../../processor/bootstrap/describe-iam.ts';
import type { StackTemplate } from '../../../processor/model/stack.ts';

const PLACE = { account: '111111111111', region: 'cn-north-1' };

function changesOf(before: StackTemplate | undefined, after: StackTemplate): ReturnType<typeof describeIam> {
  return describeIam(before, after, PLACE);
}

function role(actions: readonly string[], trusted: unknown = { Service: 'codebuild.amazonaws.com' }): StackTemplate {
  return {
    Resources: {
      Builder: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: 'team-apply',
          AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: trusted }] },
          Policies: [{ PolicyDocument: { Statement: { Effect: 'Allow', Action: actions, Resource: 'arn:x' } } }],
        },
      },
      Topic: { Type: 'AWS::SNS::Topic' },
    },
  };
}

describe('who may do what', () => {
  it('is told of a new role: who assumes it, and each right', () => {
    expect(changesOf(undefined, role(['s3:GetObject', 'sts:AssumeRole']))).to.deep.equal([
      {
        ...{ action: 'create', what: 'role', name: 'team-apply', trusts: ['codebuild.amazonaws.com'] },
        granted: ['allow s3:GetObject on arn:x', 'allow sts:AssumeRole on arn:x'],
        withdrawn: [],
      },
    ]);
  });

  it('is told of what comes and what goes, and of nothing when nothing does', () => {
    const [change] = changesOf(role(['s3:GetObject']), role(['s3:PutObject']));
    expect(change).to.deep.include({
      ...{ action: 'update', granted: ['allow s3:PutObject on arn:x'] },
      withdrawn: ['allow s3:GetObject on arn:x'],
    });
    expect(changesOf(role(['s3:GetObject']), role(['s3:GetObject']))).to.deep.equal([]);
  });

  it('is told when only those who may assume a role change', () => {
    const [change] = changesOf(role([]), role([], { AWS: 'arn:aws:iam::999999999999:root' }));
    expect(change).to.deep.include({ action: 'update', trusts: ['arn:aws:iam::999999999999:root'] });
  });

  it('is told of a role that goes', () => {
    const [change] = changesOf(role(['s3:GetObject']), { Resources: {} });
    expect(change).to.deep.include({ action: 'delete', withdrawn: ['allow s3:GetObject on arn:x'] });
  });

  it('is told of a role whose rights stand in policies of its own stack', () => {
    function attached(id: string) {
      return { Type: 'AWS::IAM::ManagedPolicy', Properties: { Roles: [{ Ref: id }] } };
    }
    const template = { Resources: { ...role(['s3:GetObject']).Resources, Keys: attached('Builder') } };
    const [, change] = changesOf(undefined, template);
    expect(change).to.deep.include({
      name: 'team-apply',
      granted: ['allow s3:GetObject on arn:x', 'everything of Keys'],
    });
    const [gone] = changesOf(template, { Resources: { ...template.Resources, Keys: attached('Other') } });
    expect(gone).to.deep.include({ action: 'update', granted: [], withdrawn: ['everything of Keys'] });
  });

  it('does not hide everybody, exceptions and conditions', () => {
    const document = {
      Statement: [
        {
          ...{ Effect: 'Deny', Principal: '*', NotAction: 's3:Get*', Resource: { 'Fn::GetAtt': ['Bucket', 'Arn'] } },
          Condition: { Bool: { 'aws:SecureTransport': false } },
        },
      ],
    };
    const template = { Resources: { P: { Type: 'AWS::S3::BucketPolicy', Properties: { PolicyDocument: document } } } };
    expect(changesOf(undefined, template)[0]?.granted).to.deep.equal([
      'deny all but s3:Get* on ${Bucket.Arn} by everybody if aws:SecureTransport Bool false',
    ]);
  });

  it('writes out what CloudFormation knows of the place, and leaves names of resources', () => {
    const arn = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::', { Ref: 'Bucket' }]] };
    const service = { Service: { 'Fn::Join': ['.', ['ec2', { Ref: 'AWS::URLSuffix' }]] } };
    const [change] = changesOf(undefined, {
      Resources: {
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: service }] },
            Policies: [{ PolicyDocument: { Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: arn } } }],
          },
        },
      },
    });
    expect(change?.trusts).to.deep.equal(['ec2.amazonaws.com.cn']);
    expect(change?.granted).to.deep.equal(['allow s3:GetObject on arn:aws-cn:s3:::${Bucket}']);
  });
});
