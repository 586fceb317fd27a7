import type { Finding } from '../model/finding.ts';
import { codeSpan } from '../render/plan/plan-markdown-text.ts';
import { sentence } from './change-text.ts';
import type { BlockItem } from './fit-blocks.ts';
import type { Review } from './review.ts';
import { linkTo } from './source-links.ts';
import { shortPath } from './short-path.ts';

/** A finding as an item, with a link to its line in the commit that is given. */
export function findingItem(finding: Finding, about: Pick<Review, 'links'> & { readonly commit: string }): BlockItem {
  const sign = finding.severity === 'error' ? '❌' : '⚠️';
  const place = codeSpan(`${shortPath(finding.file)}:${finding.line}`);
  const { links, commit } = about;
  const link = links === undefined ? undefined : linkTo(links, { commit, file: finding.file, line: finding.line });
  // A path of thousands of characters makes an address that no browser opens.
  const linked = link === undefined || link.length > 2_000 ? place : `[${place}](${link})`;
  const brief = `- ${sign} ${linked}: ${sentence(finding.message)} (${codeSpan(finding.code)})`;
  const { hint } = finding;
  return hint === undefined ? { brief } : { brief, full: `${brief}\n  - ${sentence(hint)}` };
}

/** A finding as plain words for a line of the host's own view; inert as Markdown. */
export function findingMessage({ message, hint, code }: Finding): string {
  const parts = [sentence(message), ...(hint === undefined ? [] : [sentence(hint)])];
  return `${parts.join('. ')} (${codeSpan(code)})`;
}
