import { failure, page, textOf, type Answer, type Call, type Route } from './answers.ts';
import { describePull } from './describe-pull.ts';

const REPO = '/repos/(?<repo>[^/]+/[^/]+)';

/** GitHub's endpoints for branches, trees, files and pull requests that a program opens. */
export const COMMIT_ROUTES: readonly Route[] = [
  { method: 'GET', path: of(''), answer: readRepository },
  { method: 'GET', path: of('/git/ref/heads/(?<branch>.+)'), answer: readReference },
  { method: 'POST', path: of('/git/refs'), right: 'contents', answer: createReference },
  { method: 'GET', path: of('/git/trees/(?<sha>[0-9a-f]+)'), answer: readTree },
  { method: 'GET', path: of('/git/blobs/(?<sha>[0-9a-f]+)'), answer: readBlob },
  { method: 'GET', path: of('/contents/(?<path>.+)'), answer: readContents },
  { method: 'PUT', path: of('/contents/(?<path>.+)'), right: 'contents', answer: putContents },
  { method: 'GET', path: of('/pulls'), answer: listPulls },
  { method: 'POST', path: of('/pulls'), right: 'pull_requests', answer: createPull },
  { method: 'GET', path: of('/commits/(?<sha>[0-9a-f]+)'), answer: readCommit },
  { method: 'GET', path: of('/commits/(?<sha>[0-9a-f]+)/comments'), answer: listCommitComments },
  { method: 'POST', path: of('/commits/(?<sha>[0-9a-f]+)/comments'), answer: createCommitComment },
];

function of(path: string): RegExp {
  return new RegExp(`^${REPO}${path}$`);
}

/** Blobs by GraphQL, as far as `object(oid:)` with aliases goes; undefined for any other question. */
export function answerBlobs({ state, body }: Call): Answer | undefined {
  const query = textOf(body, 'query') ?? '';
  if (!query.includes('repository(')) return undefined;
  const found = [...query.matchAll(/(b\d+): object\(oid: "([0-9a-f]+)"\)/g)].map(([, alias, oid]) => {
    const bytes = state.git.blob(oid ?? '');
    const text = bytes === undefined || bytes.includes(0) ? null : bytes.toString('utf8');
    return [alias, bytes === undefined ? null : { text, isTruncated: (text?.length ?? 0) > 512_000 }];
  });
  return { status: 200, body: { data: { repository: Object.fromEntries(found) as object } } };
}

/** A renamed repository answers under its old name by a redirect, which the clients follow to the new one. */
function readRepository({ state }: Call): Answer {
  const pushed = new Date(state.pushedAt * 1000).toISOString().replace('.000Z', 'Z');
  return { status: 200, body: { id: state.repositoryId, full_name: state.fullName, pushed_at: pushed } };
}

function readReference({ state, params }: Call): Answer {
  const branch = decodeURIComponent(params['branch'] ?? '');
  const sha = state.git.branches.get(branch);
  return sha === undefined
    ? failure(404, 'Not Found')
    : { status: 200, body: { ref: `refs/heads/${branch}`, object: { type: 'commit', sha } } };
}

