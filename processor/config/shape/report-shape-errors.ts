import type { ShapeError } from '../../../schema/generated/validators.js';
import type { Finding } from '../../model/finding.ts';
import { findingAt } from '../shared/finding-at.ts';
import type { ParsedFile } from '../shared/parsed-file.ts';
import { explainShapeError } from './explain/explain-shape-error.ts';
import { selectShapeErrors } from './select-shape-errors.ts';
import type { ShapeSubject } from './shape-fault.ts';

/** Errors of shape that one file shows; a file with more says how many more. */
export const MAX_SHAPE_FINDINGS = 20;

/** Where the validated value stands in its file. */
export interface ShapeOrigin {
  readonly source: ParsedFile;
  /** From a pointer inside the value to one inside the file. */
  pointerOf(pointer: string): string;
  /** @default MAX_SHAPE_FINDINGS */
  readonly most?: number;
}

export interface ShapeReport {
  readonly findings: readonly Finding[];
  /** Faults beyond the limit. */
  readonly omitted: number;
}

/** Findings for the errors of a compiled validator, as many as the origin says at most. */
export function reportShapeErrors(
  errors: readonly ShapeError[],
  subject: ShapeSubject,
  origin: ShapeOrigin,
): ShapeReport {
  const selected = selectShapeErrors(errors, subject);
  function numberAt(pointer: string): string | undefined {
    return origin.source.numberAt?.(origin.pointerOf(pointer));
  }
  const { most = MAX_SHAPE_FINDINGS } = origin;
  const findings = selected.slice(0, most).map((error): Finding => {
    const fault = explainShapeError(error, { ...subject, numberAt });
    return findingAt(origin.source, { severity: 'error', ...fault, pointer: origin.pointerOf(fault.pointer) });
  });
  return { findings, omitted: Math.max(0, selected.length - most) };
}
