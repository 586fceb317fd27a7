/** Where the watched commits lie, as far as their authors are concerned. */
export interface CommitHost {
  /** Who wrote a commit. */
  readAuthor(commit: string): Promise<KnownAuthor | undefined>;

  /**
   * Says at the commit that it was rejected: on GitHub a failed status and a comment that names the author's account,
   * on CodeCommit a comment. Said once, however often the event arrives.
   */
  tellAuthor(commit: string, rejection: Rejection): Promise<void>;
}

export interface KnownAuthor {
  readonly name: string;
  readonly email?: string;
}

/** What is to be said, already safe. */
export interface Rejection {
  /** One line of at most 140 characters. */
  readonly headline: string;
  readonly lines: readonly string[];
  /** Page with more, such as the build's. */
  readonly link?: string;
}

/** Stands in every comment, so that it is found again. */
export const MARKER = '<!-- mlops-config-rejected -->';

/**
 * The comment as Markdown: all that comes from a config stands in a block of code, which nothing in it can end, and
 * where no host makes mentions, links or images of words.
 */
export function writeComment(
  { headline, lines, link }: Rejection,
  { account, longest }: { readonly account?: string; readonly longest: number },
): string {
  const head = `${MARKER}\n**${headline}**${account === undefined ? '' : ` (@${account})`}\n\n`;
  const tail = link === undefined ? '' : `\n[The build and its log](${link})\n`;
  const room = longest - head.length - tail.length - 200;
  const kept: string[] = [];
  let length = 0;
  for (const line of lines) {
    const inert = line.replaceAll('`', "'");
    length += inert.length + 1;
    if (length > room) break;
    kept.push(inert);
  }
  const more = lines.length - kept.length;
  return `${head}\`\`\`text\n${kept.join('\n')}\n\`\`\`\n${more === 0 ? '' : `\nand ${more} more lines in the build\n`}${tail}`;
}
