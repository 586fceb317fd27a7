import { createHash } from 'node:crypto';
import { CONFIG_FILE, discover } from '../config/discover.ts';
import type { PipelineType } from '../../pipelines/spec.ts';

/** What tells one workload from another, whatever its stages. */
export interface WorkloadKey {
  readonly pipelineType: PipelineType;
  /** `model_name`, or `image_tag` for the image builder. */
  readonly modelName: string;
  readonly name?: string;
}

/** Folder of the models that come through the API. */
const FOLDER = 'models';
const LONGEST_PART = 80;

/**
 * Where a workload that comes through the API is committed: `models/<model>/<pipeline
 * type>[-<name>]/mlops-config.json`. Equal keys have one path and different keys different ones: what a path cannot
 * show gets a hash.
 */
export function configPath(key: WorkloadKey): string {
  const leaf = key.name === undefined ? key.pipelineType : `${key.pipelineType}-${pathPart(key.name)}`;
  const path = `${FOLDER}/${pathPart(key.modelName)}/${leaf}/${CONFIG_FILE}`;
  // A model may be called `vendor`, and folders of that name are passed over.
  const isRead = discover([{ path, kind: 'file' }]).configFiles.length === 1;
  return isRead ? path : `${FOLDER}/model-${pathPart(key.modelName)}/${leaf}/${CONFIG_FILE}`;
}

/** The same for texts that mean the same: stack names know no upper and lower case. */
export function sameKey(a: WorkloadKey, b: WorkloadKey): boolean {
  return (
    a.pipelineType === b.pipelineType &&
    fold(a.modelName) === fold(b.modelName) &&
    fold(a.name ?? '') === fold(b.name ?? '')
  );
}

/** A text as a short word of letters, digits and hyphens. */
export function pathPart(text: string): string {
  const folded = fold(text);
  const plain = folded
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, LONGEST_PART);
  if (plain === folded && plain !== '') return plain;
  const hash = createHash('sha256').update(folded).digest('hex').slice(0, 8);
  return plain === '' ? hash : `${plain}-${hash}`;
}

function fold(text: string): string {
  return text.trim().toLowerCase();
}
