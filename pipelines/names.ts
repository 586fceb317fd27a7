import { createHash } from 'node:crypto';

import { canonicalJson } from './canonical-json.ts';
import type { PipelineType } from './spec.ts';

/** Longest stack name that CloudFormation takes (API reference of CreateStack, `StackName`). */
export const MAX_STACK_NAME_LENGTH = 128;

/** Last part of the stack name by pipeline type: the orchestrator's suffixes in lower case. */
export const STACK_SUFFIXES: Readonly<Record<PipelineType, string>> = {
  model_training_builtin: 'modeltraining',
  model_tuner_builtin: 'tunertraining',
  model_autopilot_training: 'autopilottraining',
  byom_realtime_builtin: 'byompipelinerealtimebuiltin',
  byom_realtime_custom: 'byompipelinerealtimecustom',
  byom_batch_builtin: 'byompipelinebatchbuiltin',
  byom_batch_custom: 'byompipelinebatchcustom',
  byom_data_quality_monitor: 'byomdataqualitymonitor',
  byom_model_quality_monitor: 'byommodelqualitymonitor',
  byom_model_bias_monitor: 'byommodelbiasmonitor',
  byom_model_explainability_monitor: 'byommodelexplainabilitymonitor',
  byom_image_builder: 'byompipelineimagebuilder',
};

const HASH_LENGTH = 10;
const LOOKS_HASHED = /-[0-9a-f]{10}$/;
const PLAIN_PART = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

export interface StackNameParts {
  readonly stackPrefix: string;
  /** Only when several stages share one account and region. */
  readonly stage?: string;
  /** `model_name`, or `image_tag` for the image builder. */
  readonly modelName: string;
  /** Second workload of the same model and type. */
  readonly name?: string;
  readonly pipelineType: PipelineType;
}

/**
 * Name of the stack of one workload: `<prefix>-[<stage>-]<model>[--<name>]-<suffix>` in lower case; always legal
 * (`[a-zA-Z][-a-zA-Z0-9]{0,127}`), equal for equal parts, different for different ones. Upper and lower case mean the
 * same, as in the orchestrator.
 *
 * Parts that fit stand as they are. Whatever would make two identities look alike gets a hash of the original parts
 * before the suffix: replaced characters, doubled hyphens (reserved for `--<name>`), a stage with a hyphen (where
 * would it end?), a name that was cut, and one that looks as if it carried a hash already.
 */
export function stackName(parts: StackNameParts): string {
  const [prefix, model, suffix] = [fold(parts.stackPrefix), fold(parts.modelName), STACK_SUFFIXES[parts.pipelineType]];
  const stage = parts.stage === undefined ? undefined : fold(parts.stage);
  const name = parts.name === undefined ? undefined : fold(parts.name);

  const words = [stage, model, name].filter((part) => part !== undefined);
  const body = (stage === undefined ? '' : `${stage}-`) + model + (name === undefined ? '' : `--${name}`);
  const plain = `${prefix}-${body}`;
  const isUnambiguous =
    words.every((word) => PLAIN_PART.test(word)) &&
    !(stage?.includes('-') ?? false) &&
    !LOOKS_HASHED.test(plain) &&
    /^[a-z]/.test(plain) &&
    PLAIN_PART.test(prefix);
  const full = `${plain}-${suffix}`;
  if (isUnambiguous && full.length <= MAX_STACK_NAME_LENGTH) return full;

  const hash = shortHash([prefix, stage ?? null, model, name ?? null]);
  const room = MAX_STACK_NAME_LENGTH - suffix.length - HASH_LENGTH - 2;
  const head = cut(legalLetters(/^[a-z]/.test(plain) ? plain : `s-${plain}`), room);
  return `${head}-${hash}-${suffix}`;
}

export interface ContentNameParts {
  /** What a person recognises the thing by. */
  readonly base: string;
  /** Everything that makes it another thing; any JSON value. */
  readonly inputs: unknown;
  /** Of the whole name, at least 10: 63 for most names in SageMaker, 32 for tuning and Autopilot jobs. */
  readonly maxLength: number;
}

/**
 * Name of a thing that must be unique in SageMaker (job, schedule, job definition): `<base>-<10 hex>` of base and
 * inputs. Same inputs, same name; any change gives a new one. Always `[a-zA-Z0-9](-*[a-zA-Z0-9]){0,maxLength-1}`.
 */
export function contentName(parts: ContentNameParts): string {
  const hash = shortHash([parts.base, parts.inputs]);
  const base = cut(legalLetters(parts.base), parts.maxLength - HASH_LENGTH - 1);
  return base === '' ? hash : `${base}-${hash}`;
}

/** Longest name of an endpoint (API reference of SageMaker, `EndpointName`). */
const MAX_ENDPOINT_NAME_LENGTH = 63;

/** What decides the name of an endpoint. */
export interface EndpointOwner {
  readonly stackName: string;
  readonly modelName: string;
  readonly name?: string;
  readonly attributes: { readonly endpoint_name?: string };
}

/**
 * Name of the endpoint of a realtime workload: the config's, or `<model>[-<name>]-<10 hex>` of the stack's name. One
 * workload has one name for all its life, known before anything is deployed: roles can be bound to it, plans tell it,
 * monitors may watch it.
 */
export function endpointName(owner: EndpointOwner): string {
  const known = owner.attributes.endpoint_name ?? endpointNames.get(owner);
  if (known !== undefined) return known;
  const { stackName, modelName, name } = owner;
  const words = name === undefined ? [modelName] : [modelName, name];
  const made = contentName({ base: fold(words.join('-')), inputs: stackName, maxLength: MAX_ENDPOINT_NAME_LENGTH });
  endpointNames.set(owner, made);
  return made;
}

/** Several rules ask for the same names, which are hashes. Workloads do not change. */
const endpointNames = new WeakMap<EndpointOwner, string>();

function fold(text: string): string {
  return text.trim().toLowerCase();
}

function shortHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex').slice(0, HASH_LENGTH);
}

function legalLetters(text: string): string {
  return text.replace(/[^a-zA-Z0-9]+/g, '-').replace(/^-|-$/g, '');
}

function cut(text: string, length: number): string {
  return text.slice(0, Math.max(0, length)).replace(/-$/, '');
}
