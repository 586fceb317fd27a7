import type { components } from '@octokit/openapi-types';

type Schemas = components['schemas'];

/** The part of GitHub's answers that the fake gives; names and types are those of GitHub's own description. */
export type UserShape = Pick<Schemas['simple-user'], 'login' | 'id' | 'type'>;
export type CommentShape = Pick<
  Schemas['issue-comment'],
  'id' | 'body' | 'html_url' | 'issue_url' | 'created_at' | 'updated_at'
> & { readonly user: UserShape };
export type StatusShape = Pick<
  Schemas['status'],
  'id' | 'state' | 'description' | 'target_url' | 'context' | 'created_at'
> & { readonly creator: UserShape };
export type AnnotationShape = Pick<
  Schemas['check-annotation'],
  'path' | 'start_line' | 'end_line' | 'annotation_level' | 'message' | 'title'
>;
export type CheckRunShape = Pick<Schemas['check-run'], 'id' | 'head_sha' | 'name' | 'status' | 'conclusion'> & {
  readonly output: Pick<Schemas['check-run']['output'], 'title' | 'summary' | 'annotations_count'>;
};
type FullPullRequest = Schemas['pull-request'];
interface EndShape extends Pick<FullPullRequest['head'], 'ref' | 'sha' | 'label'> {
  /** Null for a fork that was deleted; GitHub's description leaves that out. */
  readonly repo: Pick<FullPullRequest['head']['repo'], 'id' | 'full_name' | 'fork'> | null;
}
export type PullRequestShape = Pick<
  FullPullRequest,
  'number' | 'title' | 'state' | 'merged' | 'html_url' | 'draft' | 'merge_commit_sha'
> & { readonly user: UserShape; readonly head: EndShape; readonly base: EndShape };

/** Everything that GitHub says in place of an answer. */
export interface ErrorShape extends Pick<Schemas['basic-error'], 'message' | 'documentation_url' | 'status'> {
  readonly errors?: readonly Partial<Record<'resource' | 'field' | 'code' | 'message', string>>[];
}
