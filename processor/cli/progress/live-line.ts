/** One stack in flight. */
export interface InFlight {
  readonly stage: string;
  readonly stack: string;
  /** Its action, step or latest event. */
  readonly latest: string;
  readonly seconds: number;
}

/** Columns of a terminal that does not say how many it has. */
const USUAL_COLUMNS = 80;

/**
 * A stack in flight as one line that never wraps: what it does and for how long always shows, and of its name the end,
 * because stacks of one repository start alike. One column stays free, where terminals would break the line.
 */
export function liveLine(
  mark: string,
  { stage, stack, latest, seconds }: InFlight,
  columns: number | undefined,
): string {
  const width = (columns === undefined || columns < 1 ? USUAL_COLUMNS : columns) - 1;
  const time = ` ${seconds} s`;
  const state = ` ${keepStart(latest, Math.max(6, Math.floor(width / 2) - time.length))}`;
  const name = shortenName(stage, stack, width - mark.length - 1 - state.length - time.length);
  return `${mark} ${name}${state}${time}`.slice(0, width);
}

/** A line of the log above: broken behind the name of the stack where the whole does not fit, not in a word. */
export function brokenLine(line: string, columns: number | undefined): string {
  const at = line.indexOf(': ');
  if (columns === undefined || line.length <= columns || at < 0) return line;
  return `${line.slice(0, at + 1)}\n    ${line.slice(at + 2)}`;
}

function shortenName(stage: string, stack: string, width: number): string {
  const whole = `${stage}/${stack}`;
  if (whole.length <= width) return whole;
  const kept = width - stage.length - '/…'.length;
  return kept >= 8 ? `${stage}/…${stack.slice(-kept)}` : `…${stack.slice(-Math.max(1, width - 1))}`;
}

function keepStart(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
