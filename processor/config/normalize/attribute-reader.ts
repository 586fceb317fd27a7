import type {
  BiasConfig,
  HyperparameterRange,
  Hyperparameters,
  ModelPredictedLabelConfig,
  PipelineType,
  RealtimeAttributes,
  ShapConfig,
  TunerConfigs,
  VpcConfig,
} from '../../../pipelines/spec.ts';
import { InternalError } from '../../model/errors.ts';
import type { Stage } from '../../model/settings.ts';
import { readingsOf, type Reading } from '../shared/attribute-catalogue.ts';
import type { WrittenWorkload } from '../shared/written-workload.ts';
import { holdsStages } from '../stages/holds-stages.ts';
import { normalizeLocation } from './normalize-location.ts';

/** A hyperparameter such as XGBoost's `interaction_constraints`. */
export type NumberList = readonly (number | readonly number[])[];

/** Attributes whose value is an object, as the schemas let it be written. */
export interface ObjectAttributes {
  readonly tags: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  readonly vpc_config: VpcConfig;
  readonly algo_hyperparameters: Readonly<Record<string, Hyperparameters[string] | NumberList>>;
  readonly tuner_configs: TunerConfigs;
  readonly hyperparameters_ranges: Readonly<Record<string, HyperparameterRange>>;
  readonly autoscaling: NonNullable<RealtimeAttributes['autoscaling']>;
  readonly serverless: NonNullable<RealtimeAttributes['serverless']>;
  readonly deployment: NonNullable<RealtimeAttributes['deployment']>;
  readonly bias_config: Omit<BiasConfig, 'group_name'> & { readonly group_name?: string | number };
  readonly model_predicted_label_config: Omit<ModelPredictedLabelConfig, 'probability_threshold'> & {
    readonly probability_threshold?: number | string;
  };
  readonly shap_config: Omit<ShapConfig, 'baseline'> & {
    readonly baseline?: string | readonly (readonly (number | string | boolean | null)[])[];
  };
}

/**
 * Reads the attributes of a written workload for one stage in their normal form: old spellings, per-stage maps,
 * defaults, empty texts, numbers and booleans as text. The shape is valid, so a value of another kind is our mistake.
 */
export class AttributeReader {
  readonly stage: Stage;
  readonly pipelineType: PipelineType;
  readonly #written: WrittenWorkload;
  readonly #readings: ReadonlyMap<string, Reading>;

  constructor(written: WrittenWorkload, stage: Stage) {
    this.stage = stage;
    this.pipelineType = written.pipelineType;
    this.#written = written;
    this.#readings = readingsOf(written.pipelineType);
  }

  /** Trimmed, not empty. */
  text(name: string): string {
    return this.#required(name, this.optionalText(name));
  }

  optionalText(name: string): string | undefined {
    const value = this.#read(name);
    if (value === undefined) return undefined;
    return typeof value === 'string' ? emptyAsAbsent(value.trim()) : this.#fail(name);
  }

  /** Trimmed, not empty; a number as text. */
  textOfNumber(name: string): string {
    return this.#required(name, this.optionalTextOfNumber(name));
  }

  optionalTextOfNumber(name: string): string | undefined {
    const value = this.optionalIndexOrText(name);
    return typeof value === 'number' ? String(value) : value;
  }

  /** Like a text, but a number stays one: an index or a name. */
  optionalIndexOrText(name: string): number | string | undefined {
    const value = this.#read(name);
    return typeof value === 'number' ? value : this.optionalText(name);
  }

  number(name: string): number {
    return this.#required(name, this.optionalNumber(name));
  }

  optionalNumber(name: string): number | undefined {
    const value = this.#read(name);
    if (value === undefined || typeof value === 'number') return value;
    return typeof value === 'string' && value.trim() !== '' ? Number(value) : this.#fail(name);
  }

  boolean(name: string): boolean {
    const value = this.#required(name, this.#read(name));
    return typeof value === 'boolean' ? value : String(value).trim().toLowerCase() === 'true';
  }

  /** One of the values that the specification allows. */
  choice<const T extends string>(name: string, allowed: readonly T[]): T {
    return this.#required(name, this.optionalChoice(name, allowed));
  }

  optionalChoice<const T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const value = this.optionalText(name);
    if (value === undefined) return undefined;
    return allowed.find((item) => item === value) ?? this.#fail(name);
  }

  /** A full S3 URI. */
  location(name: string, options: { readonly keepSlash?: boolean } = {}): string {
    return this.#required(name, this.optionalLocation(name, options));
  }

  optionalLocation(name: string, options: { readonly keepSlash?: boolean } = {}): string | undefined {
    const value = this.optionalText(name);
    if (value === undefined) return undefined;
    const inAssets = this.#readings.get(name)?.inAssets === true;
    return normalizeLocation(value, {
      bucket: inAssets ? this.stage.assetsBucket : undefined,
      keepSlash: options.keepSlash ?? false,
    });
  }

  /** A list of texts, or text that holds a JSON array of them. */
  optionalTexts(name: string): readonly string[] | undefined {
    const value = this.#read(name);
    const list: unknown = typeof value === 'string' ? JSON.parse(value) : value;
    if (list === undefined) return undefined;
    if (!Array.isArray(list)) return this.#fail(name);
    return list.length === 0 ? undefined : list.map(String);
  }

  object<K extends keyof ObjectAttributes>(name: K): ObjectAttributes[K] {
    return this.#required(name, this.optionalObject(name));
  }

  /** An object as its schema describes it. The type is taken on trust: the compiled validator has checked the value. */
  optionalObject<K extends keyof ObjectAttributes>(name: K): ObjectAttributes[K] | undefined {
    const value = this.#read(name);
    if (value === undefined) return undefined;
    return typeof value === 'object' ? (value as ObjectAttributes[K]) : this.#fail(name);
  }

  /** Plain look-ups are safe: no attribute is called like something that objects inherit, and files hold none such. */
  #read(name: string): unknown {
    const reading = this.#readings.get(name);
    if (reading === undefined) return undefined;
    const { attributes } = this.#written;
    let value = attributes[name];
    if (value === undefined && reading.oldName !== undefined) value = attributes[reading.oldName];
    if (typeof value === 'object' && reading.perStage && isMap(value) && isByStage(name, value, reading)) {
      value = value[this.stage.name];
    }
    return value === undefined || (reading.emptyMeansUnset && isBlank(value)) ? reading.default : value;
  }

  #required<T>(name: string, value: T | undefined): T {
    return value ?? this.#fail(name);
  }

  #fail(name: string): never {
    throw new InternalError(`the attribute ${name} of ${this.#written.source.file} has a form that its schema forbids`);
  }
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === '';
}

function emptyAsAbsent(text: string): string | undefined {
  return text === '' ? undefined : text;
}

function isByStage(name: string, value: unknown, { isObject }: Reading): boolean {
  return !isObject || holdsStages(value, { name, kind: 'object', perStage: true });
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
