import data from './image-table.json' with { type: 'json' };

/** One ECR repository, with what decides its tag; `registry` is an index into `ImageTable.registries`. */
export interface ImageEntry {
  readonly repo: string;
  readonly registry: number;
  /** Accepted Python versions, oldest listing first as published; absent: the tag names none. */
  readonly python?: readonly string[];
  /** Processors of this entry; those of the group win. */
  readonly processors?: readonly string[];
  /** First part of the tag; absent: the version as requested. */
  readonly prefix?: string;
  /** Last part of the tag by processor, for example `{ "gpu": "cu124-ubuntu22.04" }`. */
  readonly suffixes?: Readonly<Partial<Record<string, string>>>;
  /** The whole tag where the SDK names one outright (Graviton images of xgboost and sklearn). */
  readonly tag?: string;
}

/**
 * The image of one or more versions: one entry, one a Python version, or one a base framework version (Hugging Face).
 */
export interface ImageVersions extends Partial<ImageEntry> {
  readonly versions: readonly string[];
  readonly byPython?: Readonly<Partial<Record<string, ImageEntry>>>;
  readonly byBase?: Readonly<Partial<Record<string, ImageEntry>>>;
  readonly baseAliases?: Readonly<Partial<Record<string, string>>>;
}

/** The images of some scopes: which versions there are and what they are also called. */
export interface ImageGroup {
  readonly scopes: readonly string[];
  readonly processors?: readonly string[];
  readonly aliases?: Readonly<Partial<Record<string, string>>>;
  readonly images: readonly ImageVersions[];
}

/** A framework or algorithm; `latest` is the version that the SDK takes for a scope when none is asked for. */
export interface FrameworkImages {
  readonly latest?: Readonly<Partial<Record<string, string>>>;
  readonly groups: readonly ImageGroup[];
  /** Groups used instead with an inference tool, `neuron` or `neuronx`. */
  readonly tools?: Readonly<Record<string, readonly ImageGroup[]>>;
}

/** The regions of a family that have an image: all, all `without` some, or `only` some. */
export interface RegistrySet {
  readonly family: string;
  readonly only?: readonly string[];
  readonly without?: readonly string[];
}

/** The published image tables of the SageMaker Python SDK, without repetition. */
export interface ImageTable {
  readonly source: { readonly package: string; readonly version: string; readonly generated: string };
  /** Region to account, by a name of our own; `registries` are parts of these. */
  readonly families: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly registries: readonly RegistrySet[];
  readonly frameworks: Readonly<Record<string, FrameworkImages>>;
}

/** The committed table: written by `scripts/generate-image-table.ts`, never by hand. */
export const imageTable: ImageTable = data;
