import { RequestRefused } from '../answer.ts';
import { objectOf } from '../read-request.ts';
import { METRIC_GROUPS, requireShape, type METRIC_TYPES } from './card-shapes.ts';

/** One metric of a card. */
export interface Metric {
  readonly name: string;
  readonly type: string;
  readonly value: unknown;
  readonly x_axis_name?: unknown;
  readonly y_axis_name?: unknown;
}

export interface MetricGroup {
  readonly name: string;
  readonly metric_data: readonly Metric[];
}

type Entries = Readonly<Record<string, unknown>>;

/**
 * The metric groups of a file of one of the six kinds that the orchestrator reads: a card's own schema, and the
 * reports of SageMaker Clarify and Model Monitor. Names of groups and metrics are those that SageMaker's Python SDK
 * gives. Throws RequestRefused 400 when the file is of another kind.
 */
export function parseMetrics(file: unknown, type: (typeof METRIC_TYPES)[number]): readonly MetricGroup[] {
  const report = objectOf(file);
  if (report === undefined) throw wrong(type, 'it holds no JSON object');
  switch (type) {
    case 'model_card_metric_schema':
      if (!Array.isArray(report['metric_groups'])) throw wrong(type, 'it has no list `metric_groups`');
      requireShape(report['metric_groups'], METRIC_GROUPS, 'metric_groups');
      return report['metric_groups'] as readonly MetricGroup[];
    case 'clarify_bias':
      return biasGroups(report);
    case 'clarify_explainability':
      return explainabilityGroups(report);
    case 'regression':
      return [qualityGroup('regression_metrics', report['regression_metrics'], type)];
    case 'binary_classification':
    case 'multiclass_classification': {
      const name = ['binary_classification_metrics', 'multiclass_classification_metrics'].find(
        (one) => report[one] !== undefined,
      );
      if (name === undefined) throw wrong(type, 'it has no `*_classification_metrics`');
      return [qualityGroup(name, report[name], type)];
    }
    default:
      return type satisfies never;
  }
}

/** `pre_training_bias_metrics - label y = 1 and facet age=30` */
function biasGroups(report: Entries): readonly MetricGroup[] {
  return Object.entries(report).flatMap(([part, content]) => {
    const block = objectOf(content);
    if (block === undefined) return [];
    const facets = objectOf(block['facets']);
    if (facets === undefined) throw wrong('clarify_bias', `\`${part}\` has no \`facets\``);
    const groups = new Map<string, Metric[]>();
    for (const [facet, values] of Object.entries(facets)) {
      for (const item of listOf(values)) {
        const name = `${part} - label ${textOf(block['label'])} = ${textOf(block['label_value_or_threshold'])} and facet ${facet}=${textOf(item['value_or_threshold'])}`;
        const metrics = listOf(item['metrics']).filter(({ value }) => value !== null);
        const known = groups.get(name) ?? [];
        known.push(
          ...metrics.map((metric) => ({ name: textOf(metric['name']), type: 'number', value: metric['value'] })),
        );
        groups.set(name, known);
      }
    }
    return [...groups].map(([name, metric_data]) => ({ name, metric_data }));
  });
}

function explainabilityGroups(report: Entries): readonly MetricGroup[] {
  const explanations = objectOf(report['explanations']);
  if (explanations === undefined) throw wrong('clarify_explainability', 'it has no `explanations`');
  const shap = Object.entries(objectOf(explanations['kernel_shap']) ?? {}).flatMap(([label, explained]) => {
    const { global_shap_values: values, global_top_shap_text: texts } = objectOf(explained) ?? {};
    return [
      ...(values === undefined ? [] : [valueGroup(`explanations - global_shap_values, label=${label}`, values)]),
      ...Object.entries(objectOf(texts) ?? {}).map(([feature, data]) =>
        valueGroup(`explanations - global_top_shap_text, label=${label}, feature=${feature}`, data),
      ),
    ];
  });
  if (explanations['pdp'] === undefined) return shap;
  return [...shap, { name: 'explanations - pdp', metric_data: listOf(explanations['pdp']).flatMap(partialDependence) }];
}

