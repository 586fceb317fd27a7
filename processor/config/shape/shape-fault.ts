import type { PipelineType } from '../../../pipelines/spec.ts';

/** One fault of shape in a value, before it has a place. The pointer starts at the validated value. */
export interface ShapeFault {
  readonly code: string;
  readonly pointer: string;
  readonly part: 'key' | 'value';
  readonly message: string;
  readonly hint?: string;
}

/** What was validated. */
export interface ShapeSubject {
  readonly value: unknown;
  /** Absent for the settings file and the outer form of a file. */
  readonly pipelineType?: PipelineType;
  /** Keys allowed in the object at a pointer, where no catalogue knows them. */
  allowedKeys?(pointer: string): readonly string[] | undefined;
  /** Of the settings file. */
  readonly isSettings?: true;
  /** Whether an attribute stands in the place of one of `defaults`. */
  readonly isOverriding?: (attribute: string) => boolean;
  /** The number at a pointer as it is written; absent where no text is known. */
  numberAt?(pointer: string): string | undefined;
}
