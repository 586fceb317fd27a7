/**
 * Compact JSON that still reads, and differs, line by line: whatever fits in `width` characters stays on one line,
 * only what does not is broken, one member a line, without indentation by more than one space a level.
 */
export function formatJson(value: unknown, width: number): string {
  return `${format(value, width, 0)}\n`;
}

function format(value: unknown, width: number, depth: number): string {
  const flat = JSON.stringify(value);
  if (typeof value !== 'object' || value === null || (depth > 0 && flat.length <= width)) return flat;
  const pad = ' '.repeat(depth + 1);
  const isArray = Array.isArray(value);
  const lines = Object.entries(value).map(
    ([key, item]) => `${pad}${isArray ? '' : `${JSON.stringify(key)}:`}${format(item, width, depth + 1)}`,
  );
  const [open, close] = isArray ? ['[', ']'] : ['{', '}'];
  return `${open}\n${lines.join(',\n')}\n${' '.repeat(depth)}${close}`;
}
