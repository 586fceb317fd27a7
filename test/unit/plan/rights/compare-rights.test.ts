import { expect } from 'chai';
import type { RightChange } from '../../../../processor/model/plan.ts';
import type { TemplateResource } from '../../../../processor/model/stack.ts';
import { compareRights } from '../../../../processor/plan/rights/compare-rights.ts';
import { listRights } from '../../../../processor/plan/rights/list-rights.ts';

type Members = Readonly<Record<string, unknown>>;

function allow(Action: unknown, Resource: unknown, more: Members = {}): Members {
  return { Effect: 'Allow', Action, Resource, ...more };
}

function role(statements: readonly Members[], more: Members = {}): TemplateResource {
  return {
    Type: 'AWS::IAM::Role',
    Properties: { Policies: [{ PolicyName: 'Work', PolicyDocument: { Statement: statements } }], ...more },
  };
}

function trusting(...statements: Members[]): TemplateResource {
  return role([], { AssumeRolePolicyDocument: { Statement: statements } });
}

function changes(before: TemplateResource | undefined, after: TemplateResource | undefined): readonly RightChange[] {
  return compareRights(listRights(before), listRights(after));
}

/** `+! text` for one that widens, `+> text` for one that only moves. */
function lines(before: TemplateResource | undefined, after: TemplateResource | undefined): readonly string[] {
  return changes(before, after).map(({ change, widens, moved, text }) => {
    const sign = moved === true ? '>' : widens ? '!' : '';
    return `${change === 'added' ? '+' : '-'}${sign} ${text}`;
  });
}

