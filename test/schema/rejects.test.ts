import { expect } from 'chai';
import { ATTRIBUTES, PIPELINE_TYPES, type Attribute, type PipelineType } from '../../schema/generated/attributes.ts';
import { descriptionsOf } from '../../schema/generated/descriptions.ts';
import type * as Validators from '../../schema/generated/validators.js';
import { omit } from '../../scripts/generate/omit.ts';
import { readExample } from './support/list-examples.ts';
import { loadValidators } from './support/load-validators.ts';
import { wrongValues } from './support/wrong-values.ts';

type Config = Readonly<Record<string, unknown>>;

/** A minimal config in which the attribute may stand: an old spelling takes the place of the new one. */
function baseFor(type: PipelineType, attribute?: Attribute): Config {
  const minimal = omit(readExample(`${type}/minimal/mlops-config.json`).value, '$schema');
  const aliasOf = attribute?.aliasOf;
  return aliasOf === undefined ? minimal : { ...omit(minimal, aliasOf), [attribute?.name ?? '']: minimal[aliasOf] };
}

/** What makes an object a map from stage to object: one stage that has a sound one. */
function soundStage(type: PipelineType, { name, kind }: Attribute): Readonly<Record<string, unknown>> {
  return kind === 'object' ? { dev: descriptionsOf(type)[name]?.examples?.[0] } : {};
}

describe('rejects', () => {
  let validators: typeof Validators;

  before(async () => {
    validators = await loadValidators();
  });

  function errorsOf(type: PipelineType, config: Config): string[] {
    const validate = validators.validatorFor(type);
    if (validate === undefined) throw new Error(`no validator for ${type}`);
    validate(config);
    return (validate.errors ?? []).map(({ instancePath, keyword, params }) => {
      const key = params['missingProperty'] ?? params['additionalProperty'];
      return `${instancePath} ${keyword}${key === undefined ? '' : ` ${JSON.stringify(key)}`}`;
    });
  }

  for (const type of PIPELINE_TYPES) {
    describe(type, () => {
      const required = Object.keys(baseFor(type));
      for (const name of required) {
        it(`says once that ${name} is missing`, () => {
          expect(errorsOf(type, omit(baseFor(type), name))).to.deep.equal([` required "${name}"`]);
        });
      }

      it('says once that a key is unknown', () => {
        expect(errorsOf(type, { ...baseFor(type), instance_typ: 'ml.m5.large' })).to.deep.equal([
          ' additionalProperties "instance_typ"',
        ]);
      });

      it('says two faults twice', () => {
        const config = { ...baseFor(type), name: 'not a name', instance_typ: 1 };
        expect(errorsOf(type, config)).to.have.members(['/name pattern', ' additionalProperties "instance_typ"']);
      });

      for (const attribute of ATTRIBUTES[type]) {
        const { name } = attribute;
        for (const [jsonType, value] of wrongValues(attribute)) {
          it(`says once that ${name} is ${jsonType}`, () => {
            const errors = errorsOf(type, { ...baseFor(type, attribute), [name]: value });
            expect(errors).to.have.lengthOf(1);
            expect(errors[0]).to.match(new RegExp(`^/${name} `));
          });
          if (!attribute.perStage || jsonType === 'object') continue;
          it(`says once that ${name} of a stage is ${jsonType}`, () => {
            const errors = errorsOf(type, {
              ...baseFor(type, attribute),
              [name]: { ...soundStage(type, attribute), 'eu-prod': value },
            });
            expect(errors).to.have.lengthOf(1);
            expect(errors[0]).to.match(new RegExp(`^/${name}/eu-prod `));
          });
        }
        if (attribute.perStage && attribute.kind !== 'object') {
          it(`says once that ${name} has a map in a map`, () => {
            const errors = errorsOf(type, { ...baseFor(type, attribute), [name]: { dev: { dev: 'x' } } });
            expect(errors).to.have.lengthOf(1);
            expect(errors[0]).to.match(new RegExp(`^/${name}/dev `));
          });
        }
      }
    });
  }

  it('knows no validator for names that every object has', () => {
    for (const name of ['constructor', '__proto__', 'toString', '', ' byom_batch_custom ']) {
      expect(validators.validatorFor(name)).to.equal(undefined);
    }
  });
});
