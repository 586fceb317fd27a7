import { shorten } from '../../model/escape-text.ts';
import { nearest } from '../../model/nearest.ts';
import { RequestRefused } from '../answer.ts';

/** What may stand at a key of a model card. */
export type Shape =
  | { readonly kind: 'text' | 'number' | 'integer' | 'object' | 'anything' }
  | { readonly kind: 'one-of'; readonly values: readonly string[] }
  | { readonly kind: 'list'; readonly of: Shape; readonly most?: number }
  | {
      readonly kind: 'block';
      readonly members: Readonly<Record<string, Shape>>;
      readonly required?: readonly string[];
    };

const TEXT: Shape = { kind: 'text' };
const NUMBER: Shape = { kind: 'number' };

function texts(most: number): Shape {
  return { kind: 'list', of: TEXT, most };
}

function list(of: Shape, most?: number): Shape {
  return { kind: 'list', of, ...(most !== undefined && { most }) };
}

const TRAINING_METRIC: Shape = {
  kind: 'block',
  members: { name: TEXT, value: NUMBER, notes: TEXT },
  required: ['name', 'value'],
};

const METRIC: Shape = {
  kind: 'block',
  members: {
    name: TEXT,
    type: { kind: 'one-of', values: ['number', 'string', 'boolean', 'matrix', 'linear_graph', 'bar_chart'] },
    value: { kind: 'anything' },
    notes: TEXT,
    x_axis_name: { kind: 'anything' },
    y_axis_name: { kind: 'anything' },
  },
  required: ['name', 'type', 'value'],
};

/** The metric files that the orchestrator reads. */
export const METRIC_TYPES = [
  'model_card_metric_schema',
  'clarify_bias',
  'clarify_explainability',
  'regression',
  'binary_classification',
  'multiclass_classification',
] as const;

/** Groups of metrics, in a request or in a file of the type `model_card_metric_schema`. */
export const METRIC_GROUPS: Shape = list({
  kind: 'block',
  members: { name: TEXT, metric_data: list(METRIC) },
  required: ['name'],
});

/** The blocks of a request, with the limits of SageMaker's model cards (its Python SDK, `schema_constraints`). */
export const CARD_BLOCKS = {
  model_overview: {
    kind: 'block',
    members: {
      model_id: TEXT,
      model_name: TEXT,
      model_description: TEXT,
      model_version: NUMBER,
      problem_type: TEXT,
      algorithm_type: TEXT,
      model_creator: TEXT,
      model_owner: TEXT,
      model_artifact: texts(15),
      inference_environment: texts(15),
    },
  },
  intended_uses: {
    kind: 'block',
    members: {
      purpose_of_model: TEXT,
      intended_uses: TEXT,
      factors_affecting_model_efficiency: TEXT,
      risk_rating: { kind: 'one-of', values: ['High', 'Medium', 'Low', 'Unknown'] },
      explanations_for_risk_rating: TEXT,
    },
  },
  training_details: {
    kind: 'block',
    members: {
      model_name: TEXT,
      training_job_name: TEXT,
      objective_function: {
        kind: 'block',
        members: {
          function: { kind: 'one-of', values: ['Maximize', 'Minimize'] },
          facet: { kind: 'one-of', values: ['Loss', 'Accuracy', 'RMSE', 'MAE', 'AUC'] },
          condition: TEXT,
          notes: TEXT,
        },
      },
      training_observations: TEXT,
      training_job_details: {
        kind: 'block',
        members: {
          training_arn: TEXT,
          training_datasets: texts(15),
          training_environment: texts(15),
          training_metrics: list(TRAINING_METRIC, 50),
          user_provided_training_metrics: list(TRAINING_METRIC, 50),
        },
      },
    },
  },
  evaluation_details: list({
    kind: 'block',
    members: {
      name: TEXT,
      metric_file_s3_url: TEXT,
      metric_type: { kind: 'one-of', values: METRIC_TYPES },
      evaluation_observation: TEXT,
      evaluation_job_arn: TEXT,
      datasets: texts(10),
      metadata: { kind: 'object' },
      metric_groups: METRIC_GROUPS,
    },
    required: ['name'],
  }),
  additional_information: {
    kind: 'block',
    members: { ethical_considerations: TEXT, caveats_and_recommendations: TEXT, custom_details: { kind: 'object' } },
  },
} as const satisfies Readonly<Record<string, Shape>>;

/** Throws RequestRefused 400 with the first place at which a value has not the shape that it must have. */
export function requireShape(value: unknown, shape: Shape, at: string): void {
  switch (shape.kind) {
    case 'anything':
      return;
    case 'text':
      if (typeof value !== 'string') throw refused(at, value, 'a text');
      return;
    case 'number':
    case 'integer':
      if (typeof value !== 'number' || (shape.kind === 'integer' && !Number.isInteger(value))) {
        throw refused(at, value, shape.kind === 'integer' ? 'a whole number' : 'a number');
      }
      return;
    case 'one-of':
      if (typeof value !== 'string' || !shape.values.includes(value)) {
        throw refused(at, value, `one of ${shape.values.join(', ')}`);
      }
      return;
    case 'object':
      if (!isBlock(value)) throw refused(at, value, 'an object');
      return;
    case 'list':
      requireList(value, shape, at);
      return;
    case 'block':
      requireBlock(value, shape, at);
      return;
    default:
      return shape satisfies never;
  }
}

function requireList(value: unknown, { of, most }: Extract<Shape, { kind: 'list' }>, at: string): void {
  if (!Array.isArray(value)) throw refused(at, value, 'a list');
  if (most !== undefined && value.length > most) {
    throw new RequestRefused(400, `\`${at}\` has ${value.length} entries; SageMaker takes at most ${most}`);
  }
  for (const [index, entry] of value.entries()) requireShape(entry, of, `${at}[${index}]`);
}

function requireBlock(value: unknown, { members, required = [] }: Extract<Shape, { kind: 'block' }>, at: string): void {
  if (!isBlock(value)) throw refused(at, value, 'an object');
  for (const [key, member] of Object.entries(value)) {
    const known = Object.hasOwn(members, key) ? members[key] : undefined;
    if (known === undefined) {
      const near = nearest(key, new Set(Object.keys(members)));
      const hint = near === undefined ? `known are ${Object.keys(members).join(', ')}` : `did you mean \`${near}\`?`;
      throw new RequestRefused(400, `\`${at === '' ? '' : `${at}.`}${shorten(key, 80)}\` is not known; ${hint}`);
    }
    // The orchestrator takes null for a key that is left out.
    if (member !== null) requireShape(member, known, at === '' ? key : `${at}.${key}`);
  }
  const missing = required.find((key) => (value[key] ?? undefined) === undefined);
  if (missing !== undefined) throw new RequestRefused(400, `\`${at}.${missing}\` is missing`);
}

function isBlock(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refused(at: string, value: unknown, wanted: string): RequestRefused {
  const found = Array.isArray(value) ? 'a list' : isBlock(value) ? 'an object' : shorten(JSON.stringify(value), 60);
  return new RequestRefused(400, `\`${at}\` is ${found}; it must be ${wanted}`);
}
