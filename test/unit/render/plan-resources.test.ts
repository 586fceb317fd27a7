import { expect } from 'chai';
import type { ResourceChange } from '../../../processor/model/plan.ts';
import { countTypes, describeResources } from '../../../processor/render/plan/plan-resources.ts';

describe('a changed resource in words', () => {
  function wordsOf(change: Partial<ResourceChange>): string | undefined {
    const resource = { logicalId: 'Role', type: 'AWS::IAM::Role', action: 'update', replacement: 'no' } as const;
    return describeResources([{ ...resource, ...change }])[0]?.what;
  }

  it('names what changes', () => {
    expect(wordsOf({ properties: ['Policies', 'Tags'] })).to.equal('updated: Policies, Tags');
  });

  it('stands in the order in which it matters, and of equals by its name', () => {
    const resource = { type: 'AWS::IAM::Role', action: 'update', replacement: 'no' } as const;
    const resources: readonly ResourceChange[] = [
      { ...resource, logicalId: 'Updated2' },
      { ...resource, logicalId: 'Updated1' },
      { ...resource, logicalId: 'Created', action: 'create' },
      { ...resource, logicalId: 'Deleted', action: 'delete' },
      { ...resource, logicalId: 'Perhaps', replacement: 'conditional' },
      { ...resource, logicalId: 'Replaced', replacement: 'yes' },
    ];
    const lines = describeResources(resources).map(({ mark, logicalId, what }) => `${mark} ${logicalId} ${what}`);
    expect(lines).to.deep.equal([
      '± Replaced replaced',
      '± Perhaps updated, perhaps replaced',
      '- Deleted deleted',
      '+ Created created',
      '~ Updated1 updated',
      '~ Updated2 updated',
    ]);
  });

  it('is counted by its type where it runs, else by its service, in one order', () => {
    const types = [
      'AWS::IAM::Role',
      'AWS::SageMaker::Model',
      'Custom::Job',
      'AWS::IAM::Policy',
      'AWS::SageMaker::Endpoint',
    ];
    const resources = types.map((type): ResourceChange => {
      return { logicalId: type, type, action: 'create', replacement: 'no' };
    });
    expect(countTypes(resources)).to.equal('5 resources: Custom::Job, Endpoint, Model, 2 × IAM');
    expect(countTypes([...resources].reverse())).to.equal('5 resources: Custom::Job, Endpoint, Model, 2 × IAM');
    expect(countTypes(resources.slice(0, 1))).to.equal('1 resource: IAM');
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
