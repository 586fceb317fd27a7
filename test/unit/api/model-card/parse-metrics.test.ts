import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';
import { METRIC_TYPES } from '../../../../processor/api/model-card/card-shapes.ts';
import { parseMetrics } from '../../../../processor/api/model-card/parse-metrics.ts';
import { isSdkInstalled, PYTHON } from '../../../pipelines/support/sdk-requests.ts';
import { METRIC_FILES } from './support/metric-files.ts';
import { pendOrFail } from '../../../helpers/pend-or-fail.ts';

const WRONG: readonly (readonly [type: (typeof METRIC_TYPES)[number], file: unknown, says: RegExp])[] = [
  ['regression', [], /no JSON object/],
  ['regression', METRIC_FILES.clarify_bias, /has no `regression_metrics`/],
  ['clarify_bias', { pre_training_bias_metrics: {} }, /`pre_training_bias_metrics` has no `facets`/],
  ['clarify_explainability', METRIC_FILES.regression, /no `explanations`/],
  ['binary_classification', METRIC_FILES.regression, /no `\*_classification_metrics`/],
  ['model_card_metric_schema', {}, /no list `metric_groups`/],
  ['model_card_metric_schema', { metric_groups: [{ name: 'g', metric_data: [{ name: 'x' }] }] }, /type` is missing/],
];

describe('files of metrics for model cards', () => {
  it('give the groups that the Python SDK of SageMaker makes of them', function () {
    this.timeout(120_000);
    if (!isSdkInstalled()) pendOrFail(this, 'sdk');
    const script = join(import.meta.dirname, 'metrics_from_sdk.py');
    const { stdout, stderr } = spawnSync(PYTHON, [script], { input: JSON.stringify(METRIC_FILES), encoding: 'utf8' });
    expect(stdout, stderr).not.to.equal('');

    const ours = Object.fromEntries(METRIC_TYPES.map((type) => [type, parseMetrics(METRIC_FILES[type], type)]));

    expect(ours).to.deep.equal(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
  });

  it('have a name for each group and each metric', () => {
    const [age, older, sex] = parseMetrics(METRIC_FILES.clarify_bias, 'clarify_bias');
    expect(age?.name).to.equal('post_training_bias_metrics - label default = 1 and facet age=(25, 30]');
    expect(age?.metric_data).to.deep.equal([{ name: 'AD', type: 'number', value: 0.02 }]);
    expect([older?.metric_data.length, sex?.metric_data.length]).to.deep.equal([1, 1]);
    const [quality] = parseMetrics(METRIC_FILES.regression, 'regression');
    expect(quality?.metric_data.map(({ name }) => name)).to.deep.equal(['mae', 'mae - standard_deviation', 'r2']);
  });

  it('draw a feature by its kind: a line of points, bars, nothing for another kind', () => {
    const [numerical] = METRIC_FILES.clarify_explainability.explanations.pdp;
    const other = { ...numerical, data_type: 'text' };
    const short = { ...numerical, data_distribution: [0.2, 0.5], model_predictions: [] };
    const groups = parseMetrics({ explanations: { pdp: [short, other] } }, 'clarify_explainability');

    expect(groups).to.have.length(1);
    expect(groups[0]?.metric_data.map(({ name, value }) => [name, value])).to.deep.equal([
      // As many points as both lists have.
      [
        'data_distribution - feature=age',
        [
          [20, 0.2],
          [30, 0.5],
        ],
      ],
      ['model_predictions - feature=age, label=no', []],
      ['model_predictions - feature=age, label=yes', []],
    ]);
  });

  for (const [type, file, says] of WRONG) {
    it(`are refused when they are no ${type}: ${JSON.stringify(file).slice(0, 40)}`, () => {
      expect(() => parseMetrics(file, type)).to.throw(says);
    });
  }
});
