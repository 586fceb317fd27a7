import { expect } from 'chai';
import type * as Validators from '../../schema/generated/validators.js';
import { omit } from '../../scripts/generate/omit.ts';
import { withoutErrors } from '../../scripts/generate/without-errors.ts';
import { interpretSchemas } from './support/interpret-schemas.ts';
import { listExamples, workloadsOf } from './support/list-examples.ts';
import { loadValidators } from './support/load-validators.ts';

type Config = Readonly<Record<string, unknown>>;

const WORKLOADS = listExamples('mlops-config.json').flatMap(({ value }) => workloadsOf(value));

/** All values that an attribute has somewhere in the examples, and some that it has nowhere. */
const VALUES = new Map<string, readonly unknown[]>();
for (const workload of WORKLOADS) {
  for (const [name, value] of Object.entries(workload)) {
    const others = VALUES.get(name) ?? [
      null,
      '',
      0,
      -1,
      '7',
      true,
      [],
      {},
      { dev: 1 },
      { dev: 'a', prod: { dev: 'b' } },
    ];
    VALUES.set(name, [...others, value, { dev: value }, [value]]);
  }
}

function* editsOf(workload: Config): Generator<Config> {
  yield workload;
  for (const name of Object.keys(workload)) yield omit(workload, name);
  for (const [name, values] of VALUES) {
    if (name === 'pipeline_type') continue;
    for (const value of values) yield { ...workload, [name]: value };
  }
}

describe('verdicts', () => {
  let validators: typeof Validators;

  before(async () => {
    validators = await loadValidators();
  });

  it('refuse nothing in which there is no error, and accept nothing that an editor refuses', () => {
    const schemas = interpretSchemas();
    const seen = { accepted: 0, refused: 0 };
    for (const workload of WORKLOADS) {
      const type = String(workload['pipeline_type']);
      const validate = validators.validatorFor(type);
      const interpreted = schemas.getSchema(`mlops:/types/${type}.schema.json`);
      for (const edited of editsOf(workload)) {
        const accepted = validate?.isValid(edited) === true;
        if (accepted ? interpreted?.(edited) !== true : validate?.(edited) !== false) {
          expect.fail(`${accepted ? 'accepts' : 'refuses'} ${JSON.stringify(edited)}`);
        }
        seen[accepted ? 'accepted' : 'refused']++;
      }
    }
    expect(seen.accepted).to.be.greaterThan(1000);
    expect(seen.refused).to.be.greaterThan(1000);
  }).timeout(60_000);

  it('are as sound for settings and files', () => {
    for (const { value } of listExamples('mlops-settings.json')) {
      expect(validators.validateSettings.isValid(value)).to.equal(true);
      expect(validators.validateSettings.isValid({ ...value, stages: 1 })).to.equal(false);
    }
    for (const { value } of listExamples('mlops-config.json')) {
      if (!('workloads' in value)) continue;
      expect(validators.validateFile.isValid(value)).to.equal(true);
      expect(validators.validateFile.isValid({ ...value, workload: 1 })).to.equal(false);
    }
  });

  it('are not made of code that handles errors in a way that is not known', () => {
    expect(() => withoutErrors('function validate1(data) { report(vErrors); }')).to.throw('vErrors');
  });
});
