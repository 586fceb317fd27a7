import { expect } from 'chai';
import type { ResourceChange } from '../../../processor/model/plan.ts';
import { describeResources } from '../../../processor/render/plan/plan-resources.ts';

describe('a changed resource in words', () => {
  function wordsOf(change: Partial<ResourceChange>): string | undefined {
    const resource = { logicalId: 'Role', type: 'AWS::IAM::Role', action: 'update', replacement: 'no' } as const;
    return describeResources([{ ...resource, ...change }])[0]?.what;
  }

  it('names what changes', () => {
    expect(wordsOf({ properties: ['Policies', 'Tags'] })).to.equal('updated: Policies, Tags');
  });

  it('names what forces its replacement', () => {
    const properties = ['Path', 'RoleName'];
    expect(wordsOf({ replacement: 'yes', properties, forcedBy: properties })).to.equal('replaced: Path, RoleName');
  });

  it('tells what forces its replacement from what would change in place', () => {
    const properties = ['Path', 'RoleName', 'Description', 'Tags'];
    expect(wordsOf({ replacement: 'yes', properties, forcedBy: ['Path', 'RoleName'] })).to.equal(
      'replaced because of Path, RoleName; Description, Tags too',
    );
  });

  it('names what changes where a plan of an older version does not tell what forces it', () => {
    expect(wordsOf({ replacement: 'yes', properties: ['Path', 'Tags'] })).to.equal('replaced: Path, Tags');
  });

  it('names the resource that it follows', () => {
    const change = { replacement: 'yes', properties: ['Path'], forcedBy: ['Path'], cascadedFrom: 'Model' } as const;
    expect(wordsOf(change)).to.equal('replaced because Model is replaced');
  });
});
