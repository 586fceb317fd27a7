import { expect } from 'chai';
import { convertChange } from '../../../../processor/adapters/cloudformation/convert.ts';

describe('a resource of a change set', () => {
  it('tells the properties that force its replacement', () => {
    const change = convertChange({
      Type: 'Resource',
      ResourceChange: {
        Action: 'Modify',
        LogicalResourceId: 'Role',
        ResourceType: 'AWS::IAM::Role',
        Replacement: 'True',
        Details: [
          { Target: { Attribute: 'Properties', Name: 'RoleName', RequiresRecreation: 'Always' } },
          { Target: { Attribute: 'Properties', Name: 'RoleName', RequiresRecreation: 'Always' } },
          { Target: { Attribute: 'Properties', Name: 'Description', RequiresRecreation: 'Never' } },
          { Target: { Attribute: 'Tags', RequiresRecreation: 'Never' } },
        ],
      },
    });

    expect(change).to.deep.equal({
      logicalId: 'Role',
      type: 'AWS::IAM::Role',
      action: 'update',
      replacement: 'yes',
      properties: ['RoleName', 'Description'],
      forcedBy: ['RoleName'],
    });
  });

  it('says nothing of what only may force it', () => {
    const change = convertChange({
      ResourceChange: {
        Action: 'Modify',
        Replacement: 'Conditional',
        Details: [{ Target: { Attribute: 'Properties', Name: 'Path', RequiresRecreation: 'Conditionally' } }],
      },
    });

    expect(change).to.include({ replacement: 'conditional' });
    expect(change).not.to.have.property('forcedBy');
  });
});
