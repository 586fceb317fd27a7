import type { Annotation, PullRequest } from '../../ports/code-host.ts';
import { apiPath, type GitHubClient } from './github-client.ts';

/** Name of the check run. */
const CHECK_NAME = 'mlops/findings';
/** Annotations that one request takes (REST API, "Create a check run"). */
const PER_REQUEST = 50;
/** Past this many nobody reads them at the lines; the comment counts them all. */
const MOST = 200;
/** Bytes that one message may have: 64 KB. */
const LONGEST_MESSAGE = 60_000;

/**
 * Writes a check run with annotations at lines of the head. A later run of the same name takes the place of an earlier
 * one, so that what no longer holds goes with it. Needs the token of an App.
 */
export async function annotateHead(
  client: GitHubClient,
  about: { readonly root: string; readonly pullRequest: PullRequest; readonly annotations: readonly Annotation[] },
): Promise<void> {
  const { root, pullRequest } = about;
  const annotations = about.annotations.slice(0, MOST).map(toGitHub);
  const failures = about.annotations.filter(({ level }) => level === 'failure').length;
  const output = {
    title: about.annotations.length === 0 ? 'no findings' : `${about.annotations.length} findings`,
    summary: 'Findings of `mlops review` at their lines. The comment on the pull request shows the plan.',
  };
  const right = 'Checks: write';
  const answer = await client.request({
    method: 'POST',
    path: `${root}/check-runs`,
    right,
    body: {
      name: CHECK_NAME,
      head_sha: pullRequest.headCommit,
      status: 'completed',
      conclusion: failures > 0 ? 'failure' : about.annotations.length > 0 ? 'neutral' : 'success',
      output: { ...output, annotations: annotations.slice(0, PER_REQUEST) },
    },
  });
  const id =
    typeof answer.body === 'object' && answer.body !== null && 'id' in answer.body ? answer.body.id : undefined;
  if (typeof id !== 'number') return;
  for (let start = PER_REQUEST; start < annotations.length; start += PER_REQUEST) {
    const more = { ...output, annotations: annotations.slice(start, start + PER_REQUEST) };
    await client.request({ method: 'PATCH', path: root + apiPath`/check-runs/${id}`, right, body: { output: more } });
  }
}

function toGitHub({ path, line, level, message }: Annotation) {
  return {
    path,
    start_line: line,
    end_line: line,
    annotation_level: level,
    message: message.slice(0, LONGEST_MESSAGE),
  };
}
