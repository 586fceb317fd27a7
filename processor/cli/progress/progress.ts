import { escapeControls, escapeText } from '../../model/escape-text.ts';
import type { Outcome } from '../../model/outcome.ts';
import type { Action } from '../../model/plan.ts';
import type { ApplyEvent } from '../../model/progress.ts';
import { visible } from '../../render/plan/plan-words.ts';
import type { Screen } from '../shared/world.ts';

/** Shows what happens while a plan is applied. */
export interface Progress {
  readonly onEvent: (event: ApplyEvent) => void;
  /** Leaves the screen as a log. */
  readonly close: () => void;
}

/**
 * Plain lines, for logs and pipes: one when a stack starts, one per stack-level status or failure, one when it ends.
 * With `verbose` also every resource event.
 */
export function createPlainProgress(screen: Screen, options: { readonly verbose: boolean }): Progress {
  return {
    onEvent: (event) => {
      const line = describeEvent(event, options.verbose);
      if (line !== undefined) screen.write(`${line}\n`);
    },
    close: () => undefined,
  };
}

/** One event as a line; undefined for what is not worth one. */
export function describeEvent(event: ApplyEvent, verbose: boolean): string | undefined {
  const line = lineOf(event, verbose);
  return line === undefined ? undefined : escapeControls(line);
}

function lineOf(event: ApplyEvent, verbose: boolean): string | undefined {
  switch (event.kind) {
    case 'stage-started':
      return `stage ${event.stage}: ${event.changes} ${event.changes === 1 ? 'change' : 'changes'}`;
    case 'change-waits':
      return `  ${event.stack}: waits for the operation that is running (${event.status})`;
    case 'change-started':
      return `  ${event.stack}: ${event.action} started`;
    case 'step':
      return verbose ? `  ${event.stack}: ${event.step}` : undefined;
    case 'stack-event': {
      const { logicalId, status, reason } = event.event;
      if (!verbose && !status.endsWith('_FAILED')) return undefined;
      return `  ${event.stack}: ${logicalId} ${status}${reason === undefined ? '' : ` (${escapeText(reason)})`}`;
    }
    case 'change-finished':
      // One line at the end counts them.
      if (!verbose && event.outcome.result === 'skipped' && event.outcome.cause === 'interrupt') return undefined;
      return `  ${event.stack}: ${describeOutcome(event)}`;
    case 'note':
      return `  ${event.stack === undefined ? '' : `${event.stack}: `}${event.message}`;
    default:
      return event satisfies never;
  }
}

/** An outcome in a few words. */
function describeOutcome({ action, outcome }: { readonly action: Action; readonly outcome: Outcome }): string {
  switch (outcome.result) {
    case 'deployed':
      return `${action === 'none' ? 'deployed' : `${action}d`} in ${outcome.seconds} s`;
    case 'unchanged':
      return outcome.reason === undefined ? 'unchanged' : `unchanged: ${outcome.reason}`;
    case 'failed':
      return `failed: ${visible(outcome.rootCause)}`;
    case 'skipped':
      return `skipped: ${outcome.reason}`;
    case 'refused':
      return `refused: ${outcome.reason}`;
    default:
      return outcome satisfies never;
  }
}