describe('the difference between the rights of two versions of a resource', () => {
  it('is what comes and goes, not the statements in which it stands', () => {
    const before = role([allow(['s3:GetObject', 's3:PutObject'], ['arn:a', 'arn:b'])]);
    const after = role([allow('s3:PutObject', ['arn:a', 'arn:b']), allow('s3:GetObject', ['arn:b', 'arn:c', 'arn:d'])]);

    expect(lines(before, after)).to.deep.equal([
      '+! allow s3:GetObject on arn:c, arn:d',
      '- allow s3:GetObject on arn:a',
    ]);
  });

  it('is nothing when the same is cut or ordered otherwise', () => {
    const before = role([allow(['s3:GetObject', 's3:PutObject'], 'arn:a')]);
    const after = role([allow('s3:PutObject', 'arn:a'), allow('s3:GetObject', ['arn:a'])]);

    expect(lines(before, after)).to.deep.equal([]);
  });

  it('is everything of what comes or goes as a whole', () => {
    const whole = role([allow(['s3:GetObject', 's3:ListBucket'], 'arn:a')]);

    expect(changes(undefined, whole)).to.deep.equal([
      {
        ...{ change: 'added', kind: 'allow', widens: true, actions: ['s3:GetObject', 's3:ListBucket'] },
        text: 'allow s3:GetObject, s3:ListBucket on arn:a',
      },
    ]);
    expect(lines(whole, undefined)).to.deep.equal(['- allow s3:GetObject, s3:ListBucket on arn:a']);
  });

  it('tells who may assume the role, and on what condition', () => {
    const service = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'sagemaker.amazonaws.com' } };
    const stranger = { ...service, Principal: { AWS: 'arn:aws:iam::999999999999:root' } };
    const Condition = { StringEquals: { 'aws:SourceAccount': '111111111111' } };

    expect(lines(trusting(service), trusting(service, stranger))).to.deep.equal([
      '+! may be assumed by arn:aws:iam::999999999999:root',
    ]);
    expect(lines(trusting(service), trusting({ ...service, Condition })), 'a condition makes it narrower').to.eql([
      '+ may be assumed by sagemaker.amazonaws.com if aws:SourceAccount StringEquals 111111111111',
      '- may be assumed by sagemaker.amazonaws.com',
    ]);
    expect(lines(trusting({ ...service, Condition }), trusting(service))[0]).to.match(/^\+! may be assumed/);
    expect(changes(undefined, trusting({ ...service, Principal: { AWS: '*' } }))[0]?.principals).to.eql(['everybody']);
  });

  it('widens when a denial or a boundary goes, and does not when one comes', () => {
    const denial = { Effect: 'Deny', Action: '*', Resource: 'arn:a' };
    const boundary = { PermissionsBoundary: 'arn:aws:iam::111111111111:policy/most' };

    expect(lines(role([denial]), role([]))).to.deep.equal(['-! deny * on arn:a']);
    expect(lines(role([]), role([denial]))).to.deep.equal(['+ deny * on arn:a']);
    expect(lines(role([], boundary), role([]))).to.deep.equal([
      '-! never more than arn:aws:iam::111111111111:policy/most',
    ]);
    expect(lines(role([]), role([], boundary))[0]).to.match(/^\+ never more/);
    expect(lines(role([denial]), role([{ ...denial, Resource: '*' }])), 'denied by a wider one').to.deep.equal([
      '+ deny * on *',
      '- deny * on arn:a',
    ]);
  });

  it('does not widen by what was allowed before by a wider right', () => {
    expect(lines(role([allow('s3:*', '*')]), role([allow('s3:GetObject', 'arn:a/*')]))).to.deep.equal([
      '+ allow s3:GetObject on arn:a/*',
      '- allow s3:* on *',
    ]);
    expect(lines(role([allow('s3:Get?', 'arn:a')]), role([allow('s3:Get*', 'arn:a')]))[0]).to.match(/^\+!/);
    const but = { Effect: 'Allow', NotAction: 's3:*', Resource: '*' };
    expect(lines(role([but]), role([{ ...but, NotAction: 's3:Get*' }]))[0]).to.equal('+! allow all but s3:Get* on *');
  });

  it('tells a right that only moves from one that is new', () => {
    function moved(from: string, to: string, action = 's3:GetObject') {
      return lines(role([allow(action, from)]), role([allow(action, to)]))[0]?.slice(0, 2);
    }

    expect(moved('arn:aws:s3:::old/model.tar.gz', 'arn:aws:s3:::new/model.tar.gz')).to.equal('+>');
    expect(moved('arn:aws:s3:::old/churn/*', 'arn:aws:s3:::new/churn/*')).to.equal('+>');
    expect(moved('arn:aws:s3:::old/churn/*', 'arn:aws:s3:::new/*'), 'fewer parts before the star').to.equal('+!');
    expect(moved('arn:aws:s3:::old/churn/*', 'arn:aws:s3:::old/*'), 'around the old').to.equal('+!');
    expect(moved('arn:aws:s3:::old/a', 'arn:aws:s3:::new/*'), 'one by many').to.equal('+!');
    expect(moved('arn:aws:iam::1:role/a', 'arn:aws:iam::1:role/b', 'iam:PassRole'), 'another role').to.equal('+!');
  });

  it('lets a right that goes make up for one alone', () => {
    function list(prefix: string) {
      return allow('s3:ListBucket', 'arn:b', { Condition: { StringLike: { 's3:prefix': prefix } } });
    }

    expect(lines(role([list('a/*')]), role([list('b/*'), list('c/*')])).map((line) => line.slice(0, 2))).to.deep.equal([
      '+!',
      '+>',
      '- ',
    ]);
    expect(lines(role([list('a/*')]), role([list('*')]))[0]).to.match(/^\+!/);
  });

  it('moves several resources at once, each for one that goes', () => {
    function moved(from: readonly string[], to: readonly string[]) {
      return lines(role([allow('logs:PutLogEvents', from)]), role([allow('logs:PutLogEvents', to)]))[0]?.slice(0, 2);
    }

    expect(moved(['arn:old', 'arn:old:stream:*'], ['arn:new', 'arn:new:stream:*'])).to.equal('+>');
    expect(moved(['arn:z', 'arn:old:stream:*'], ['arn:zz:stream:*', 'arn:a'])).to.equal('+>');
    expect(moved(['arn:old', 'arn:older'], ['arn:new', 'arn:new:stream:*']), 'a star for none').to.equal('+!');
    expect(moved(['arn:old:a:*', 'arn:old:b'], ['arn:new:*', 'arn:new:b']), 'a wider star').to.equal('+!');
    expect(moved(['arn:old:a:*', 'arn:old:b'], ['arn:x:y:*', 'arn:q:r:*']), 'two stars for one').to.equal('+!');
  });

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
});
