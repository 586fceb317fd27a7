import { expect } from 'chai';

import { checkConfigs } from './check-configs.ts';
import { autopilot, modelQuality, tuner } from './workloads.ts';

describe('a metric by another name', () => {
  const tuned: readonly (readonly [framework: string, written: string, hint: string])[] = [
    ['xgboost', 'F1_score', 'did you mean `validation:f1`?'],
    ['xgboost', 'rocauc', 'did you mean `validation:auc`?'],
    ['xgboost', 'validation-auc', 'did you mean `validation:auc`?'],
    ['xgboost', 'validation:recall', 'use one of validation:accuracy'],
    ['xgboost', 'validation:rmsee', 'did you mean `validation:rmse`?'],
    ['linear-learner', 'ROC AUC', 'did you mean `validation:roc_auc_score`?'],
    ['linear-learner', 'val_f1', 'did you mean `validation:binary_f_beta`?'],
    ['linear-learner', 'accuracy', '`validation:binary_classification_accuracy` or `validation:multiclass_accuracy`?'],
  ];
  for (const [framework, metric, hint] of tuned) {
    it(`is named as ${framework} computes it: ${metric}`, () => {
      const config = tuner({
        model_framework: framework,
        model_framework_version: framework === 'xgboost' ? '1.7-1' : '1',
        tuner_configs: { objective_metric_name: metric },
      });
      const finding = checkConfigs({ 'a.json': config }).find(({ code }) => code === 'tuner-metric-unknown');
      expect(finding?.hint).to.contain(hint);
    });
  }

  const objectives: readonly (readonly [written: unknown, hint: string])[] = [
    ['F1_score', 'did you mean `F1`?'],
    ['macro-f1', 'did you mean `F1macro`?'],
    ['rocauc', 'did you mean `AUC`?'],
    ['validation:auc', 'did you mean `AUC`?'],
    [{ MetricName: 'AUC' }, 'write `"AUC"` alone'],
    ['acuracy', 'did you mean `Accuracy`?'],
  ];
  for (const [written, hint] of objectives) {
    it(`is named as Autopilot does: ${JSON.stringify(written)}`, () => {
      const config = autopilot({ problem_type: 'BinaryClassification', job_objective: written });
      const [finding] = checkConfigs({ 'a.json': config });
      expect(finding?.hint).to.contain(hint);
    });
  }
});

describe('a threshold that is no share', () => {
  const cases: readonly (readonly [written: unknown, hint: string])[] = [
    ['8', 'write `0.8`, or for 8 % `0.08`, a share of 1'],
    ['80', 'write `0.8`, a share of 1'],
    ['150 %', 'a valid one is `0.5`'],
  ];
  for (const [written, hint] of cases) {
    it(`is not guessed at: ${JSON.stringify(written)}`, () => {
      const config = modelQuality({ probability_threshold_attribute: written });
      const finding = checkConfigs({ 'a.json': config }).find(({ severity }) => severity === 'error');
      expect(finding?.hint).to.equal(hint);
    });
  }
});
