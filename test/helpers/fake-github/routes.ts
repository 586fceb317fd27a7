import { failure, page, textOf, type Answer, type Call, type Route } from './answers.ts';
import { answerBlobs, COMMIT_ROUTES } from './commit-routes.ts';
import { describePull } from './describe-pull.ts';
import type { AnnotationShape, CommentShape, StatusShape, UserShape } from './shapes.ts';
import type { Pull } from './state.ts';

/** Documented: "Body is too long (maximum is 65536 characters)". */
const LONGEST_BODY = 65_536;
const LONGEST_DESCRIPTION = 140;
const MOST_ANNOTATIONS = 50;
const REPO = '/repos/(?<repo>[^/]+/[^/]+)';

export const ROUTES: readonly Route[] = [
  { method: 'GET', path: /^\/user$/, answer: readUser },
  { method: 'POST', path: /^\/graphql$/, answer: readViewer },
  { method: 'GET', path: of('/pulls/(?<number>\\d+)'), answer: readPull },
  { method: 'GET', path: of('/issues/(?<number>\\d+)/comments'), answer: listComments },
  { method: 'POST', path: of('/issues/(?<number>\\d+)/comments'), right: 'issues', answer: createComment },
  { method: 'PATCH', path: of('/issues/comments/(?<id>\\d+)'), right: 'issues', answer: updateComment },
  { method: 'DELETE', path: of('/issues/comments/(?<id>\\d+)'), right: 'issues', answer: deleteComment },
  { method: 'POST', path: of('/statuses/(?<sha>[0-9a-f]+)'), right: 'statuses', answer: createStatus },
  { method: 'POST', path: of('/check-runs'), right: 'checks', answer: createCheckRun },
  { method: 'PATCH', path: of('/check-runs/(?<id>\\d+)'), right: 'checks', answer: updateCheckRun },
  ...COMMIT_ROUTES,
];

function of(path: string): RegExp {
  return new RegExp(`^${REPO}${path}$`);
}

function readUser({ account }: Call): Answer {
  return account.kind === 'app'
    ? failure(403, 'Resource not accessible by integration')
    : { status: 200, body: account.user };
}

/** The one question that an installation token may ask about itself. */
function readViewer(call: Call): Answer {
  const blobs = answerBlobs(call);
  if (blobs !== undefined) return blobs;
  const { account, body } = call;
  if (textOf(body, 'query')?.includes('viewer') !== true) return failure(400, 'Problems parsing JSON');
  const { login, id } = account.user;
  return { status: 200, body: { data: { viewer: { login, databaseId: id } } } };
}

function readPull(call: Call): Answer {
  const pull = pullOf(call);
  return pull === undefined ? failure(404, 'Not Found') : { status: 200, body: describePull(call.state, pull) };
}

function listComments(call: Call): Answer {
  const pull = pullOf(call);
  if (pull === undefined) return failure(404, 'Not Found');
  const comments: readonly CommentShape[] = [...call.state.comments.values()].filter(
    (comment) => comment.number === pull.number,
  );
  return page(call, comments);
}

function createComment(call: Call): Answer {
  const pull = pullOf(call);
  if (pull === undefined) return failure(404, 'Not Found');
  const text = textOf(call.body, 'body');
  const wrong = checkBody(text);
  if (wrong !== undefined) return wrong;
  return { status: 201, body: call.state.addComment(pull.number, call.account.user, text ?? '') };
}

function updateComment(call: Call): Answer {
  const comment = call.state.comments.get(Number(call.params['id']));
  if (comment === undefined) return failure(404, 'Not Found');
  const text = textOf(call.body, 'body');
  const wrong = checkBody(text);
  if (wrong !== undefined) return wrong;
  comment.body = text ?? '';
  comment.updated_at = new Date().toISOString();
  return { status: 200, body: comment };
}

function deleteComment({ state, params }: Call): Answer {
  return state.comments.delete(Number(params['id'])) ? { status: 204 } : failure(404, 'Not Found');
}

function createStatus(call: Call): Answer {
  const { state: host, account, body, params } = call;
  const [state, context = 'default'] = [textOf(body, 'state'), textOf(body, 'context')];
  const description = textOf(body, 'description') ?? null;
  if (state === undefined || !['pending', 'success', 'failure', 'error'].includes(state)) {
    return invalid('Status', 'state', 'state is not included in the list');
  }
  if ((description ?? '').length > LONGEST_DESCRIPTION) {
    return invalid('Status', 'description', 'description is too long (maximum is 140 characters)');
  }
  const sha = params['sha'] ?? '';
  const isKnown =
    host.git.commits.has(sha) ||
    [...host.pulls.values()].some((pull) => pull.headSha === sha) ||
    host.statuses.some((s) => s.sha === sha);
  if (!isKnown) return failure(422, `No commit found for SHA: ${sha}`);
  const status: StatusShape = {
    id: host.nextId(),
    state,
    description,
    target_url: textOf(body, 'target_url') ?? null,
    context,
    created_at: new Date().toISOString(),
    creator: account.user satisfies UserShape,
  };
  host.statuses.push({ ...status, sha });
  return { status: 201, body: status };
}

function createCheckRun(call: Call): Answer {
  if (call.account.kind !== 'app') return failure(403, 'You must authenticate via a GitHub App.');
  const annotations = annotationsOf(call.body);
  if (annotations.length > MOST_ANNOTATIONS) return tooManyAnnotations();
  const run = {
    id: call.state.nextId(),
    head_sha: textOf(call.body, 'head_sha') ?? '',
    name: textOf(call.body, 'name') ?? '',
    status: 'completed' as const,
    conclusion: textOf(call.body, 'conclusion') as 'neutral',
    output: { title: null, summary: null, annotations_count: annotations.length },
    annotations: [...annotations],
  };
  call.state.checkRuns.set(run.id, run);
  return { status: 201, body: run };
}

/** Annotations of an update are added to those that are there. */
function updateCheckRun({ state, params, body }: Call): Answer {
  const run = state.checkRuns.get(Number(params['id']));
  if (run === undefined) return failure(404, 'Not Found');
  const annotations = annotationsOf(body);
  if (annotations.length > MOST_ANNOTATIONS) return tooManyAnnotations();
  run.annotations.push(...annotations);
  return { status: 200, body: run };
}

function tooManyAnnotations(): Answer {
  return failure(422, 'Invalid request. No more than 50 items are allowed; 51 were supplied.');
}

function annotationsOf(body: unknown): readonly AnnotationShape[] {
  const { output } = body as { readonly output?: { readonly annotations?: readonly AnnotationShape[] } };
  return output?.annotations ?? [];
}

function pullOf({ state, params }: Call): Pull | undefined {
  return state.pulls.get(Number(params['number']));
}

function checkBody(text: string | undefined): Answer | undefined {
  if (text === undefined || text.trim() === '') return invalid('IssueComment', 'body', 'body cannot be blank');
  return Array.from(text).length > LONGEST_BODY
    ? invalid('IssueComment', 'body', `Body is too long (maximum is ${LONGEST_BODY} characters)`)
    : undefined;
}

function invalid(resource: string, field: string, message: string): Answer {
  return failure(422, 'Validation Failed', { errors: [{ resource, field, code: 'unprocessable', message }] });
}
