import { JOB_APIS, jobConsoleUrl, type JobApi } from '../job-apis.ts';
import { readObject, readText } from './read-input.ts';

export interface JobMessage {
  readonly jobName: string;
  readonly status: string;
  /** At most 100 ASCII characters, which is what SNS takes as a subject. */
  readonly subject: string;
  readonly text: string;
}

const MAX_SUBJECT_LENGTH = 100;

/** How Model Monitor's containers begin their exit message when data break the baseline's constraints. */
export const VIOLATIONS = 'CompletedWithViolations';

/** The message about one "State Change" event of SageMaker; throws on any other event. */
export function jobMessage(
  event: unknown,
  { region, subjectMatter }: { readonly region: string; readonly subjectMatter: string },
): JobMessage {
  const envelope = readObject(event, 'event');
  const detail = readObject(envelope['detail'], 'detail');
  const api = apiOf(readText(envelope['detail-type'], 'detail-type'));
  const { label, nameField, statusField } = JOB_APIS[api];
  const jobName = readText(detail[nameField], nameField);
  const reason = detail['FailureReason'] ?? detail['ExitMessage'];
  const isViolation = typeof reason === 'string' && reason.startsWith(VIOLATIONS);
  const status = readText(detail[statusField], statusField) + (isViolation ? ' with violations' : '');
  const lines = [
    `The ${label} ${jobName} of ${subjectMatter} is ${status}.`,
    ...(typeof reason === 'string' && reason !== '' ? [`Reason: ${reason}`] : []),
    `Console: ${jobConsoleUrl(region, api, jobName)}`,
  ];
  return { jobName, status, subject: subjectOf(`${status}: ${label} ${jobName}`), text: lines.join('\n') };
}

function apiOf(detailType: string): JobApi {
  const found = (Object.keys(JOB_APIS) as JobApi[]).find((api) => JOB_APIS[api].detailType === detailType);
  if (found === undefined) throw new Error(`detail-type "${detailType}" is no job state change`);
  return found;
}

/** Text as SNS takes it for a subject. */
export function subjectOf(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, MAX_SUBJECT_LENGTH);
}
