import { expect } from 'chai';
import type { TemplateResource } from '../../../../processor/model/stack.ts';
import { allow, changes, lines, role, trusting } from './support/lines.ts';

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
    expect(moved('arn:aws:s3:::old/churn/*', 'arn:aws:s3:::new*/churn/latest'), 'an earlier star').to.equal('+!');
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

  it('takes a right for moved where all but its resource and the value of its condition stays', () => {
    function list(operator: string, key: string) {
      return role([allow('s3:ListBucket', 'arn:b', { Condition: { [operator]: { [key]: `${operator} ${key}` } } })]);
    }
    function moved(from: TemplateResource, to: TemplateResource) {
      return lines(from, to)[0]?.slice(0, 2);
    }
    function shared(AWS: string, Resource: string) {
      const Statement = { Effect: 'Allow', Action: 's3:GetObject', Principal: { AWS }, Resource };
      return { Type: 'AWS::S3::BucketPolicy', Properties: { PolicyDocument: { Statement } } };
    }

    const like = list('StringLike', 's3:prefix');
    expect(moved(like, list('StringLike', 's3:delimiter')), 'another key').to.equal('+!');
    expect(moved(like, list('StringNotLike', 's3:prefix')), 'another operator').to.equal('+!');
    expect(moved(shared('arn:one', 'arn:a'), shared('arn:one', 'arn:b'))).to.equal('+>');
    expect(moved(shared('arn:one', 'arn:a'), shared('arn:two', 'arn:b')), 'somebody else').to.equal('+!');
    const denied = role([{ ...allow('s3:GetObject', 'arn:a'), Effect: 'Deny' }]);
    expect(moved(denied, role([allow('s3:GetObject', 'arn:b')])), 'for a denial').to.equal('+!');
    expect(moved(role([allow('s3:Get*', 'arn:a')]), role([allow('s3:Get*', 'arn:b')]))).to.equal('+>');
    for (const action of ['IAM:PassRole', 'sts:AssumeRole', '*']) {
      expect(moved(role([allow(action, 'arn:a')]), role([allow(action, 'arn:b')])), action).to.equal('+!');
    }
    const both = ['iam:PassRole', 's3:GetObject'];
    expect(moved(role([allow(both, 'arn:a')]), role([allow(both, 'arn:b')])), 'also another role').to.equal('+!');
  });

  it('takes nothing for moved that is wider than what goes, nor what is no new right', () => {
    function told(from: unknown, to: unknown, fresh: unknown = ['s3:GetObject', 's3:PutObject']) {
      return lines(role([allow(['s3:PutObject', 's3:GetObject'], from)]), role([allow(fresh, to)]))[0]?.slice(0, 2);
    }

    expect(told('arn:x/churn*', 'arn:x/other*')).to.equal('+>');
    expect(told('arn:x/churn*', 'arn:x/ch*')).to.equal('+!');
    expect(told(['arn:x/churn*', 'arn:y'], ['arn:x/ch*', 'arn:z'])).to.equal('+!');
    expect(told('arn:x/*', 'arn:x/churn')).to.equal('+ ');
  });

  it('is in one line for the same actions on several resources, all in order', () => {
    const after = role([allow(['s3:B', 's3:A'], ['arn:d', 'arn:c']), allow(['s3:A', 's3:B'], 'arn:b')]);

    expect(lines(undefined, after)).to.deep.equal(['+! allow s3:A, s3:B on arn:b, arn:c, arn:d']);
  });

  it('is told in the order of its words, however the statements stand', () => {
    const statements = [allow('s3:B', 'arn:x'), allow('s3:C', 'arn:y'), allow('s3:A', 'arn:z')];
    const ordered = ['+! allow s3:A on arn:z', '+! allow s3:B on arn:x', '+! allow s3:C on arn:y'];

    expect(lines(undefined, role(statements))).to.deep.equal(ordered);
    expect(lines(undefined, role(statements.toReversed()))).to.deep.equal(ordered);
  });

  it('is told by kind, of what widens, then of what moves, then of the rest', () => {
    const Action = 'sts:AssumeRole';
    const trust = { Effect: 'Allow', Action, Principal: { Service: 'sagemaker.amazonaws.com' } };
    const full = role([{ ...allow('s3:*', 'arn:d'), Effect: 'Deny' }, allow('s3:Get', 'arn:a')], {
      AssumeRolePolicyDocument: { Statement: trust },
      ManagedPolicyArns: ['arn:m'],
      PermissionsBoundary: 'arn:p',
    });
    const kinds = ['trust', 'policy', 'allow', 'boundary', 'deny'];

    expect(changes(undefined, full).map(({ kind }) => kind)).to.deep.equal(kinds);
    const bounded = role([], { PermissionsBoundary: 'arn:p' });
    expect(changes(trusting(trust), bounded).map(({ kind }) => kind)).to.deep.equal(['trust', 'boundary']);
    expect(changes(full, undefined).map(({ kind }) => kind)).to.deep.equal(['boundary', 'deny', ...kinds.slice(0, 3)]);
    expect(
      lines(full, role([allow('s3:Get', 'arn:b'), allow('s3:Put', 'arn:c')])).map((line) => line.slice(0, 9)),
    ).to.eql(['-! never ', '+! allow ', '-! deny s', '+> allow ', '- may be ', '- everyth', '- allow s']);
  });

  it('names actions of what is allowed and denied, and of nothing else', () => {
    const denial = { ...allow('s3:*', '*'), Effect: 'Deny' };
    const [trust, policy, denied] = changes(
      undefined,
      role([denial], {
        AssumeRolePolicyDocument: { Statement: { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: 'arn:one' } },
        ManagedPolicyArns: ['arn:m'],
      }),
    );

    expect(denied).to.deep.include({ kind: 'deny', actions: ['s3:*'], text: 'deny s3:* on *' });
    for (const whole of [trust, policy]) expect(whole).not.to.have.property('actions');
    expect(policy).not.to.have.property('principals');
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
});
