import { expect } from 'chai';
import { ATTRIBUTES, PIPELINE_TYPES } from '../../schema/generated/attributes.ts';
import type * as Validators from '../../schema/generated/validators.js';
import { omit } from '../../scripts/generate/omit.ts';
import { listExamples, readExample, workloadsOf } from './support/list-examples.ts';
import { loadValidators } from './support/load-validators.ts';

/** What a full example leaves out because it excludes, or only makes sense beside, something else. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  depends_on: 'needs another workload: see examples/repository/models/pricing',
  model_package_name: 'replaces image and artifact',
  serverless: 'excludes instances and autoscaling',
  'model_training_builtin/python_version': 'the algorithm of the example has one image',
  'byom_model_explainability_monitor/probability_threshold_attribute': 'accepted for compatibility, without effect',
  'model_tuner_builtin/attribute_names': 'only for augmented manifests: see model_training_builtin',
};

describe('examples', () => {
  let validators: typeof Validators;

  before(async () => {
    validators = await loadValidators();
  });

  for (const { path, value } of listExamples('mlops-config.json')) {
    it(`${path} is valid`, () => {
      if ('workloads' in value) {
        validators.validateFile(value);
        expect(validators.validateFile.errors).to.equal(null);
      }
      for (const workload of workloadsOf(value)) {
        const validate = validators.validatorFor(String(workload['pipeline_type']));
        expect(validate?.(workload), JSON.stringify(validate?.errors)).to.equal(true);
      }
    });
  }

  for (const { path, value } of listExamples('mlops-settings.json')) {
    it(`${path} is valid`, () => {
      validators.validateSettings(value);
      expect(validators.validateSettings.errors).to.equal(null);
    });
  }

  for (const type of PIPELINE_TYPES) {
    it(`${type}: minimal is the smallest valid file`, () => {
      const minimal = omit(readExample(`${type}/minimal/mlops-config.json`).value, '$schema');
      for (const name of Object.keys(minimal)) {
        expect(validators.validatorFor(type)?.(omit(minimal, name)), `without ${name}`).to.equal(false);
      }
    });

    it(`${type}: full has every attribute`, () => {
      const { value } = readExample(`${type}/full/mlops-config.json`);
      const missing = ATTRIBUTES[type]
        .filter(({ name, aliasOf }) => aliasOf === undefined && !(name in value))
        .map(({ name }) => (name in LEFT_OUT ? name : `${type}/${name}`));
      expect(missing.filter((name) => !(name in LEFT_OUT))).to.deep.equal([]);
    });
  }
});
