/** Crontab's five fields, a rate or a word as EventBridge and Model Monitor write it. */
export function scheduleRepairs(text: string): readonly string[] {
  const fields = text
    .replace(/^cron\s*\(?/i, '')
    .replace(/\)$/, '')
    .trim()
    .split(/\s+/);
  const [minute, hour, day, month, weekday] = fields;
  const five =
    fields.length === 5
      ? [`cron(${minute} ${hour} ? ${month} ${weekday} *)`, `cron(${minute} ${hour} ${day} ${month} ? *)`]
      : [];
  // Of day and weekday one has to be `?`; where both say every day, it makes no difference which.
  const fitting = five.filter((_, index) => (index === 0 ? day === '*' || day === '?' : weekday === '*'));
  const every = /^(?:rate\(1 hour\)|@?hourly)$/i.test(text)
    ? ['cron(0 * ? * * *)', 'rate(1 hour)']
    : /^(?:rate\(1 day\)|@?daily)$/i.test(text)
      ? ['cron(0 0 ? * * *)', 'rate(1 day)']
      : [];
  const plural = inDays(text).replace(
    /^rate\(\s*(\d+)\s*(minute|hour|day)s?\s*\)$/i,
    (_, count: string, unit: string) => `rate(${count} ${unit.toLowerCase()}${Number(count) === 1 ? '' : 's'})`,
  );
  return [
    text,
    text.replace(/^[a-z]+/i, (word) => word.toLowerCase()),
    text.toLowerCase(),
    plural,
    `cron(${fields.join(' ')})`,
    ...fitting,
    ...every,
    ...questioned(fields),
    // Steps from any hour on are those from midnight on.
    text.replace(/^(cron\(0 )\*\/(\d+ )/, '$10/$2'),
  ];
}

/** A rate in weeks, which EventBridge does not know. */
function inDays(text: string): string {
  return text.replace(/^rate\(\s*(\d+)\s*weeks?\s*\)$/i, (_, count: string) => `rate(${Number(count) * 7} days)`);
}

/** Of six fields with the `?` missing, or standing where Model Monitor does not take it: `cron(0 6 * * ? *)`. */
function questioned(fields: readonly string[]): readonly string[] {
  if (fields.length !== 6) return [];
  const [minute, hour, day = '', month, weekday = '', year] = fields;
  if (day === '*' || day === '?')
    return [`cron(${minute} ${hour} ? ${month} ${weekday === '?' ? '*' : weekday} ${year})`];
  return weekday === '*' || weekday === '?' ? [`cron(${minute} ${hour} ${day} ${month} ? ${year})`] : [];
}
