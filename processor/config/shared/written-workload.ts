import type { PipelineType } from '../../../pipelines/spec.ts';
import type { Doubt } from './doubt.ts';
import type { ParsedFile } from './parsed-file.ts';

/**
 * One workload as committed: after the file's `defaults` are merged in and its shape is valid, before normalisation.
 * Values still have the spelling, the strings and the per-stage maps of the file.
 */
export interface WrittenWorkload {
  readonly source: ParsedFile;
  readonly pipelineType: PipelineType;
  /** Pointer of the entry in its file: empty for the one-object form, else `/workloads/<n>`. */
  readonly pointer: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** Pointer of an attribute: below the entry, or below `/defaults` when it is inherited. */
  pointerOf(attribute: string): string;
  /** Only when attributes are missing here because they are faulty. */
  readonly doubt?: Doubt;
}
