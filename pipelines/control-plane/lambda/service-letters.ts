import { consoleHost } from '../../shared/console-links.ts';
import type { Letter } from './people-message.ts';
import { listAt, objectAt, textAt, type Members } from './read-event.ts';

/** What the pipeline's approval action was configured with: the stage's summary and the page of the plan. */
export interface ApprovalRequest {
  readonly summary?: string;
  readonly link?: string;
}

export const ACTION_EVENT = 'CodePipeline Action Execution State Change';
export const PIPELINE_EVENT = 'CodePipeline Pipeline Execution State Change';
export const BUILD_EVENT = 'CodeBuild Build State Change';

/** True for an approval that waits for somebody. */
export function isApprovalWanted(detailType: string, detail: Members): boolean {
  return (
    detailType === ACTION_EVENT &&
    textAt(objectAt(detail, 'type'), 'category') === 'Approval' &&
    textAt(detail, 'state') === 'STARTED'
  );
}

/**
 * The letter about an event of CodePipeline or CodeBuild; undefined where there is nothing to be told: other states, and
 * builds of the pipeline itself, whose failure the pipeline announces.
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
  if (isApprovalWanted(ACTION_EVENT, detail)) {
    return {
      ...about,
      event: 'approval-wanted',
      subject: `approval wanted for stage ${stage ?? '?'}`,
      headline: `The pipeline waits for an approval of ${where}.`,
      details: approval?.summary === undefined ? [] : [approval.summary],
      next: [
        'read the plan of this stage, then approve or reject it in the console',
        'without an answer the approval expires after 7 days, and nothing is applied',
      ],
      links: [['Plan', approval?.link], ...about.links],
    };
  }
  if (textAt(detail, 'state') !== 'FAILED') return undefined;
  const result = objectAt(detail, 'execution-result');
  return {
    ...about,
    event: 'approval-rejected',
    subject: `not approved: stage ${stage ?? '?'}`,
    headline: `The approval of ${where} was rejected, or expired without an answer. Nothing was applied.`,
    facts: [...about.facts, ['Said', textAt(result, 'external-execution-summary')]],
    next: [
      'if it was rejected: change the configs with a new commit',
      'if it expired: release the newest commit again; the plan is made anew from what is deployed by then',
    ],
  };
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
