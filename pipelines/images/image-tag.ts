import { instanceFamily } from './instance-processor.ts';

/** image_uris.py: container versions that only p4d instances take; key is framework and tag. */
const P4D_SUFFIXES: Readonly<Record<string, string>> = {
  'tensorflow-2.3-gpu-py37': 'cu110-ubuntu18.04-v3',
  'tensorflow-2.3.1-gpu-py37': 'cu110-ubuntu18.04',
  'tensorflow-2.3.2-gpu-py37': 'cu110-ubuntu18.04',
  'tensorflow-1.15-gpu-py37': 'cu110-ubuntu18.04-v8',
  'tensorflow-1.15.4-gpu-py37': 'cu110-ubuntu18.04',
  'tensorflow-1.15.5-gpu-py37': 'cu110-ubuntu18.04',
  'mxnet-1.8-gpu-py37': 'cu110-ubuntu16.04-v1',
  'mxnet-1.8.0-gpu-py37': 'cu110-ubuntu16.04',
  'pytorch-1.6-gpu-py36': 'cu110-ubuntu18.04-v3',
  'pytorch-1.6.0-gpu-py36': 'cu110-ubuntu18.04',
  'pytorch-1.6-gpu-py3': 'cu110-ubuntu18.04-v3',
  'pytorch-1.6.0-gpu-py3': 'cu110-ubuntu18.04',
};

interface TagParts {
  readonly framework: string;
  readonly prefix: string;
  /** `cpu`, `gpu`, ... or the inference tool in its place. */
  readonly processor: string | undefined;
  readonly pythonVersion: string | undefined;
  readonly suffix: string | undefined;
  readonly instanceType: string | undefined;
}

/** The present parts joined by hyphens; empty where an image has no tag. */
export function imageTag({ framework, prefix, processor, pythonVersion, suffix, instanceType }: TagParts): string {
  // Triton's CPU images say so, its GPU images do not
  const shown = framework === 'sagemaker-tritonserver' && processor === 'gpu' ? undefined : processor;
  const tag = [prefix, shown, pythonVersion, suffix].filter((part) => part !== undefined && part !== '').join('-');
  const p4d = instanceFamily(instanceType) === 'p4d' ? P4D_SUFFIXES[`${framework}-${tag}`] : undefined;
  return p4d === undefined ? tag : `${tag}-${p4d}`;
}
