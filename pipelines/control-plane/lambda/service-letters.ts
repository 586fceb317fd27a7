import { consoleHost } from '../../shared/console-links.ts';
import { PIPELINE_EVENT } from '../../shared/lambda/pipeline-message.ts';
import type { Letter } from './people-message.ts';
import { listAt, objectAt, textAt, type Members } from './read-event.ts';

/** What the pipeline's approval action was configured with: the stage's summary and the page of the plan. */
export interface ApprovalRequest {
  readonly summary?: string;
  readonly link?: string;
  /** Between the question and the last thing that became of it. */
  readonly waitedMinutes?: number;
}

/** Minutes that an approval waits for its answer: CodePipeline's default (quotas), which the pipeline sets itself. */
export const APPROVAL_TIMEOUT = 7 * 24 * 60;

/** CodePipeline ends what waited too long some moments later, never earlier; clocks are read with a grain of salt. */
const TOLERANCE = 2;

const ACTION_EVENT = 'CodePipeline Action Execution State Change';
const BUILD_EVENT = 'CodeBuild Build State Change';

/** True for an approval that waits for somebody, or did in vain. */
export function isAboutApproval(detailType: string, detail: Members): boolean {
  return (
    detailType === ACTION_EVENT &&
    textAt(objectAt(detail, 'type'), 'category') === 'Approval' &&
    ['STARTED', 'FAILED'].includes(textAt(detail, 'state') ?? '')
  );
}

/**
 * The letter about an event of CodePipeline or CodeBuild; undefined where there is nothing to be told: other states,
 * and builds of the pipeline itself, whose failure the pipeline announces.
 */
export function serviceLetter(
  detailType: string,
  {
    detail,
    region,
    approval,
  }: { readonly detail: Members; readonly region: string; readonly approval?: ApprovalRequest },
): Letter | undefined {
  switch (detailType) {
    case ACTION_EVENT:
      return approvalLetter(detail, { region, approval });
    case PIPELINE_EVENT:
      return pipelineLetter(detail, region);
    case BUILD_EVENT:
      return buildLetter(detail, region);
    default:
      return undefined;
  }
}

function approvalLetter(
  detail: Members,
  { region, approval }: { readonly region: string; readonly approval: ApprovalRequest | undefined },
): Letter | undefined {
  if (textAt(objectAt(detail, 'type'), 'category') !== 'Approval') return undefined;
  const stage = textAt(detail, 'stage');
  const pipeline = textAt(detail, 'pipeline');
  const where = `stage ${stage ?? '?'} of ${pipeline ?? 'the pipeline'}`;
  const about = { facts: factsOf(detail), links: linksOf(detail, region), stage };
  const shown = { details: approval?.summary === undefined ? [] : [approval.summary] };
  switch (textAt(detail, 'state')) {
    case 'STARTED':
      return {
        ...about,
        ...shown,
        event: 'approval-wanted',
        subject: `approval wanted for stage ${stage ?? '?'}`,
        headline: `The pipeline waits for an approval of ${where}.`,
        next: [
          'read the plan of this stage, then approve or reject it in the console',
          'without an answer the approval expires after 7 days, and nothing is applied',
        ],
        links: [['Plan', approval?.link], ...about.links],
      };
    case 'FAILED': {
      const said = textAt(objectAt(detail, 'execution-result'), 'external-execution-summary');
      return {
        ...about,
        ...shown,
        ...describeRefusal({ stage: stage ?? '?', where, end: endOf(approval?.waitedMinutes) }),
        event: 'approval-rejected',
        facts: [...about.facts, ['Said', said]],
      };
    }
    default:
      return undefined;
  }
}

type ApprovalEnd = 'rejected' | 'expired' | 'either';

/**
 * CodePipeline says FAILED of both (user guide, "Approve or reject an approval action"), and what it says besides is
 * not documented for an approval that has expired: the time tells.
 */
function endOf(waitedMinutes: number | undefined): ApprovalEnd {
  if (waitedMinutes === undefined) return 'either';
  return waitedMinutes >= APPROVAL_TIMEOUT - TOLERANCE ? 'expired' : 'rejected';
}

const REJECTED = 'change the configs with a new commit';
const EXPIRED =
  'release the newest commit again; the plan is made anew from what is deployed by then, and asks for a new approval';

