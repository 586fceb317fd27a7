import { expect } from 'chai';
import fc from 'fast-check';

import { canonicalJson } from '../../../pipelines/canonical-json.ts';
import { isStackNameOf } from '../../../pipelines/is-stack-name-of.ts';
import { contentName, stackName, STACK_SUFFIXES, type StackNameParts } from '../../../pipelines/names.ts';
import type { PipelineType } from '../../../pipelines/spec.ts';

const types = Object.keys(STACK_SUFFIXES) as PipelineType[];
const part = fc.oneof(
  fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9-]{0,30}$/),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
  fc.constantFrom('a', 'a-b', 'a--b', 'b', 'a_b', 'a.b', 'a-', '-a', 'a-0123456789', 'dev', 'dev-a'),
);
const parts: fc.Arbitrary<StackNameParts> = fc.record(
  {
    stackPrefix: fc.constant('mlops-pipeline'),
    stage: part,
    modelName: part,
    name: part,
    pipelineType: fc.constantFrom(...types),
  },
  { requiredKeys: ['stackPrefix', 'modelName', 'pipelineType'] },
);

function identity({ stage, modelName, name, pipelineType }: StackNameParts): string {
  return JSON.stringify([fold(stage), fold(modelName), fold(name), pipelineType]);
}

function fold(text: string | undefined): string | null {
  return text?.trim().toLowerCase() ?? null;
}

