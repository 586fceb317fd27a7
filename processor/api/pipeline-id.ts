/**
 * What a caller holds on to between the two endpoints: a commit, or a pull request that is to become one, and the
 * workload in it. In the orchestrator it is the ARN of a stack; here the stack comes later, and Git is the truth.
 */
export type PipelineId =
  | { readonly kind: 'commit'; readonly commit: string; readonly path: string; readonly pointer: string }
  | { readonly kind: 'pull-request'; readonly id: string; readonly path: string; readonly pointer: string }
  /** ARN or name of a stack, as the orchestrator gave it out. */
  | { readonly kind: 'stack'; readonly stack: string };

const OWN =
  /^(?:([0-9a-f]{40}|[0-9a-f]{64})|pull-(\d{1,10})):((?:[^\0:#]{1,1024}\/)?mlops-config\.json)(?:#((?:\/[a-z0-9_]+)*))?$/;
const STACK_ARN = /^arn:aws[a-z-]*:cloudformation:[a-z0-9-]+:\d{12}:stack\/([A-Za-z][A-Za-z0-9-]{0,127})\/[\w-]+$/;
const STACK_NAME = /^[A-Za-z][A-Za-z0-9-]{0,127}$/;

/** `<commit>:<path>` or `pull-<number>:<path>`, with `#<JSON pointer>` where the file holds several workloads. */
export function writePipelineId(id: Exclude<PipelineId, { kind: 'stack' }>): string {
  const revision = id.kind === 'commit' ? id.commit : `pull-${id.id}`;
  return `${revision}:${id.path}${id.pointer === '' ? '' : `#${id.pointer}`}`;
}

/** Undefined for a text that is no id of ours and no stack. */
export function readPipelineId(text: string): PipelineId | undefined {
  const [, commit, pull, path, pointer = ''] = OWN.exec(text) ?? [];
  if (path !== undefined) {
    if (path.split('/').some((part) => part === '' || part === '.' || part === '..')) return undefined;
    if (commit !== undefined) return { kind: 'commit', commit, path, pointer };
    if (pull !== undefined) return { kind: 'pull-request', id: pull, path, pointer };
  }
  const named = STACK_ARN.exec(text)?.[1] ?? (STACK_NAME.test(text) ? text : undefined);
  // The orchestrator gave out the stack of the pipeline that deployed the workload's stack.
  return named === undefined ? undefined : { kind: 'stack', stack: named.replace(/-codepipeline$/, '') };
}
