import { subjectOf } from '../../shared/lambda/job-message.ts';
import { safeLink, safeText } from './safe-text.ts';

/** What goes to the topic. */
export interface PeopleMessage {
  /** At most 100 ASCII characters. */
  readonly subject: string;
  readonly text: string;
  /** For filter policies of subscriptions; only those that are known. */
  readonly attributes: Readonly<Partial<Record<'event' | 'stage' | 'author', string>>>;
}

/** A message before it is put into words: every text in it is made safe on the way. */
export interface Letter {
  /** `config-rejected`; what a subscription filters by. */
  readonly event: string;
  readonly subject: string;
  /** One sentence. */
  readonly headline: string;
  /** `Commit`, `0a1b2c3d4e5f by Jane`; those without a value are left out. */
  readonly facts: readonly (readonly [label: string, value: string | undefined])[];
  /** What happened in detail: a line each, those with a blank in front belong to the one above. */
  readonly details?: readonly string[];
  /** What to do next, in sentences of ours. */
  readonly next: readonly string[];
  readonly links: readonly (readonly [label: string, url: unknown])[];
  readonly stage?: string;
  readonly author?: string;
}

/** SNS takes 256 KB; people read a fraction of it. */
const LONGEST_TEXT = 20_000;
const LONGEST_ATTRIBUTE = 256;

/** Puts a message into words. Only the lines that stand here, and the links that pass, have a form of their own. */
export function writeLetter(letter: Letter): PeopleMessage {
  const facts = letter.facts.flatMap(([label, value]) =>
    value === undefined || value === '' ? [] : [`${label}: ${safeText(value)}`],
  );
  const links = letter.links.flatMap(([label, url]) => {
    const link = safeLink(url);
    return link === undefined ? [] : [`${label}: ${link}`];
  });
  const details = (letter.details ?? []).map((line) => `${/^ */.exec(line)?.[0] ?? ''}${safeText(line)}`);
  const sections = [
    [safeText(letter.headline)],
    facts,
    cut(details, LONGEST_TEXT),
    letter.next.length === 0 ? [] : ['What to do now:', ...letter.next.map((line) => `- ${safeText(line, 1_000)}`)],
    links,
  ];
  return {
    subject: subjectOf(`MLOps: ${safeText(letter.subject)}`).trim(),
    text: `${sections
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n')}\n`,
    attributes: {
      event: letter.event,
      ...attribute('stage', letter.stage),
      ...attribute('author', letter.author),
    },
  };
}

/** As many lines as fit. */
function cut(lines: readonly string[], room: number): readonly string[] {
  const kept: string[] = [];
  let length = 0;
  for (const line of lines) {
    length += line.length + 1;
    if (length > room) return [...kept, `... and ${lines.length - kept.length} more lines`];
    kept.push(line);
  }
  return kept;
}

/** An attribute takes no empty value. Filters compare it exactly, so that it is not made unfit for a link here. */
function attribute(name: 'stage' | 'author', value: string | undefined): Readonly<Record<string, string>> {
  const text =
    value
      ?.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')
      .trim()
      .slice(0, LONGEST_ATTRIBUTE)
      // Half a character has no UTF-8, and the whole message would not go out.
      .replace(/[\ud800-\udbff]$/, '') ?? '';
  return text === '' ? {} : { [name]: text };
}
