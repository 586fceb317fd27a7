import { shortHash } from '../model/short-hash.ts';
import { codeSpan } from '../render/plan/plan-markdown-text.ts';
import { sentence } from './change-text.ts';
import type { ReviewDialect } from './review.ts';

/** What is left to say once a pull request is closed: the end, and the last review where there is room for it. */
export function composeFinal(about: {
  readonly dialect: ReviewDialect;
  readonly state: 'closed' | 'merged';
  readonly baseBranch: string;
  /** Text of the living comment; absent when somebody edited it, since it is not ours to repeat then. */
  readonly last?: string;
  readonly limit: number;
}): string {
  const { dialect, state, baseBranch, last, limit } = about;
  const head =
    state === 'merged'
      ? `## 🟣 MLOps: merged\n\nThe pipeline of ${codeSpan(baseBranch)} plans anew and deploys it stage by stage.`
      : '## ⚪ MLOps: closed without a merge\n\nNothing of it is deployed.';
  if (last === undefined) return head;
  const kept =
    dialect === 'github'
      ? `<details><summary>the last review</summary>\n\n${last}\n\n</details>`
      : `The last review:\n\n---\n\n${last}`;
  const whole = `${head}\n\n${kept}`;
  return whole.length <= limit ? whole : head;
}

/** What the comment says when the review itself could not be made. */
export function composeFailure(about: {
  readonly headCommit: string;
  readonly code: string;
  readonly message: string;
  readonly instructions: readonly string[];
}): string {
  const steps = about.instructions.map((step) => `- ${publicSentence(step)}`).join('\n');
  return [
    '## ❌ MLOps: the review could not be made',
    `${codeSpan(shortHash(about.headCommit))}: ${publicSentence(about.message)} (${codeSpan(about.code)})`,
    ...(steps === '' ? [] : [steps]),
    'The log of the build says more; run it again when the cause is gone.',
  ].join('\n\n');
}

/** What the comment says of a pull request whose merge deploys nothing. */
export function composeElsewhere(about: { readonly baseBranch: string; readonly watchedBranch: string }): string {
  return [
    '## ⚪ MLOps: not reviewed',
    `This pull request goes into ${codeSpan(about.baseBranch)}; only ${codeSpan(about.watchedBranch)} is deployed.`,
  ].join('\n\n');
}

/** Of a message made for the log: account ids do not belong into a comment that anybody may read. */
function publicSentence(text: string): string {
  return sentence(text.replace(/\b\d{12}\b/g, '…'));
}
