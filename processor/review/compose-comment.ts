import { appendTo } from '../model/append-to.ts';
import { shortHash } from '../model/short-hash.ts';
import { codeSpan, htmlCode } from '../render/plan/plan-markdown-text.ts';
import { labelOf, PIPELINE_TITLES } from '../render/plan/plan-words.ts';
import { attentionItems } from './attention.ts';
import { changeItem } from './change-text.ts';
import { findingItem } from './finding-text.ts';
import { counted, fitBlocks, type Block, type Omitted } from './fit-blocks.ts';
import { groupChanges } from './group-changes.ts';
import { composeHead } from './compose-head.ts';
import type { Review, ReviewedStage, TakenBack } from './review.ts';
import { settingsBlock } from './settings-text.ts';

/**
 * The text of the living comment, at most `limit` characters: the verdict, what each stage gets, what to look at first,
 * findings, each change, and below what is not of this pull request. Pure; nothing that stands in a config, a path or a
 * finding can become more than text.
 */
export function composeComment(review: Review, limit: number): string {
  const { dialect, headCommit, baseCommit, findings } = review;
  const stages = review.stages ?? [];
  const groups = groupChanges(stages, (stage) => stage.own);
  const pending = groupChanges(stages, (stage) => stage.pending);
  const base = codeSpan(review.baseBranch);
  const noted = attentionItems(groups);
  const blocks: readonly Block[] = [
    {
      heading: '### Look at this first',
      items: noted,
      noun: ['change to look at', 'changes to look at'],
      rank: 1,
    },
    {
      heading: '### Findings',
      items: findings.own.map((finding) => findingItem(finding, { ...review, commit: headCommit })),
      noun: ['finding', 'findings'],
      rank: 0,
    },
    settingsBlock(review),
    {
      heading: '### Findings with the new settings\n\nThey hold after the merge.',
      items: findings.later.map((finding) => findingItem(finding, { ...review, commit: headCommit })),
      noun: ['finding with the new settings', 'findings with the new settings'],
      rank: 2,
    },
    {
      heading: '### Changes',
      items: groups.map((group) => changeItem(group, dialect)),
      noun: ['change', 'changes'],
      rank: 4,
    },
    {
      heading: `### Taken back\n\nPending on ${base}; with this pull request it does not come.`,
      items: stages.flatMap((stage) => stage.takenBack.map((item) => takenBackItem(item, stage))),
      noun: ['change taken back', 'changes taken back'],
      rank: 5,
    },
    folded(review, `${counted(pending.length, ['change', 'changes'])} already pending on`, {
      items: pending.map((group) => ({ brief: changeItem(group, 'codecommit').brief })),
      noun: ['pending change', 'pending changes'],
      rank: 6,
    }),
    folded(review, `${counted(findings.inherited.length, ['finding', 'findings'])} already on`, {
      items: findings.inherited.map((finding) => findingItem(finding, { ...review, commit: baseCommit })),
      noun: ['earlier finding', 'earlier findings'],
      rank: 7,
    }),
    unchangedBlock(review, stages),
  ];
  return fitBlocks({
    head: composeHead(review),
    blocks,
    foot: composeFoot(review),
    limit,
    notice: (omitted) => describeOmitted(omitted, limit),
  });
}

/** Below a fold where the host has folds; the heading says whose it is. */
function folded(review: Review, title: string, block: Pick<Block, 'items' | 'noun' | 'rank'>): Block {
  const { dialect, baseBranch } = review;
  if (dialect === 'codecommit') {
    return { ...block, heading: `### ${title} ${codeSpan(baseBranch)}, not of this pull request`, isExtra: true };
  }
  const summary = `${title} ${htmlCode(baseBranch)}, not of this pull request`;
  return { ...block, heading: `<details><summary>${summary}</summary>`, end: '</details>', isExtra: true };
}

function takenBackItem(item: TakenBack, { stage }: ReviewedStage) {
  const what = { create: 'is not created', update: 'stays as it is deployed', delete: 'is not deleted' }[item.what];
  return {
    brief: `- ${codeSpan(labelOf(item))} (${PIPELINE_TITLES[item.pipelineType]}) in ${codeSpan(stage)} ${what}`,
  };
}

/** Only folded: without folds the count in the overview says all. */
function unchangedBlock({ dialect }: Review, stages: readonly ReviewedStage[]): Block {
  const noun = ['unchanged workload', 'unchanged workloads'] as const;
  const names = new Map<string, string[]>();
  for (const { stage, unchanged } of stages) {
    for (const change of unchanged) {
      const key = `${codeSpan(labelOf(change))} (${PIPELINE_TITLES[change.pipelineType]})`;
      appendTo(names, key, stage);
    }
  }
  const items =
    dialect === 'github'
      ? [...names].map(([name, where]) => ({ brief: `- ${name} in ${where.map(codeSpan).join(', ')}` }))
      : [];
  const heading = `<details><summary>${counted(names.size, noun)}</summary>`;
  return { heading, end: '</details>', items, noun, rank: 8, isExtra: true };
}

function composeFoot({ dialect, planDigest, comparison }: Review): string {
  const plan = planDigest === '' ? [] : [`plan ${codeSpan(shortHash(planDigest))}`];
  const parts = [
    ...plan,
    'kept up to date with every push',
    comparison.with === 'deployed'
      ? 'the pipeline plans anew before it applies'
      : 'planned anew before anything is applied',
  ];
  const text = parts.join(' · ');
  return dialect === 'github' ? `<sub>${text}</sub>` : text;
}

function describeOmitted(omitted: readonly Omitted[], limit: number): string {
  const items = omitted
    .filter((entry) => entry.items > 0)
    .map(({ items: count, one, many }) => counted(count, [one, many]));
  const details = omitted
    .filter((entry) => entry.details > 0)
    .map(({ details: count, one, many }) => `the details of ${counted(count, [one, many])}`);
  return `✂️ **Cut to the ${limit.toLocaleString('en-US')} characters that fit here.** Left out: ${[...items, ...details].join(', ')}. \`mlops review\` on the branch shows everything.`;
}