describe('stack names', () => {
  const base = { stackPrefix: 'mlops-pipeline', modelName: 'Churn', pipelineType: 'byom_realtime_builtin' } as const;

  it('are those of the orchestrator for plain model names', () => {
    expect(stackName(base)).to.equal('mlops-pipeline-churn-byompipelinerealtimebuiltin');
  });

  it('name the stage and the second workload', () => {
    expect(stackName({ ...base, stage: 'dev' })).to.equal('mlops-pipeline-dev-churn-byompipelinerealtimebuiltin');
    expect(stackName({ ...base, name: 'eu' })).to.equal('mlops-pipeline-churn--eu-byompipelinerealtimebuiltin');
  });

  it('fixture 56: derive a legal name from an image tag with dots and underscores', () => {
    const name = stackName({ ...base, modelName: 'v1.2_3', pipelineType: 'byom_image_builder' });
    expect(name).to.match(/^mlops-pipeline-v1-2-3-[0-9a-f]{10}-byompipelineimagebuilder$/);
    expect(name).not.to.equal(stackName({ ...base, modelName: 'v1-2-3', pipelineType: 'byom_image_builder' }));
  });

  it('fixture 52: stay within 128 characters', () => {
    const long = stackName({ ...base, modelName: 'm'.repeat(200) });
    expect(long).to.have.lengthOf(128);
    expect(long).not.to.equal(stackName({ ...base, modelName: 'm'.repeat(201) }));
  });

  it('do not mix up where stage, model and name end', () => {
    const names = [
      stackName({ ...base, stage: 'a', modelName: 'b-c' }),
      stackName({ ...base, stage: 'a-b', modelName: 'c' }),
      stackName({ ...base, modelName: 'a-b-c' }),
      stackName({ ...base, modelName: 'a', name: 'b-c' }),
      stackName({ ...base, modelName: 'a--b-c' }),
      stackName({ ...base, modelName: 'a-b', name: 'c' }),
    ];
    // The first and the third never meet: a stage stands in all names of an account and region, or in none.
    expect(new Set(names).size).to.equal(names.length - 1);
  });

  it('property P9: are legal, stable and different for different identities', () => {
    fc.assert(
      fc.property(parts, parts, (a, b) => {
        expect(stackName(a)).to.match(/^[a-z][-a-z0-9]{0,127}$/);
        expect(stackName({ ...a })).to.equal(stackName(a));
        const sameStaging = (a.stage === undefined) === (b.stage === undefined);
        if (sameStaging && identity(a) !== identity(b)) expect(stackName(a)).not.to.equal(stackName(b));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('a stack name of one prefix, stage and model', () => {
  it('property: is recognised, whether or not it names the stage or a second workload', () => {
    fc.assert(
      fc.property(parts, part, ({ name, ...known }, stage) => {
        expect(isStackNameOf(stackName({ ...known, name }), { stage, ...known })).to.equal(true);
      }),
      { numRuns: 3000 },
    );
    const long = {
      stackPrefix: 'mlops-pipeline',
      stage: 's'.repeat(30),
      pipelineType: types[10] ?? 'byom_image_builder',
    };
    for (let length = 1; length <= 63; length += 1) {
      const cut = { ...long, modelName: `${'m'.repeat(length - 1)}e`, name: 'second' };
      expect(isStackNameOf(stackName(cut), cut), `${length}`).to.equal(true);
    }
  });

  it('is not one of a longer prefix, or of another model, stage or type', () => {
    const known = {
      stackPrefix: 'ml',
      stage: 'dev',
      modelName: 'churn',
      pipelineType: 'byom_realtime_builtin',
    } as const;
    const others: readonly StackNameParts[] = [
      { ...known, stackPrefix: 'ml-risk' },
      { ...known, stackPrefix: 'ml-risk', stage: undefined },
      { ...known, stackPrefix: 'ml-churn', name: 'eu' },
      { ...known, stackPrefix: 'ml-risk', modelName: 'churn'.repeat(30) },
      { ...known, modelName: 'churn-eu' },
      { ...known, modelName: 'churn_eu' },
      { ...known, stage: 'prod' },
      { ...known, pipelineType: 'byom_realtime_custom' },
    ];
    const found = others.filter((other) => isStackNameOf(stackName(other), { ...known, modelName: 'churn' }));
    // A head that carries a hash does not show where the model ends: the hyphen may begin its second workload.
    expect(found.map(({ modelName }) => modelName)).to.eql(['churn_eu']);
  });

  it('is not one of a prefix that ends alike, of a type with as long a name, or of a model that begins alike', () => {
    const known = {
      stackPrefix: 'ml',
      stage: 'dev',
      modelName: 'churn',
      pipelineType: 'model_training_builtin',
    } as const;
    const others: readonly StackNameParts[] = [
      { ...known, stackPrefix: 'team-ml' },
      { ...known, stackPrefix: 'team-ml', name: 'eu' },
      { ...known, stackPrefix: 'team-ml', name: 'eu_1' },
      { ...known, stackPrefix: 'team-ml', stage: undefined },
      { ...known, pipelineType: 'model_tuner_builtin' },
      { ...known, modelName: 'chu' },
      { ...known, modelName: 'chu_' },
    ];
    expect(others.map(stackName).filter((other) => isStackNameOf(other, known))).to.eql([]);
  });

  it('has no stage where none is known, and is written in lower case', () => {
    const known = {
      stackPrefix: 'ML',
      stage: undefined,
      modelName: 'Churn',
      pipelineType: 'byom_image_builder',
    } as const;

    expect(isStackNameOf('ml-churn-byompipelineimagebuilder', known)).to.equal(true);
    expect(isStackNameOf('ml-dev-churn-byompipelineimagebuilder', known)).to.equal(false);
    expect(isStackNameOf('ml-dev-churn-byompipelineimagebuilder', { ...known, stage: 'Dev' })).to.equal(true);
  });
});

describe('content names', () => {
  it('property: are legal, stable, and change with the inputs', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), fc.jsonValue(), fc.integer({ min: 10, max: 63 }), (base, a, b, max) => {
        const name = contentName({ base, inputs: a, maxLength: max });
        expect(name).to.match(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/);
        expect(name.length).to.be.at.most(max);
        expect(contentName({ base, inputs: structuredClone(a), maxLength: max })).to.equal(name);
        const other = contentName({ base, inputs: b, maxLength: max });
        expect(other === name).to.equal(canonicalJson(a) === canonicalJson(b));
      }),
      { numRuns: 1000 },
    );
  });

  it('do not depend on the order of members', () => {
    const first = contentName({ base: 'churn', inputs: { a: 1, b: { c: 2, d: 3 } }, maxLength: 63 });
    expect(contentName({ base: 'churn', inputs: { b: { d: 3, c: 2 }, a: 1 }, maxLength: 63 })).to.equal(first);
    expect(first).to.match(/^churn-[0-9a-f]{10}$/);
  });
});