function valueGroup(name: string, values: unknown): MetricGroup {
  const metric_data = Object.entries(objectOf(values) ?? {}).map(([metric, value]) => {
    return {
      name: metric,
      type: typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'string',
      value,
    };
  });
  return { name, metric_data };
}

/** How the data are distributed over a feature, and what the model predicts for each label. */
function partialDependence(feature: Entries): readonly Metric[] {
  const name = textOf(feature['feature_name']);
  const isNumerical = feature['data_type'] === 'numerical';
  if (!isNumerical && feature['data_type'] !== 'categorical') return [];
  const values = feature['feature_values'];
  const type = isNumerical ? 'linear_graph' : 'bar_chart';
  const x_axis_name = isNumerical ? name : values;
  const predictions = Array.isArray(feature['model_predictions'])
    ? (feature['model_predictions'] as readonly unknown[])
    : [];
  const labels = Array.isArray(feature['label_headers']) ? (feature['label_headers'] as readonly unknown[]) : [];
  function points(of: unknown): unknown {
    return isNumerical ? pairs(values, of) : of;
  }
  return [
    {
      name: `data_distribution - feature=${name}`,
      type,
      value: points(feature['data_distribution']),
      x_axis_name,
      y_axis_name: 'Data distribution',
    },
    ...labels.map((label, index) => ({
      name: `model_predictions - feature=${name}, label=${textOf(label)}`,
      type,
      value: points(predictions[index]),
      x_axis_name,
      y_axis_name: label,
    })),
  ];
}

function qualityGroup(name: string, content: unknown, type: string): MetricGroup {
  const metrics = objectOf(content);
  if (metrics === undefined) throw wrong(type, `it has no \`${name}\``);
  return { name, metric_data: Object.entries(metrics).flatMap(([metric, data]) => qualityMetrics(metric, data)) };
}

function qualityMetrics(name: string, data: unknown): readonly Metric[] {
  const metric = objectOf(data) ?? {};
  switch (name) {
    case 'confusion_matrix': {
      const rows = Object.entries(metric).map(([label, row]) => ({ label, row: objectOf(row) ?? {} }));
      const y_axis_name = Object.keys(rows.at(-1)?.row ?? {});
      const value = rows.map(({ row }) => Object.values(row));
      return [{ name, type: 'matrix', x_axis_name: rows.map(({ label }) => label), y_axis_name, value }];
    }
    case 'receiver_operating_characteristic_curve':
      return [curve(name, metric, ['false_positive_rates', 'true_positive_rates'])];
    case 'precision_recall_curve':
      return [curve(name, metric, ['recalls', 'precisions'])];
    default: {
      const { value, standard_deviation: deviation } = metric;
      const basic = { name, type: 'number', value };
      return typeof deviation === 'number'
        ? [basic, { name: `${name} - standard_deviation`, type: 'number', value: deviation }]
        : [basic];
    }
  }
}

function curve(name: string, metric: Entries, [x, y]: readonly [string, string]): Metric {
  return { name, type: 'linear_graph', x_axis_name: x, y_axis_name: y, value: pairs(metric[x], metric[y]) };
}

/** Points of two lists, as many as the shorter one has. */
function pairs(xs: unknown, ys: unknown): readonly (readonly [unknown, unknown])[] {
  if (!Array.isArray(xs) || !Array.isArray(ys)) return [];
  const [first, second] = [xs as readonly unknown[], ys as readonly unknown[]];
  return first.slice(0, second.length).map((x, index) => [x, second[index]]);
}

function listOf(value: unknown): readonly Entries[] {
  if (!Array.isArray(value)) return [];
  return value.map(objectOf).filter((entry) => entry !== undefined);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}

function wrong(type: string, why: string): RequestRefused {
  return new RequestRefused(400, `the file of \`metric_file_s3_url\` is no \`${type}\`: ${why}`);
}
