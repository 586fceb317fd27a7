import { UserError } from '../model/errors.ts';
import type { GitRemote } from '../ports/git-remote.ts';
import type { Handled, WatchRecord, WatchRecords } from '../ports/watch-records.ts';
import { decide, type Decision, type WatchRules } from './decide.ts';
import type { WatchEvent } from './watch-event.ts';

/** How the deployment of a commit ended; see {@link Handled}. */
export type Deployed =
  | {
      readonly end: 'applied' | 'started' | 'failed' | 'rejected';
      readonly message: string;
      /** What the user can do. */
      readonly steps?: readonly string[];
    }
  /** Something in the surroundings is missing that may come back. */
  | { readonly end: 'later'; readonly error: UserError }
  /** The user asked to stop before it was done. */
  | { readonly end: 'stopped' };

export interface DeployRequest {
  readonly commit: string;
  /** Grows with each commit that is begun with; the same when a killed run is taken up again. */
  readonly sequence: number;
  /** To be called before the first change is made. */
  readonly onBegin: () => Promise<void>;
}

/** What one look at the branch needs. */
export interface LookContext {
  readonly remote: GitRemote;
  readonly records: WatchRecords;
  /** What is watched, as the record tells it. */
  readonly watched: Pick<WatchRecord, 'remote' | 'branch'>;
  readonly rules: WatchRules;
  readonly deploy: (request: DeployRequest) => Promise<Deployed>;
  /** ISO 8601. */
  readonly now: () => string;
  readonly onEvent: (event: WatchEvent) => void;
}

/**
 * `settled`: what the branch asks for was dealt with, well (`good`) or not. `later`: to be looked at again soon.
 * `stopped`: by the user.
 */
export type Looked = { readonly end: 'settled'; readonly good: boolean } | { readonly end: 'later' | 'stopped' };

/**
 * Looks where the branch points and brings what is deployed there. Everything that it did is on disk before it goes
 * on, so that it may be killed anywhere: the next look takes up what was begun. Throws nothing but faults of our own;
 * whatever the user or time can mend, a full disk as well, is told and looked at again.
 */
export async function lookOnce(context: LookContext): Promise<Looked> {
  const { remote, records, onEvent } = context;
  let decision: Decision;
  try {
    const tip = await remote.fetchTip();
    decision = await decide(
      { record: records.read(), tip, relate: (commit, other) => remote.relate(commit, other) },
      context.rules,
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    onEvent({ kind: 'trouble', step: 'fetch', error });
    return { end: 'later' };
  }
  switch (decision.do) {
    case 'nothing': {
      const handled = records.read()?.handled;
      if (handled === undefined) return { end: 'settled', good: true };
      onEvent({ kind: 'known', handled });
      return { end: 'settled', good: isGood(handled.result) };
    }
    case 'wait':
      onEvent({ ...decision.tip, kind: 'gone' });
      return { end: 'settled', good: false };
    case 'refuse':
    case 'deploy':
      try {
        return decision.do === 'deploy' ? await deploy(context, decision) : refuse(context, decision);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        onEvent({ kind: 'trouble', step: 'deploy', error, commit: decision.commit });
        return { end: 'later' };
      }
    default:
      return decision satisfies never;
  }
}

function refuse(context: LookContext, decision: Extract<Decision, { do: 'refuse' }>): Looked {
  settle(context, decision.commit, 'older');
  context.onEvent({ kind: 'refused', ...decision });
  return { end: 'settled', good: false };
}

async function deploy(context: LookContext, decision: Extract<Decision, { do: 'deploy' }>): Promise<Looked> {
  const { records, onEvent, remote } = context;
  const { commit, because } = decision;
  const before = currentRecord(context);
  const begun = before.begun?.commit === commit ? before.begun : { commit, sequence: before.sequence + 1 };
  records.write({ ...before, begun, sequence: begun.sequence });
  const applied = before.applied === undefined ? {} : { applied: before.applied };
  onEvent({ kind: 'deploying', commit, because, ...applied });

  const deployed = await context.deploy({
    commit,
    sequence: begun.sequence,
    onBegin: async () => {
      await remote.keep(commit);
      records.write({ ...currentRecord(context), applied: commit });
    },
  });
  switch (deployed.end) {
    case 'later':
      onEvent({ kind: 'trouble', step: 'deploy', error: deployed.error, commit });
      return { end: 'later' };
    case 'stopped':
      onEvent({ kind: 'stopped', commit });
      return { end: 'stopped' };
    default: {
      const handled = settle(context, commit, deployed.end);
      onEvent({ kind: 'handled', handled, message: deployed.message, steps: deployed.steps ?? [] });
      return { end: 'settled', good: isGood(handled.result) };
    }
  }
}

function settle(context: LookContext, commit: string, result: Handled['result']): Handled {
  const handled = { commit, at: context.now(), result };
  const { begun, ...record } = currentRecord(context);
  // What was begun with another commit is not taken up again: the branch has moved on.
  context.records.write({ ...record, ...(result === 'older' && begun !== undefined ? { begun } : {}), handled });
  return handled;
}

function currentRecord({ records, watched }: LookContext): WatchRecord {
  return { ...(records.read() ?? { sequence: 0 }), ...watched };
}

function isGood(result: Handled['result']): boolean {
  return result === 'applied' || result === 'started';
}
