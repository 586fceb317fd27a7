import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { expect } from 'chai';
import fc from 'fast-check';
import type { StackTemplate } from '../../../processor/model/stack.ts';
import { diffTemplates } from '../../../processor/plan/diff-template.ts';
import { findReferences } from '../../../processor/plan/find-references.ts';
import { listResources } from '../../../processor/plan/list-resources.ts';
import { monitor, realtime } from '../../helpers/specs.ts';
import { smallTemplate } from '../../helpers/small-template.ts';
import type { PipelineSpec } from '../../../pipelines/spec.ts';

function templateOf(spec: PipelineSpec, codeDigest = 'code'): StackTemplate {
  return smallTemplate(spec, { fingerprint: 'f', configPath: 'a', codeDigest, commit: null, dependsOn: [] });
}

describe('diffTemplates', () => {
  it('follows a replaced model through its configuration to the endpoint that rolls', () => {
    const after = realtime('churn', { model_artifact_location: 's3://team-assets/churn/v2.tar.gz' });

    expect(diffTemplates(templateOf(realtime()), templateOf(after))).to.eql([
      {
        logicalId: 'Endpoint',
        type: 'AWS::SageMaker::Endpoint',
        action: 'update',
        replacement: 'no',
        properties: ['EndpointConfigName'],
        cascadedFrom: 'EndpointConfig',
      },
      {
        logicalId: 'EndpointConfig',
        type: 'AWS::SageMaker::EndpointConfig',
        action: 'update',
        replacement: 'yes',
        properties: ['ProductionVariants'],
        forcedBy: ['ProductionVariants'],
        cascadedFrom: 'Model',
      },
      {
        logicalId: 'Model',
        type: 'AWS::SageMaker::Model',
        action: 'update',
        replacement: 'yes',
        properties: ['PrimaryContainer'],
        forcedBy: ['PrimaryContainer'],
      },
    ]);
  });

  it('marks an endpoint of another name as replaced', () => {
    const changes = diffTemplates(templateOf(realtime()), templateOf(realtime('churn', { endpoint_name: 'other' })));

    expect(changes.map(({ logicalId, replacement }) => [logicalId, replacement])).to.eql([['Endpoint', 'yes']]);
  });

  it('tells the properties that force a replacement from those that change with them', () => {
    function roleOf(properties: Readonly<Record<string, unknown>>): StackTemplate {
      return { Resources: { Role: { Type: 'AWS::IAM::Role', Properties: properties } } };
    }
    const before = roleOf({ Description: 'a', Path: '/a/', RoleName: 'a' });
    const after = roleOf({ Description: 'b', Path: '/b/', RoleName: 'b' });

    const [role] = diffTemplates(before, after);

    expect(role?.properties).to.eql(['Path', 'RoleName', 'Description']);
    expect(role?.forcedBy).to.eql(['Path', 'RoleName']);
  });

  it('tells a replacement that may be, and one for which the type of the resource is the cause', () => {
    function only(Type: string, Properties: Readonly<Record<string, unknown>>): StackTemplate {
      return { Resources: { It: { Type, Properties } } };
    }
    const [perhaps] = diffTemplates(
      only('AWS::EC2::Instance', { InstanceType: 'a', DisableApiTermination: true }),
      only('AWS::EC2::Instance', { InstanceType: 'b', DisableApiTermination: false }),
    );
    expect(perhaps).to.include({ action: 'update', replacement: 'conditional' }).and.not.have.property('forcedBy');

    expect(perhaps?.properties).to.eql(['InstanceType', 'DisableApiTermination']);

    const path = { Path: '/a/' };
    expect(diffTemplates(only('AWS::IAM::Role', path), only('AWS::IAM::ManagedPolicy', path))).to.eql([
      {
        logicalId: 'It',
        type: 'AWS::IAM::ManagedPolicy',
        action: 'update',
        replacement: 'yes',
        properties: ['Type'],
        forcedBy: ['Type'],
      },
    ]);
  });

  it('names properties by the alphabet, and after them what else is written with a resource', () => {
    const Type = 'AWS::IAM::Role';
    const before = { Resources: { Role: { Type, Properties: { Path: '/a/', Description: 'a' } } } };
    const [role] = diffTemplates(before, {
      Resources: {
        Role: {
          Type,
          UpdateReplacePolicy: 'Retain',
          DeletionPolicy: 'Retain',
          Properties: { Tags: [{ Key: 'a', Value: 'b' }], Path: '/a/', MaxSessionDuration: 7200, Description: 'b' },
        },
      },
    });

    expect(role?.properties).to.eql([
      'Description',
      'MaxSessionDuration',
      'Tags',
      'DeletionPolicy',
      'UpdateReplacePolicy',
    ]);
  });

  it('passes on only a replacement, and names its cause where nothing else changes the resource', () => {
    function withRole(role: Readonly<Record<string, unknown>>, Description: string): StackTemplate {
      const reference = { 'Fn::GetAtt': ['Role', 'Arn'] };
      const Properties = { Role: reference, Environment: { Variables: { A: reference } }, Description };
      return {
        Resources: {
          Role: { Type: 'AWS::IAM::Role', Properties: role },
          User: { Type: 'AWS::Lambda::Function', Properties },
        },
      };
    }
    const before = withRole({ RoleName: 'a', Description: 'a' }, 'a');
    function userIn(after: StackTemplate) {
      return diffTemplates(before, after).find(({ logicalId }) => logicalId === 'User');
    }

    expect(userIn(withRole({ RoleName: 'a', Description: 'b' }, 'a'))).to.equal(undefined);
    expect(userIn(withRole({ RoleName: 'b', Description: 'a' }, 'a'))).to.deep.include({
      properties: ['Environment', 'Role'],
      cascadedFrom: 'Role',
    });
    expect(userIn(withRole({ RoleName: 'b', Description: 'a' }, 'b'))?.cascadedFrom).to.equal(undefined);
  });

  it('says of nothing that it forces a replacement where none is sure', () => {
    const before = { Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { Description: 'a' } } } };
    const after = { Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { Description: 'b' } } } };

    expect(diffTemplates(before, after)[0]).not.to.have.property('forcedBy');
  });

  it('updates a monitoring schedule in place when its job definition is replaced', () => {
    const after = monitor('churn', { monitoring_output_location: 's3://team-assets/elsewhere' });
    const changes = diffTemplates(templateOf(monitor()), templateOf(after));

    expect(changes.map(({ logicalId, replacement, cascadedFrom }) => [logicalId, replacement, cascadedFrom])).to.eql([
      ['JobDefinition', 'yes', undefined],
      ['Schedule', 'no', 'JobDefinition'],
    ]);
  });

  it('passes over Metadata, outputs and the order of deployment', () => {
    const before = templateOf(realtime());
    const endpoint = before.Resources['Endpoint'];
    const after = {
      ...before,
      Metadata: { other: true },
      Outputs: {},
      Resources: { ...before.Resources, Endpoint: { Type: 'x', ...endpoint, DependsOn: 'Role', Metadata: { a: 1 } } },
    };

    expect(diffTemplates(before, after)).to.eql([]);
  });

  it('tells what comes and what goes', () => {
    const { Role, ...rest } = templateOf(realtime()).Resources;
    const changes = diffTemplates(
      { Resources: { Role: Role ?? { Type: '' } } },
      { Resources: { Model: rest['Model'] ?? { Type: '' } } },
    );

    expect(changes.map(({ logicalId, action }) => [logicalId, action])).to.eql([
      ['Model', 'create'],
      ['Role', 'delete'],
    ]);
  });

  it('agrees with the library on every replacement, whatever is edited', () => {
    const edits = fc.record(
      {
        inference_instance: fc.constantFrom('ml.m5.large', 'ml.m5.xlarge'),
        endpoint_name: fc.constantFrom('churn', 'other'),
        model_artifact_location: fc.constantFrom('s3://a/1', 's3://a/2'),
        data_capture_location: fc.constantFrom('s3://c/1', 's3://c/2'),
        tags: fc.constantFrom({ a: '1' }, { a: '2' }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(edits, edits, (one, other) => {
        const [before, after] = [templateOf(realtime('churn', one)), templateOf(realtime('churn', other))];
        const expected: string[] = [];
        fullDiff(before, after).resources.forEachDifference((id, change) => {
          if (change.changeImpact === ResourceImpact.WILL_REPLACE) expected.push(id);
        });
        const replaced = diffTemplates(before, after).filter(({ replacement }) => replacement === 'yes');

        expect(replaced.map(({ logicalId }) => logicalId)).to.have.members(expected);
        expect(diffTemplates(after, structuredClone(after))).to.eql([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('findReferences', () => {
  it('finds Ref, both forms of GetAtt, and Sub', () => {
    expect(
      findReferences([
        { Ref: 'A' },
        { 'Fn::GetAtt': ['B', 'Arn'] },
        { 'Fn::GetAtt': 'C.Arn' },
        { 'Fn::Sub': '${D}-${E.Arn}-${!F}' },
        { 'Fn::Sub': ['${G}-${H}', { H: { Ref: 'I' } }] },
        { 'Fn::Join': ['', ['x', { Ref: 'J' }]] },
        { 'Fn::GetAtt': ['K', { Ref: 'L' }] },
      ]),
    ).to.eql(['A', 'B', 'C', 'D', 'E', 'G', 'I', 'J', 'K', 'L']);
  });

  it('takes what refers to nothing for that', () => {
    expect(findReferences([null, 1, { Ref: 1 }, { 'Fn::GetAtt': [1] }, { 'Fn::Sub': [1] }, 'Ref'])).to.eql([]);
  });
});

describe('listResources', () => {
  it('lists every resource of a template, and nothing of none', () => {
    expect(listResources({ Resources: { B: { Type: 'T' }, A: { Type: 'T' } } }, 'create')).to.eql([
      { logicalId: 'A', type: 'T', action: 'create', replacement: 'no' },
      { logicalId: 'B', type: 'T', action: 'create', replacement: 'no' },
    ]);
    expect(listResources(undefined, 'delete')).to.eql([]);
  });
});
