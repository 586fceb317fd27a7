/** What is read of an execution (CodePipeline API reference, PipelineExecutionSummary). */
export interface PastExecution {
  readonly pipelineExecutionId?: string;
  readonly sourceRevisions?: readonly { readonly revisionId?: string }[];
}

export interface OrderFacts {
  /** Newest first, as CodePipeline lists them; this one and later ones may be among them. */
  readonly executions: readonly PastExecution[];
  /** Id of this execution. */
  readonly execution: string;
  /** What it is about to plan. */
  readonly commit: string;
  /** What the branch is at now, where that is known. */
  readonly head?: string;
}

/**
 * Where a commit stands among those that the pipeline has run. `back`: it was run before, and `from` after it, so this
 * execution takes back what that brought. `overtaken`: the branch is at `by`, which an earlier execution has run: an
 * event came late, or somebody named an old commit by hand.
 */
export type Order =
  | { readonly order: 'forward' }
  | { readonly order: 'back'; readonly from: string }
  | { readonly order: 'overtaken'; readonly by: string };

/** Compares with the executions before this one. Without Git's history that is all that can be known. */
export function judgeOrder({ executions, execution, commit, head }: OrderFacts): Order {
  const own = executions.findIndex(({ pipelineExecutionId }) => pipelineExecutionId === execution);
  const before = executions.slice(own + 1).flatMap(({ sourceRevisions }) => sourceRevisions?.[0]?.revisionId ?? []);
  if (head !== undefined && head !== commit && before.includes(head)) return { order: 'overtaken', by: head };
  const [last] = before;
  return last !== undefined && last !== commit && before.includes(commit)
    ? { order: 'back', from: last }
    : { order: 'forward' };
}
