/** Reports in the shape that SageMaker Clarify and Model Monitor write (developer guide), with a few values of each. */
export const METRIC_FILES = {
  model_card_metric_schema: {
    metric_groups: [
      { name: 'binary', metric_data: [{ name: 'accuracy', type: 'number', value: 0.93, notes: 'on the test set' }] },
      {
        name: 'curves',
        metric_data: [
          {
            name: 'roc',
            type: 'linear_graph',
            value: [
              [0, 0],
              [1, 1],
            ],
            x_axis_name: 'fpr',
            y_axis_name: 'tpr',
          },
        ],
      },
    ],
  },
  clarify_bias: {
    version: '1.0',
    post_training_bias_metrics: {
      label: 'default',
      label_value_or_threshold: '1',
      facets: {
        age: [
          {
            value_or_threshold: '(25, 30]',
            metrics: [
              { name: 'AD', description: 'Accuracy Difference', value: 0.02 },
              { name: 'CDDPL', description: 'not computed', value: null },
            ],
          },
          {
            value_or_threshold: '(30, 45]',
            metrics: [{ name: 'AD', description: 'Accuracy Difference', value: -0.1 }],
          },
        ],
        sex: [{ value_or_threshold: 'f', metrics: [{ name: 'DI', description: 'Disparate Impact', value: 1.1 }] }],
      },
    },
    pre_training_bias_metrics: { label: 'default', label_value_or_threshold: '1', facets: {} },
  },
  clarify_explainability: {
    version: '1.0',
    explanations: {
      kernel_shap: {
        label0: { global_shap_values: { age: 0.2, income: 0.7 }, expected_value: 0.1 },
        label1: { global_top_shap_text: { comment: { good: 0.4, sure: true, word: 'x' } } },
      },
      pdp: [
        {
          feature_name: 'age',
          data_type: 'numerical',
          feature_values: [20, 30, 40],
          data_distribution: [0.2, 0.5, 0.3],
          model_predictions: [
            [0.1, 0.2, 0.3],
            [0.9, 0.8, 0.7],
          ],
          label_headers: ['no', 'yes'],
        },
        {
          feature_name: 'sex',
          data_type: 'categorical',
          feature_values: ['f', 'm'],
          data_distribution: [0.4, 0.6],
          model_predictions: [[0.3, 0.2]],
          label_headers: ['no'],
        },
      ],
    },
  },
  regression: {
    version: 0,
    regression_metrics: {
      mae: { value: 0.37, standard_deviation: 0.01 },
      r2: { value: 0.9, standard_deviation: 'NaN' },
    },
  },
  binary_classification: {
    version: 0,
    binary_classification_metrics: {
      confusion_matrix: { '0': { '0': 88, '1': 3 }, '1': { '0': 5, '1': 74 } },
      recall: { value: 0.93, standard_deviation: 0.001 },
      receiver_operating_characteristic_curve: { false_positive_rates: [0, 0.5, 1], true_positive_rates: [0, 0.9, 1] },
      precision_recall_curve: { precisions: [1, 0.8], recalls: [0, 1] },
    },
  },
  multiclass_classification: {
    version: 0,
    multiclass_classification_metrics: {
      confusion_matrix: { a: { a: 10, b: 1, c: 0 }, b: { a: 2, b: 9, c: 1 }, c: { a: 0, b: 0, c: 8 } },
      accuracy: { value: 0.9, standard_deviation: 'NaN' },
      weighted_f0_5: { value: 0.85, standard_deviation: 0.02 },
    },
  },
} as const;
