import { RequestRefused } from '../answer.ts';
import { CARD_BLOCKS, requireShape, type Shape } from './card-shapes.ts';

/** What the orchestrator's API does with model cards; the values of `pipeline_type`. */
const CARD_OPERATIONS = [
  'create_model_card',
  'update_model_card',
  'describe_model_card',
  'delete_model_card',
  'export_model_card',
  'list_model_cards',
] as const;

export type CardOperation = (typeof CARD_OPERATIONS)[number];

/** An object whose members were checked against their shapes; those that are null are left out. */
export type Block = Readonly<Record<string, unknown>>;

/** The blocks of a card that a request gives. */
export type CardBlocks = Partial<Record<Exclude<keyof typeof CARD_BLOCKS, 'evaluation_details'>, Block>> & {
  readonly evaluation_details?: readonly Block[];
};

export type CardRequest =
  | { readonly operation: 'list_model_cards' }
  | { readonly operation: 'describe_model_card' | 'delete_model_card'; readonly name: string }
  | {
      readonly operation: 'create_model_card' | 'update_model_card';
      readonly name: string;
      readonly status: string;
      /** The version that an update starts from. */
      readonly version?: number;
      readonly blocks: CardBlocks;
    }
  | {
      readonly operation: 'export_model_card';
      readonly name: string;
      readonly jobName?: string;
      readonly version?: number;
    };

/** Names of cards and of export jobs (SageMaker's API reference). */
const NAME = /^[a-zA-Z0-9](?:-*[a-zA-Z0-9]){0,62}$/;

const STATUSES = ['Draft', 'PendingReview', 'Approved', 'Archived'];

/** Members that the orchestrator takes and SageMaker's calls have no place for. */
const WITHOUT_EFFECT: Readonly<Record<string, Shape>> = {
  arn: { kind: 'anything' },
  created_by: { kind: 'anything' },
  last_modified_by: { kind: 'anything' },
};

/** Whether the body of a request concerns model cards. */
export function isCardOperation(pipelineType: unknown): pipelineType is CardOperation {
  return CARD_OPERATIONS.some((operation) => operation === pipelineType);
}

/** Reads the body of an operation on model cards. Throws RequestRefused 400 with the first thing that is wrong. */
export function readCardRequest(body: Block, operation: CardOperation): CardRequest {
  const given = withoutNulls(
    Object.fromEntries(Object.entries(body).filter(([key]) => key !== 'pipeline_type')),
  ) as Block;
  switch (operation) {
    case 'list_model_cards':
      requireShape(given, { kind: 'block', members: {} }, '');
      return { operation };
    case 'describe_model_card':
    case 'delete_model_card':
      requireShape(given, { kind: 'block', members: { name: { kind: 'text' } } }, '');
      return { operation, name: nameOf(given, 'name') };
    case 'export_model_card':
      return readExport(given);
    case 'create_model_card':
    case 'update_model_card':
      return readCard(given, operation);
    default:
      return operation satisfies never;
  }
}

function readExport(given: Block): CardRequest {
  const members: Readonly<Record<string, Shape>> = {
    name: { kind: 'text' },
    export_job_name: { kind: 'text' },
    model_card_version: { kind: 'anything' },
  };
  requireShape(given, { kind: 'block', members }, '');
  const version = versionOf(given, 'model_card_version');
  return {
    operation: 'export_model_card',
    name: nameOf(given, 'name'),
    ...(given['export_job_name'] !== undefined && { jobName: nameOf(given, 'export_job_name') }),
    ...(version !== undefined && { version }),
  };
}

function readCard(given: Block, operation: 'create_model_card' | 'update_model_card'): CardRequest {
  const members: Readonly<Record<string, Shape>> = {
    name: { kind: 'text' },
    status: { kind: 'one-of', values: STATUSES },
    version: { kind: 'anything' },
    ...WITHOUT_EFFECT,
    ...CARD_BLOCKS,
  };
  requireShape(given, { kind: 'block', members }, '');
  const name = nameOf(given, 'name');
  const version = versionOf(given, 'version');
  const blocks = Object.fromEntries(Object.entries(given).filter(([key]) => Object.hasOwn(CARD_BLOCKS, key)));
  const { status = 'Draft' } = given;
  return { operation, name, status: String(status), ...(version !== undefined && { version }), blocks };
}

function nameOf(given: Block, key: string): string {
  const name = given[key];
  if (typeof name !== 'string') throw new RequestRefused(400, `\`${key}\` is missing`);
  if (NAME.test(name)) return name;
  throw new RequestRefused(400, `\`${key}\` has 1 to 63 letters, digits and inner hyphens`);
}

/** The orchestrator reads a number as well as a text of digits. */
function versionOf(given: Block, key: string): number | undefined {
  const value = given[key];
  if (value === undefined || value === '') return undefined;
  const version = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  if (typeof version === 'number' && Number.isInteger(version) && version > 0) return version;
  throw new RequestRefused(400, `\`${key}\` is a whole number from 1`);
}

function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return Array.isArray(value) ? value.map(withoutNulls) : value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([key, member]) => [key, withoutNulls(member)]),
  );
}
