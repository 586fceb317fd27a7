import { explainSyntax } from './explain-syntax.ts';
import { findLostBracket } from './lost-bracket.ts';
import type { SyntaxFault } from './syntax-fault.ts';

/** More in one file is no slip: it is another language, and all is said with these. */
const MOST_FAULTS = 20;

export interface ReadPast {
  readonly faults: readonly SyntaxFault[];
  /** The text as it was meant, every character at its place; absent when a fault leaves open what was meant. */
  readonly mended?: string;
}

/**
 * All faults of a text that JSON.parse refuses, up to the first after which nobody can say what was meant. A trailing
 * comma or a comment is one fault and hides no other: what follows it is read, and checked, as if it were not there.
 */
export function readPastFaults(text: string): ReadPast {
  const faults: SyntaxFault[] = [];
  let current = text;
  while (faults.length < MOST_FAULTS) {
    const fault = firstFault(current);
    if (fault === undefined) return { faults, ...(isJson(current) && { mended: current }) };
    faults.push(fault);
    if (fault.mend === undefined) break;
    const { offset, text: meant } = fault.mend;
    current = `${current.slice(0, offset)}${meant}${current.slice(offset + meant.length)}`;
  }
  return { faults };
}

/** What a parser stumbles over, or the bracket before it that was lost. */
function firstFault(text: string): SyntaxFault | undefined {
  const fault = explainSyntax(text);
  if (fault?.code !== 'invalid-json') return fault;
  const lost = findLostBracket(text);
  return lost !== undefined && lost.offset <= fault.offset ? lost : fault;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
