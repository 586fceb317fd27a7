import { codeSpan } from '../render/plan/plan-markdown-text.ts';
import { showPair } from '../render/plan/plan-pair.ts';
import type { Block } from './fit-blocks.ts';
import type { Review } from './review.ts';

const LONGEST_VALUE = 120;

/** The head's own change of the settings file: what it is, and that it did not count here. */
export function settingsBlock({ settings, baseBranch }: Review): Block {
  const noun = ['settings value', 'settings values'] as const;
  if (settings === undefined) return { heading: '', items: [], noun, rank: 3 };
  const heading = `### Settings file ${settings.kind}\n\nIt takes effect after the merge: this review and its plan use the settings of ${codeSpan(baseBranch)}.`;
  const items = settings.config.map(({ path, before, after }) => {
    const [old, now] = showPair(before ?? null, after ?? null, LONGEST_VALUE);
    const [from, to] = [
      before === undefined ? '(none)' : codeSpan(old),
      after === undefined ? '(none)' : codeSpan(now),
    ];
    return { brief: `- ${codeSpan(path)}: ${from} → ${to}` };
  });
  const same = [{ brief: '- only its layout: every value is as before' }];
  return { heading, items: items.length === 0 ? same : items, noun, rank: 3 };
}
