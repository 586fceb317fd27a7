import type { Finding, Place, Severity } from '../../../model/finding.ts';
import { attributesOf } from '../../shared/attribute-catalogue.ts';
import { joinPointer } from '../../shared/json-pointer.ts';
import type { WrittenWorkload } from '../../shared/written-workload.ts';
import { holdsStages } from '../../stages/holds-stages.ts';
import { writtenName } from './written-name.ts';

/** Which value of a written workload is meant. */
export interface Spot {
  readonly written: WrittenWorkload;
  /** Name of the attribute after normalisation; absent, or not written at all: the workload itself. */
  readonly attribute?: string;
  /** The stage whose value is meant: named in the pointer when the attribute is a per-stage map. */
  readonly stage?: string;
  /**
   * The attribute for whose sake this one should not be there. Unless that differs by stage, a map is meant as a whole,
   * once, and not its value in each stage.
   */
  readonly cause?: string;
  /** The way from the attribute's value down to the part that is wrong. */
  readonly within?: readonly (string | number)[];
  /** `key` marks the member's name: right for attributes that should not be there. */
  readonly part?: 'key' | 'value';
}

/** A finding before its place is looked up. */
export interface Fault extends Spot {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
  readonly related?: readonly (Spot & { readonly message: string })[];
}

/** Gathers the findings of one rule. */
export interface FindingCollector {
  /** Adds a finding, unless the same code was already reported for the same value (by another stage, or heir). */
  readonly report: (fault: Fault) => void;
  readonly findings: readonly Finding[];
}

/**
 * A collector for one run of one rule. Positions are looked up only here, when a fault is reported: a valid commit
 * never computes one. A value that is wrong in three stages, or inherited from `defaults` by ten workloads, is one
 * finding.
 */
export function collectFindings(): FindingCollector {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  function report({ code, severity, message, hint, related, ...spot }: Fault): void {
    if ([spot, ...(related ?? [])].some((other) => other.written.doubt?.isRaised() === true)) return;
    const pointer = pointerOf(spot);
    const key = `${code}\n${spot.written.source.file}\n${pointer}`;
    if (seen.has(key)) return;
    seen.add(key);
    findings.push({
      severity,
      code,
      ...placeOf(spot),
      pointer,
      message,
      ...(hint !== undefined && { hint }),
      ...(related && { related: onceEach(related) }),
    });
  }
  return { report, findings };
}

/** Places beside a finding; what several stages say at one place is one. */
function onceEach(related: NonNullable<Fault['related']>): NonNullable<Finding['related']> {
  const places = related.map((other) => ({ ...placeOf(other), message: other.message }));
  const distinct = new Map(
    places.map((place) => [`${place.file}:${place.line}:${place.column} ${place.message}`, place]),
  );
  return [...distinct.values()];
}

/** JSON pointer of the value: `/max_runtime_per_job/prod` when the attribute is a per-stage map. */
export function pointerOf({ written, attribute, stage, cause, within = [] }: Spot): string {
  const name = attribute === undefined ? undefined : writtenName(written, attribute);
  if (name === undefined) return written.pointer;
  const differs = stage !== undefined && isByStage(written, name, stage);
  const isMeant =
    cause === undefined || (stage !== undefined && isByStage(written, writtenName(written, cause), stage));
  const below = differs && isMeant ? [stage, ...within] : within;
  return below.reduce<string>(joinPointer, written.pointerOf(name));
}

/** True of an attribute whose value is a map by stage with a value for this one. */
function isByStage(written: WrittenWorkload, name: string | undefined, stage: string): boolean {
  const known = name === undefined ? undefined : attributesOf(written.pipelineType).get(name);
  const value = name === undefined ? undefined : written.attributes[name];
  return known !== undefined && holdsStages(value, known) && Object.hasOwn(value, stage);
}

function placeOf(spot: Spot): Place {
  const { source } = spot.written;
  return { file: source.file, ...source.locate(pointerOf(spot), spot.part ?? 'value') };
}
