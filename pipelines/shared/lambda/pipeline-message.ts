import { consoleHost } from '../console-links.ts';
import { subjectOf, type JobMessage } from './job-message.ts';
import { readObject, readText } from './read-input.ts';

/** Detail type of the events about whole executions of a CodePipeline pipeline. */
export const PIPELINE_EVENT = 'CodePipeline Pipeline Execution State Change';

/** The message about one such event. A failed execution names the failed actions and what CodePipeline says of them. */
export function pipelineMessage(
  event: unknown,
  { region, subjectMatter }: { readonly region: string; readonly subjectMatter: string },
): JobMessage {
  const detail = readObject(readObject(event, 'event')['detail'], 'detail');
  const name = readText(detail['pipeline'], 'pipeline');
  const status = readText(detail['state'], 'state').toLowerCase();
  const execution = readText(detail['execution-id'], 'execution-id');
  const lines = [
    `The image build ${name} of ${subjectMatter} has ${status}.`,
    ...failuresOf(detail['additional-attributes']).map((failure) => `Reason: ${failure}`),
    `Console: https://${consoleHost(region)}/codesuite/codepipeline/pipelines/${name}/executions/${execution}/timeline?region=${region}`,
  ];
  return { jobName: name, status, subject: subjectOf(`Image build ${status}: ${name}`), text: lines.join('\n') };
}

function failuresOf(attributes: unknown): readonly string[] {
  if (typeof attributes !== 'object' || attributes === null) return [];
  const { failedActions } = attributes as { readonly failedActions?: unknown };
  if (!Array.isArray(failedActions)) return [];
  return failedActions.map((failed: unknown) => {
    const { action, additionalInformation } = readObject(failed, 'failedActions');
    return `${String(action)}: ${String(additionalInformation)}`;
  });
}
