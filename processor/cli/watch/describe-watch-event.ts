import { escapeText } from '../../model/escape-text.ts';
import { shortHash } from '../../model/short-hash.ts';
import type { WatchRecord } from '../../ports/watch-records.ts';
import type { DeployReason } from '../../watch/decide.ts';
import type { WatchEvent } from '../../watch/watch-event.ts';
import type { LogFields, LogLevel } from '../shared/log.ts';

/** A line of the log. */
export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: LogFields;
}

type Handled = NonNullable<WatchRecord['handled']>;

/**
 * What a watcher has to tell in words, with what the user can do in lines of their own.
 *
 * @param context.once nobody will look again
 */
export function describeWatchEvent(
  event: WatchEvent,
  { branch, once }: { readonly branch: string; readonly once: boolean },
): LogLine {
  switch (event.kind) {
    case 'deploying': {
      const why = reasonOf(event.because, shortHash(event.applied ?? ''));
      const { commit, because } = event;
      return line('info', `${branch} is at ${shortHash(commit)}${why}`, { event: 'deploying', commit, because });
    }
    case 'handled': {
      const { commit, result } = event.handled;
      const level = isGood(result) ? 'info' : 'error';
      const message = `${shortHash(commit)} ${wordOf(result)}: ${event.message}`;
      return line(level, withSteps(message, event.steps), { event: 'handled', commit, result });
    }
    case 'known': {
      const { commit, result, at } = event.handled;
      const again = result === 'failed' || result === 'rejected' ? ['start with --retry to try it again'] : [];
      const level = isGood(result) ? 'info' : 'warning';
      const message = `${branch} is at ${shortHash(commit)}, which was dealt with at ${at}: ${wordOf(result)}`;
      return line(level, withSteps(message, result === 'older' ? ALLOW : again), { event: 'known', commit, result });
    }
    case 'refused': {
      const { commit, applied, because } = event;
      const why =
        because === 'older'
          ? `lies before ${shortHash(applied)}, which was applied last: it is not applied`
          : `is not applied: the repository no longer has ${shortHash(applied)}, which was applied last, so that nobody can say which is newer`;
      const message = withSteps(`${branch} is at ${shortHash(commit)}, which ${why}`, ALLOW);
      return line('error', message, { event: 'refused', commit, applied, because });
    }
    case 'gone':
      return describeGone(event, branch);
    case 'trouble': {
      const { error, step, commit } = event;
      const what = step === 'fetch' || commit === undefined ? '' : `${shortHash(commit)} is not applied yet: `;
      const message = `${what}${error.message} [${error.code}]${once ? '' : '; it is tried again by itself'}`;
      return line(once ? 'error' : 'warning', withSteps(message, error.instructions), {
        event: 'trouble',
        step,
        code: error.code,
        commit,
      });
    }
    case 'recovered':
      return line('info', 'the remote answers again', { event: 'recovered' });
    case 'stopped':
      return line(
        'warning',
        `stopped before ${shortHash(event.commit)} was applied whole; the next start goes on with it`,
        {
          event: 'stopped',
          commit: event.commit,
        },
      );
    default:
      return event satisfies never;
  }
}

const ALLOW = [
  'to go back, commit the older content anew (git revert): that is a newer commit',
  'or start with --allow-rollback, when the branch was set back on purpose',
];

function describeGone(event: Extract<WatchEvent, { kind: 'gone' }>, branch: string): LogLine {
  const { branches, sameCommit } = event;
  const found = sameCommit.slice(0, 3).map(quote).join(', ');
  const known = branches.slice(0, 10).map(quote).join(', ');
  const more = branches.length > 10 ? ` and ${branches.length - 10} more` : '';
  const steps = [
    ...(found === '' ? [] : [`it may have been renamed to ${found}: start with --branch and the new name`]),
    branches.length === 0 ? 'the remote has no branches at all: push one' : `the remote has ${known}${more}`,
  ];
  const message = `the remote has no branch ${quote(branch)}; what is deployed stays as it is`;
  return line('warning', withSteps(message, steps), { event: 'gone', branch });
}

function reasonOf(because: DeployReason, applied: string): string {
  switch (because) {
    case 'new':
      return '';
    case 'resumed':
      return ': going on where the last run ended';
    case 'retried':
      return ': trying it again';
    case 'rewritten':
      return `: its history was rewritten and no longer has ${applied}, which was applied last`;
    case 'rollback':
      return `: going back from ${applied}, as --allow-rollback permits`;
    default:
      return because satisfies never;
  }
}

function wordOf(result: Handled['result']): string {
  switch (result) {
    case 'older':
      return 'refused, because it lies before what was applied';
    case 'started':
      return 'handed to the pipeline';
    case 'applied':
    case 'failed':
    case 'rejected':
      return result;
    default:
      return result satisfies never;
  }
}

function isGood(result: Handled['result']): boolean {
  return result === 'applied' || result === 'started';
}

function line(level: LogLevel, message: string, fields: LogFields): LogLine {
  return { level, message, fields };
}

/** As errors of other commands show what to do. */
function withSteps(message: string, steps: readonly string[]): string {
  return [message, ...steps.map((step) => `  → ${step}`)].join('\n');
}

function quote(name: string): string {
  return `\`${escapeText(name)}\``;
}