function describeRefusal({
  stage,
  where,
  end,
}: {
  readonly stage: string;
  readonly where: string;
  readonly end: ApprovalEnd;
}): Pick<Letter, 'subject' | 'headline' | 'next'> {
  switch (end) {
    case 'rejected':
      return {
        subject: `not approved: stage ${stage}`,
        headline: `The approval of ${where} was rejected. Nothing was applied.`,
        next: [REJECTED],
      };
    case 'expired':
      return {
        subject: `approval expired: stage ${stage}`,
        headline: `The approval of ${where} expired after 7 days without an answer. Nothing was applied.`,
        next: [EXPIRED],
      };
    case 'either':
      return {
        subject: `not approved: stage ${stage}`,
        headline: `The approval of ${where} was rejected, or expired without an answer. Nothing was applied.`,
        next: [`if it was rejected: ${REJECTED}`, `if it expired: ${EXPIRED}`],
      };
    default:
      return end satisfies never;
  }
}

function pipelineLetter(detail: Members, region: string): Letter | undefined {
  if (textAt(detail, 'state') !== 'FAILED') return undefined;
  const pipeline = textAt(detail, 'pipeline') ?? 'the pipeline';
  const failed = listAt(objectAt(detail, 'additional-attributes'), 'failedActions');
  const stages = textAt(objectAt(detail, 'additional-attributes'), 'failedStage');
  return {
    event: 'pipeline-failed',
    subject: `pipeline ${pipeline} failed${stages === undefined ? '' : ` in ${stages}`}`,
    headline: `An execution of ${pipeline} failed${stages === undefined ? '' : ` in stage ${stages}`}.`,
    facts: factsOf(detail),
    details: failed.map(
      (action) =>
        `${textAt(action, 'action') ?? '?'}: ${textAt(action, 'additionalInformation') ?? 'no reason was given'}`,
    ),
    next: [
      'another message names the cause where the processor found it: a rejected config, or a change that failed',
      'else open the execution: the log of the failed action tells why; release the newest commit again when the cause is gone',
    ],
    links: linksOf(detail, region),
    ...(stages !== undefined && { stage: stages }),
  };
}

function buildLetter(detail: Members, region: string): Letter | undefined {
  const status = textAt(detail, 'build-status');
  if (status !== 'FAILED' && status !== 'FAULT' && status !== 'TIMED_OUT') return undefined;
  const more = objectAt(detail, 'additional-information');
  if (textAt(more, 'initiator')?.startsWith('codepipeline/') === true) return undefined;
  const project = textAt(detail, 'project-name') ?? '?';
  const build = /:build\/(.+)$/.exec(textAt(detail, 'build-id') ?? '')?.[1];
  const failed = listAt(more, 'phases').filter((phase) => {
    const end = textAt(phase, 'phase-status');
    return end !== undefined && end !== 'SUCCEEDED';
  });
  const page =
    build === undefined
      ? undefined
      : `https://${consoleHost(region)}/codesuite/codebuild/projects/${encodeURIComponent(project)}/build/${encodeURIComponent(build)}?region=${region}`;
  return {
    event: 'build-failed',
    subject: `build of ${project} ${status.toLowerCase().replace('_', ' ')}`,
    headline: `A build of ${project} ended with ${status}.`,
    facts: [
      ['Build', build],
      ['Revision', textAt(more, 'source-version')],
    ],
    details: failed.map((phase) => {
      const context = Array.isArray(phase['phase-context']) ? phase['phase-context'].map(String).join(' ') : '';
      return `${textAt(phase, 'phase-type') ?? '?'}: ${textAt(phase, 'phase-status') ?? ''} ${context}`;
    }),
    next: ['open the build: its log tells why; run it again when the cause is gone'],
    links: [
      ['Build', page],
      ['Log', objectAt(more, 'logs')['deep-link']],
    ],
  };
}

function factsOf(detail: Members): Letter['facts'] {
  return [
    ['Pipeline', textAt(detail, 'pipeline')],
    ['Execution', textAt(detail, 'execution-id')],
  ];
}

function linksOf(detail: Members, region: string): Letter['links'] {
  const [pipeline, execution] = [textAt(detail, 'pipeline'), textAt(detail, 'execution-id')];
  if (pipeline === undefined) return [];
  const page = `https://${consoleHost(region)}/codesuite/codepipeline/pipelines/${encodeURIComponent(pipeline)}`;
  const timeline = execution === undefined ? '' : `/executions/${encodeURIComponent(execution)}/timeline`;
  return [
    ['Pipeline', `${page}/view?region=${region}`],
    ['Execution', timeline === '' ? undefined : `${page}${timeline}?region=${region}`],
  ];
}
