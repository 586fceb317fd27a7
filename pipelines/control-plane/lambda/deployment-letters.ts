import type { KnownAuthor } from './commit-host.ts';
import type { Letter } from './people-message.ts';
import { listAt, numberAt, objectAt, textAt, textsAt, type Members } from './read-event.ts';

/**
 * The letter about an event of the processor (schema/deployment-event.schema.json); undefined where there is nothing to
 * be told: a plan or a run that changes nothing, and whatever concerns a pull request, where the review says it.
 */
export function deploymentLetter(
  detailType: string,
  { detail, author }: { readonly detail: Members; readonly author: KnownAuthor | undefined },
): Letter | undefined {
  if (detail['pullRequest'] !== undefined) return undefined;
  const origin = originOf(detail, author);
  switch (detailType) {
    case 'Plan ready':
      return planReady(detail, origin);
    case 'Apply finished':
      return applyFinished(detail, origin);
    case 'Apply failed':
      return applyFailed(detail, origin);
    case 'Config rejected':
      return configRejected(detail, origin);
    default:
      return undefined;
  }
}

interface Origin {
  readonly facts: Letter['facts'];
  readonly links: Letter['links'];
  readonly where: string;
  readonly author: string | undefined;
}

function originOf(detail: Members, known: KnownAuthor | undefined): Origin {
  const told = objectAt(detail, 'author');
  const name = textAt(told, 'name') ?? known?.name;
  const email = textAt(told, 'email') ?? known?.email;
  const commit = textAt(detail, 'commit');
  const by = name === undefined ? '' : ` by ${name}`;
  const repository = textAt(detail, 'repository');
  const branch = textAt(detail, 'branch');
  const links = objectAt(detail, 'links');
  return {
    facts: [
      ['Repository', repository],
      ['Branch', branch],
      ['Commit', commit === undefined ? undefined : `${commit.slice(0, 12)}${by}`],
    ],
    links: [
      ['Plan', links['plan']],
      ['Commit', links['commit']],
      ['Pipeline', links['execution']],
      ['Build and its log', links['build']],
    ],
    where: repository ?? 'the repository',
    author: email ?? name,
  };
}

function planReady(detail: Members, { facts, links, where, author }: Origin): Letter | undefined {
  const counts = objectAt(detail, 'counts');
  const changes = ['create', 'update', 'replace', 'delete'].reduce((sum, name) => sum + numberAt(counts, name), 0);
  if (changes === 0) return undefined;
  const summary = textAt(detail, 'summary') ?? '';
  const stages = listAt(detail, 'stages');
  const isBlocked = stages.some((stage) => numberAt(stage, 'blocked') > 0);
  return {
    event: 'plan-ready',
    subject: `plan ready for ${where}: ${summary}`,
    headline: `A plan is ready for ${where}: ${summary}.`,
    facts,
    details: stages.map((stage) => `Stage ${textAt(stage, 'stage') ?? '?'}: ${textAt(stage, 'summary') ?? ''}`),
    next: [
      'nothing, if this is what you expect: the stages follow, and those with an approval ask for it first',
      ...(isBlocked ? ['look at the blocked changes in the plan: apply refuses them until the guard is lifted'] : []),
    ],
    links,
    author,
  };
}

function applyFinished(detail: Members, { facts, links, where, author }: Origin): Letter | undefined {
  const counts = objectAt(detail, 'counts');
  if (numberAt(counts, 'deployed') === 0) return undefined;
  const stage = stagesOf(detail);
  const summary = textAt(detail, 'summary') ?? '';
  return {
    event: 'apply-finished',
    subject: `deployed to ${stage ?? where}: ${summary}`,
    headline: `The commit is deployed${stage === undefined ? '' : ` to ${stage}`}: ${summary}.`,
    facts,
    next: [],
    links,
    stage,
    author,
  };
}

/** Errors that another plan cures; in a pipeline that is another execution. */
const PLAN_ANEW: ReadonlySet<string> = new Set(['stale-plan', 'other-plan', 'plan-of-other-version']);
const RELEASE =
  'in the pipeline: release the newest commit again; it is planned anew from what is deployed now, and approved anew where that is asked for';

function applyFailed(detail: Members, { facts, links, where, author }: Origin): Letter {
  const stage = stagesOf(detail);
  const summary = textAt(detail, 'summary') ?? '';
  const error = objectAt(detail, 'error');
  const omitted = numberAt(detail, 'omitted');
  const details = [
    ...listAt(detail, 'failures').flatMap((failure) => [
      `${textAt(failure, 'stack') ?? '?'} ${textAt(failure, 'result') ?? ''}: ${textAt(failure, 'reason') ?? ''}`,
      ...hintOf(failure),
    ]),
    ...(omitted > 0 ? [`and ${omitted} more`] : []),
  ];
  const instructions = textsAt(error, 'instructions');
  return {
    event: 'apply-failed',
    subject: `apply failed in ${stage ?? where}: ${summary}`,
    headline: `Applying ${stage === undefined ? 'the plan' : `to ${stage}`} failed: ${summary}.`,
    facts: [...facts, ['Error', textAt(error, 'code')]],
    details,
    next:
      instructions.length > 0
        ? [...instructions, ...(PLAN_ANEW.has(textAt(error, 'code') ?? '') ? [RELEASE] : [])]
        : [
            'mend the causes above with a new commit; if they lay outside, retry the failed action: it goes on where it ended, and what succeeded is not repeated',
            'what failed was rolled back by CloudFormation; docs/operations.md tells what to do with a stack that is stuck',
          ],
    links,
    stage,
    author,
  };
}

function configRejected(detail: Members, { facts, links, where, author }: Origin): Letter {
  const errors = numberAt(detail, 'errors');
  const omitted = numberAt(detail, 'omitted');
  const noun = errors === 1 ? 'error' : 'errors';
  return {
    event: 'config-rejected',
    subject: `config rejected in ${where}: ${errors} ${noun}`,
    headline: `Nothing was planned and nothing was changed: the configs have ${errors} ${noun}.`,
    facts,
    details: [
      ...listAt(detail, 'findings').flatMap((finding) => [
        `${textAt(finding, 'file') ?? '?'}:${numberAt(finding, 'line')}:${numberAt(finding, 'column')}`,
        `  ${textAt(finding, 'severity') ?? 'error'}: ${textAt(finding, 'message') ?? ''} (${textAt(finding, 'code') ?? ''})`,
        ...hintOf(finding),
      ]),
      ...(omitted > 0 ? [`and ${omitted} more`] : []),
    ],
    next: ['correct what is listed above and commit again; `mlops validate` checks without planning'],
    links,
    author,
  };
}

function hintOf(value: Members): readonly string[] {
  const hint = textAt(value, 'hint');
  return hint === undefined ? [] : [`  hint: ${hint}`];
}

function stagesOf(detail: Members): string | undefined {
  const names = listAt(detail, 'stages').flatMap((stage) => textAt(stage, 'stage') ?? []);
  return names.length === 0 ? undefined : names.join(', ');
}
