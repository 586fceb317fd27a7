import type { PipelineStackSpec } from './control-plane-spec.ts';
import { artifactsBucketName } from './role-names.ts';

/** Where the pipeline reads the files of a commit when it cannot read the repository. */
export interface StoredSource {
  readonly bucket: string;
  readonly key: string;
}

/**
 * Without a connection to GitHub the receiver of webhooks stores the files of a commit as a version of one object, and
 * starts the pipeline with that version. Undefined where the pipeline reads the repository itself.
 */
export function storedSource(spec: PipelineStackSpec): StoredSource | undefined {
  const { source } = spec;
  if (source.provider !== 'github' || source.connectionArn !== undefined) return undefined;
  return { bucket: artifactsBucketName(spec), key: `source/${source.repository}.zip` };
}