function createReference({ state, body }: Call): Answer {
  const branch = (textOf(body, 'ref') ?? '').replace(/^refs\/heads\//, '');
  const sha = textOf(body, 'sha') ?? '';
  if (!state.git.commits.has(sha)) return failure(422, 'Object does not exist');
  if (state.git.branches.has(branch)) return failure(422, 'Reference already exists');
  state.git.branches.set(branch, sha);
  return { status: 201, body: { ref: `refs/heads/${branch}`, object: { type: 'commit', sha } } };
}

function readTree({ state, params, url }: Call): Answer {
  const all = state.git.tree(params['sha'] ?? '');
  if (all === undefined) return failure(404, 'Not Found');
  const isWhole = url.searchParams.get('recursive') !== null;
  const listed = isWhole ? all : all.filter(({ path }) => !path.includes('/'));
  const tree = listed.slice(0, state.mostEntries);
  return { status: 200, body: { sha: params['sha'], tree, truncated: tree.length < listed.length } };
}

function readBlob({ state, params }: Call): Answer {
  const bytes = state.git.blob(params['sha'] ?? '');
  if (bytes === undefined) return failure(404, 'Not Found');
  return { status: 200, body: { sha: params['sha'], encoding: 'base64', content: bytes.toString('base64') } };
}

function readContents({ state, params, url }: Call): Answer {
  const path = decodeURIComponent(params['path'] ?? '');
  const ref = url.searchParams.get('ref') ?? 'main';
  const commit = state.git.commits.get(ref) ?? state.git.commits.get(state.git.branches.get(ref) ?? '');
  if (commit === undefined) return failure(404, `No commit found for the ref ${ref}`);
  const file = commit.files.get(path);
  if (file === undefined) return failure(404, 'Not Found');
  const isLink = file.mode === '120000';
  // Base64 comes in lines of 60 characters.
  const content = file.bytes.toString('base64').replace(/(.{60})/g, '$1\n');
  const about = { path, name: path.split('/').at(-1), sha: file.blobId, size: file.bytes.byteLength };
  return {
    status: 200,
    body: isLink
      ? { ...about, type: 'symlink', target: file.bytes.toString('utf8') }
      : { ...about, type: 'file', encoding: 'base64', content },
  };
}

/** As documented: `sha` is required to update a file, and must be that of the file. */
function putContents({ state, params, body }: Call): Answer {
  const path = decodeURIComponent(params['path'] ?? '');
  const branch = textOf(body, 'branch') ?? 'main';
  if (!state.git.branches.has(branch)) return failure(404, `Branch ${branch} not found`);
  if (state.protectedBranches.has(branch)) {
    return failure(409, 'Repository rule violations found\n\nChanges must be made through a pull request.');
  }
  const existing = state.git.tip(branch).files.get(path);
  const sha = textOf(body, 'sha');
  if (existing !== undefined && sha === undefined) return failure(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
  if (existing !== undefined && sha !== existing.blobId) return failure(409, `${path} does not match ${sha ?? ''}`);
  const author = Reflect.get(body as object, 'author') as { readonly name: string; readonly email: string };
  const bytes = Buffer.from(textOf(body, 'content') ?? '', 'base64');
  const commit = state.git.write(branch, { [path]: bytes }, { message: textOf(body, 'message') ?? '', author });
  return { status: existing === undefined ? 201 : 200, body: { content: { path }, commit: { sha: commit.id } } };
}

/** `author` is the account that GitHub finds by the address of the commit's author. */
function readCommit({ state, params }: Call): Answer {
  const commit = state.git.commits.get(params['sha'] ?? '');
  if (commit === undefined) return failure(422, 'No commit found for SHA');
  const login = commit.author.email.split('@')[0];
  return { status: 200, body: { sha: commit.id, commit: { author: commit.author }, author: { login } } };
}

function listCommitComments(call: Call): Answer {
  return page(
    call,
    call.state.commitComments.filter(({ commit }) => commit === call.params['sha']),
  );
}

function createCommitComment({ state, params, body }: Call): Answer {
  const comment = { commit: params['sha'] ?? '', body: textOf(body, 'body') ?? '' };
  state.commitComments.push(comment);
  return { status: 201, body: comment };
}

function listPulls(call: Call): Answer {
  const { state, url } = call;
  const head = url.searchParams.get('head')?.split(':')[1];
  const found = [...state.pulls.values()].filter(
    (pull) =>
      pull.state === 'open' &&
      (head === undefined || pull.headRef === head) &&
      pull.baseRef === url.searchParams.get('base'),
  );
  // Newest first, and without `merged`, which only a single one has.
  return page(
    call,
    found.reverse().map((pull) => ({ ...describePull(state, pull), merged: undefined })),
  );
}

function createPull({ state, body }: Call): Answer {
  const [headRef, baseRef] = [textOf(body, 'head') ?? '', textOf(body, 'base') ?? ''];
  const [head, base] = [state.git.branches.get(headRef), state.git.branches.get(baseRef)];
  if (head === undefined || base === undefined) return invalid('head', 'invalid');
  if (head === base) return invalid('', `No commits between ${baseRef} and ${headRef}`);
  const isOpen = [...state.pulls.values()].some((pull) => pull.state === 'open' && pull.headRef === headRef);
  if (isOpen) return invalid('', `A pull request already exists for acme:${headRef}.`);
  const title = textOf(body, 'title') ?? '';
  const pull = state.openPull({ headSha: head, baseSha: base, headRef, baseRef, title });
  return { status: 201, body: { number: pull.number, html_url: pageOf(state.repository, pull.number) } };
}

function invalid(field: string, message: string): Answer {
  return failure(422, 'Validation Failed', { errors: [{ resource: 'PullRequest', field, code: 'custom', message }] });
}

function pageOf(repository: string, number: number): string {
  return `https://github.example/${repository}/pull/${number}`;
}
