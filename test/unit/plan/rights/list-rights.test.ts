import { expect } from 'chai';
import { allow, lines, role, trusting } from './support/lines.ts';

/** What a resource gives as a whole. */
function given(Type: string, Properties: Readonly<Record<string, unknown>>): readonly string[] {
  return lines(undefined, { Type, Properties });
}

describe('the rights that a resource of a template stands for', () => {
  it('knows policies of their own, managed ones, buckets and functions', () => {
    const Statement = { Effect: 'Allow', Action: 's3:GetObject', Principal: '*', Resource: 'arn:b/*' };
    const bucket = { Type: 'AWS::S3::BucketPolicy', Properties: { PolicyDocument: { Statement } } };
    expect(lines(undefined, bucket)).to.deep.equal(['+! allow s3:GetObject on arn:b/* by everybody']);

    const own = { PolicyDocument: { Statement: allow('a:B', '*') }, Roles: [{ Ref: 'ModelRole' }] };
    expect(lines(undefined, { Type: 'AWS::IAM::Policy', Properties: own })).to.deep.equal([
      '+! is given to ${ModelRole}',
      '+! allow a:B on *',
    ]);

    const ManagedPolicyArns = ['arn:aws:iam::aws:policy/AmazonS3FullAccess'];
    expect(lines(role([]), role([], { ManagedPolicyArns }))).to.deep.equal([
      '+! everything of arn:aws:iam::aws:policy/AmazonS3FullAccess',
    ]);

    const FunctionName = { 'Fn::GetAtt': ['Ask', 'Arn'] };
    const call = { Action: 'lambda:InvokeFunction', FunctionName, Principal: '*', SourceAccount: '111111111111' };
    expect(lines(undefined, { Type: 'AWS::Lambda::Permission', Properties: call })).to.deep.equal([
      '+! allow lambda:InvokeFunction on ${Ask.Arn} by everybody if SourceAccount is 111111111111',
    ]);
  });

  it('leaves nothing out that only CloudFormation can work out', () => {
    const choice = { 'Fn::If': ['IsProd', allow('a:B', '*'), { Ref: 'AWS::NoValue' }] };

    expect(lines(undefined, role([choice]))[0]).to.match(/^\+! allow \{"Fn::If":\["IsProd"/);
    const document = { 'Fn::If': ['IsProd', {}, {}] };
    expect(lines(undefined, role([], { Policies: [{ PolicyDocument: document }] }))[0]).to.include('Fn::If');
  });

  it('stand in whatever property holds the policy of a type', () => {
    const Statement = { Effect: 'Allow', Action: 'a:B', Principal: { Service: 'events.amazonaws.com' } };
    for (const [type, property] of [
      ['AWS::SNS::TopicPolicy', 'PolicyDocument'],
      ['AWS::ECR::Repository', 'RepositoryPolicyText'],
      ['AWS::KMS::Key', 'KeyPolicy'],
      ['AWS::SecretsManager::ResourcePolicy', 'ResourcePolicy'],
      ['AWS::Backup::BackupVault', 'Policy'],
    ] as const) {
      expect(given(type, { [property]: { Statement } }), type).to.deep.equal(['+! allow a:B by events.amazonaws.com']);
    }
  });

  it('are those of a policy for whom it is given to, and none of a profile that only holds a role', () => {
    const to = { Roles: ['r'], Users: ['u'], Groups: ['g'] };

    for (const type of ['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy']) {
      expect(given(type, to), type).to.deep.equal(['+! is given to g, r, u']);
    }
    expect(given('AWS::IAM::InstanceProfile', { Roles: ['r'] })).to.deep.equal([]);
  });

  it('are those of one function, on the conditions that its permission names', () => {
    const SourceArn = { 'Fn::GetAtt': ['Rule', 'Arn'] };
    const call = { Action: 'lambda:InvokeFunction', FunctionName: 'ask', Principal: 'events.amazonaws.com', SourceArn };
    const start = 'allow lambda:InvokeFunction on ask by events.amazonaws.com if';

    expect(given('AWS::Lambda::Permission', call)).to.deep.equal([`+! ${start} SourceArn is \${Rule.Arn}`]);
    const account = { ...call, Principal: { Ref: 'AWS::AccountId' }, SourceArn: undefined };
    expect(given('AWS::Lambda::Permission', account)).to.deep.equal([
      '+! allow lambda:InvokeFunction on ask by ${AWS::AccountId}',
    ]);
    const more = { ...call, PrincipalOrgID: 'o-1', FunctionUrlAuthType: 'NONE' };
    expect(given('AWS::Lambda::Permission', more)).to.deep.equal([
      `+! ${start} SourceArn is \${Rule.Arn} and PrincipalOrgID is o-1 and FunctionUrlAuthType is NONE`,
    ]);
  });

  it('tell what a statement leaves out', () => {
    const but = { Effect: 'Allow', NotAction: ['s3:*', 'iam:*'], NotResource: ['arn:b', 'arn:a'] };
    expect(lines(undefined, role([but]))).to.deep.equal(['+! allow all but iam:* and s3:* on all but arn:a and arn:b']);

    const Statement = { Effect: 'Deny', NotPrincipal: { AWS: ['arn:two', 'arn:one'] }, Action: 's3:*', Resource: '*' };
    expect(given('AWS::S3::BucketPolicy', { PolicyDocument: { Statement } })).to.deep.equal([
      '+ deny s3:* on * by all but arn:one and arn:two',
    ]);
  });

  it('are more than trust where a trust policy says more', () => {
    const one = { Effect: 'Allow', Principal: 'arn:one', Action: ['sts:AssumeRole', 'sts:TagSession'] };
    const two = { Effect: 'Deny', Principal: { AWS: 'arn:two' }, Action: 'sts:AssumeRole' };

    expect(lines(undefined, trusting(one, two))).to.deep.equal([
      '+! may be assumed by arn:one',
      '+! allow sts:TagSession by arn:one',
      '+ deny sts:AssumeRole by arn:two',
    ]);
  });

  it('come with each of their conditions', () => {
    const Condition = {
      StringEquals: { 'aws:SourceAccount': ['111111111111', '222222222222'], 's3:prefix': 'a' },
      Bool: { 'aws:SecureTransport': true },
    };
    expect(lines(undefined, role([allow('s3:Get', '*', { Condition })]))[0]).to.match(
      / if aws:SourceAccount StringEquals 111111111111 or 222222222222 and s3:prefix StringEquals a and aws:SecureTransport Bool true$/,
    );
    expect(lines(undefined, role([allow('s3:Get', '*', { Condition: { Ref: 'Given' } })]))[0]).to.match(
      / if Ref Given$/,
    );
  });
});
