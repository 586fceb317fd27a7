/** What the image is used for. Frameworks with one image for all ignore it, as the SDK does, with a note. */
export type ImageScope = 'training' | 'inference' | 'processing' | 'monitoring';

/**
 * What an image is looked up by: the arguments of the SageMaker Python SDK's `image_uris.retrieve` that a config has.
 */
export interface ImageRequest {
  readonly framework: string;
  readonly region: string;
  readonly scope: ImageScope;
  /** Framework version or an alias of it (`2.1` for `2.1.0`); absent: the newest, if the SDK would take one. */
  readonly version?: string;
  /** `ml.<family>.<size>`; decides between CPU, GPU, Inferentia, Trainium and Graviton images. */
  readonly instanceType?: string;
  /** As listed, for example `py310`; absent with several to choose from: the newest, with a note. */
  readonly pythonVersion?: string;
  /** Hugging Face only: `pytorch<version>` or `tensorflow<version>`. */
  readonly baseFrameworkVersion?: string;
  /** Only pytorch (`neuron`) and huggingface; absent: `neuron` on Inferentia and Trainium instances. */
  readonly inferenceTool?: 'neuron' | 'neuronx';
  /** A serverless endpoint has no instance type and runs on CPUs. */
  readonly serverless?: boolean;
}

/** The attribute of the request that stands in the way. */
export type ImageProblemKind =
  | 'framework'
  | 'scope'
  | 'version'
  | 'base-framework-version'
  | 'python-version'
  | 'region'
  | 'instance-type'
  | 'processor'
  | 'inference-tool';

/** Why there is no image. `allowed` are all accepted values of the attribute, `nearest` those most like `given`. */
export interface ImageProblem {
  readonly kind: ImageProblemKind;
  readonly given?: string;
  readonly allowed: readonly string[];
  readonly nearest: readonly string[];
  /** Lower case, no full stop: the value, what is allowed, what to do. */
  readonly message: string;
}

/** An image, and what was decided on the way that the request did not say. */
export interface ImageFound {
  /** `<account>.dkr.ecr.<region>.<dns suffix>/<repository>[:tag]` */
  readonly uri: string;
  /** The version as it stands in the tag: as requested, or the one taken in its place. */
  readonly version: string;
  readonly processor?: string;
  readonly pythonVersion?: string;
  /** Choices made in place of the requester, each a lower-case sentence without full stop; worth a warning. */
  readonly notes: readonly string[];
}

export type ImageLookup = ImageFound | { readonly problem: ImageProblem };
