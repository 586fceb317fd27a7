import { expect } from 'chai';
import { templateText } from '../../../../processor/plan/rights/template-text.ts';

describe('a value of a template in words', () => {
  const cases: readonly (readonly [string, unknown, string])[] = [
    ['a text', 's3:GetObject', 's3:GetObject'],
    ['a number', 3, '3'],
    ['a reference', { Ref: 'Bucket' }, '${Bucket}'],
    ['an attribute', { 'Fn::GetAtt': ['Role', 'Arn'] }, '${Role.Arn}'],
    ['an attribute in one word', { 'Fn::GetAtt': 'Role.Arn' }, '${Role.Arn}'],
    ['a join', { 'Fn::Join': [':', ['arn', { Ref: 'AWS::Partition' }, 's3']] }, 'arn:${AWS::Partition}:s3'],
    ['a substitution', { 'Fn::Sub': 'arn:${AWS::Partition}:${Role.Arn}' }, 'arn:${AWS::Partition}:${Role.Arn}'],
    ['its variables', { 'Fn::Sub': ['${A}/${B}', { A: { Ref: 'Bucket' } }] }, '${Bucket}/${B}'],
    ['an import', { 'Fn::ImportValue': 'shared-key' }, '${import shared-key}'],
    ['what is not known before', { 'Fn::Select': [0, ['a']] }, '{"Fn::Select":[0,["a"]]}'],
    ['nothing', undefined, ''],
  ];
  for (const [what, value, text] of cases) {
    it(`is told of ${what}`, () => {
      expect(templateText(value)).to.equal(text);
    });
  }
});
