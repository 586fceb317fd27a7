import type { Measurement } from './pairs.ts';
import { median } from './pairs.ts';

/** One line of Markdown per measurement, and one per fact. */
export function renderTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map((one) => [
    one.name,
    one.ratioOf,
    middle(one).toFixed(2),
    `${(one.ratios[0] ?? NaN).toFixed(2)} to ${(one.ratios.at(-1) ?? NaN).toFixed(2)}`,
    one.goal === undefined ? '' : `≤ ${one.goal}`,
    one.goal === undefined ? 'told' : isReached(one) ? 'reached' : '**missed**',
    `${shown(one.ours)} / ${shown(one.theirs)}`,
  ]);
  const facts = measurements.flatMap(({ name, facts = [] }) =>
    facts.map(({ says, holds }) => `- ${name}: ${says}: ${holds ? 'yes' : '**no**'}`),
  );
  const head = ['measurement', 'ratio of', 'median', 'min to max', 'goal', 'verdict', 'ms, both'];
  return [line(head), line(head.map(() => '---')), ...rows.map(line), '', ...facts, ''].join('\n');
}

/** True when the median is within the goal and every fact holds. */
export function isReached(one: Measurement): boolean {
  return (one.goal === undefined || middle(one) <= one.goal) && (one.facts ?? []).every(({ holds }) => holds);
}

function middle({ ratios }: Measurement): number {
  return median(ratios);
}

function shown(milliseconds: number): string {
  return milliseconds >= 10 ? milliseconds.toFixed(0) : milliseconds.toFixed(2);
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}
