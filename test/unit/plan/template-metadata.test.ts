import { expect } from 'chai';
import fc from 'fast-check';
import { METADATA_KEY, readTemplateMetadata } from '../../../processor/plan/template-metadata.ts';
import { smallTemplate } from '../../helpers/small-template.ts';
import { realtime } from '../../helpers/specs.ts';

const ORIGIN = { fingerprint: 'f', configPath: 'a/mlops-config.json', codeDigest: 'c', commit: 'd', dependsOn: ['x'] };

describe('readTemplateMetadata', () => {
  it('reads what the synthesiser writes', () => {
    const metadata = readTemplateMetadata(smallTemplate(realtime(), ORIGIN));

    expect(metadata).to.deep.include({
      ...ORIGIN,
      pipelineType: 'byom_realtime_builtin',
      modelName: 'churn',
      stage: 'dev',
    });
    expect(metadata?.attributes).to.eql(realtime().attributes);
  });

  it('knows nothing of a template without our entry', () => {
    expect(readTemplateMetadata(undefined)).to.equal(undefined);
    expect(readTemplateMetadata({ Resources: {} })).to.equal(undefined);
    expect(readTemplateMetadata({ Resources: {}, Metadata: { 'aws:cdk': {} } })).to.equal(undefined);
  });

  it('does not take the name of an inherited member for a pipeline type', () => {
    const entry = { pipelineType: 'constructor', attributes: {} };

    expect(readTemplateMetadata({ Resources: {}, Metadata: { [METADATA_KEY]: entry } })).to.equal(undefined);
  });

  it('survives whatever stands there', () => {
    const entries = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          pipelineType: fc.constantFrom('byom_realtime_builtin', 'x'),
          attributes: fc.oneof(fc.constant({}), fc.jsonValue()),
          dependsOn: fc.jsonValue(),
          commit: fc.jsonValue(),
          environment: fc.jsonValue(),
        },
        { requiredKeys: [] },
      ),
    );
    fc.assert(
      fc.property(entries, (entry) => {
        const metadata = readTemplateMetadata({ Resources: {}, Metadata: { [METADATA_KEY]: entry } });
        if (metadata === undefined) return;
        expect(metadata.dependsOn.every((name) => typeof name === 'string')).to.equal(true);
        expect(metadata.commit === undefined || typeof metadata.commit === 'string').to.equal(true);
      }),
    );
  });
});
