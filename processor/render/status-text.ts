import { escapeText } from '../model/escape-text.ts';
import { shortHash } from '../model/short-hash.ts';
import { isHealthy, isInProgress, neverCameUp } from '../model/stack-status.ts';
import type { StackStatus } from '../model/stack.ts';
import type { WorkloadStatus } from '../model/workload-status.ts';
import { renderOutputs } from './outputs-text.ts';
import { createColors, type Colors } from './plan/plan-colors.ts';
import { PIPELINE_TITLES, titleOf, visible } from './plan/plan-words.ts';

export interface StatusTextOptions {
  readonly color: boolean;
  /** Also all outputs. */
  readonly verbose: boolean;
  /** Stages that were looked at, when not all of them were. */
  readonly onlyStages?: readonly string[];
}

/** What is deployed, grouped by stage in the order given. */
export function renderStatusText(workloads: readonly WorkloadStatus[], options: StatusTextOptions): string {
  const colors = createColors(options.color);
  if (workloads.length === 0) return `nothing is deployed from this repository${nameStages(options.onlyStages)}\n`;
  const stages = [...new Set(workloads.map((workload) => workload.stage))].map((stage) => {
    const items = workloads.filter((workload) => workload.stage === stage);
    const lines = items.flatMap((item) => renderWorkload(item, { colors, verbose: options.verbose }));
    const where = items[0]?.target === 'local' ? ' · local target, nothing runs on AWS' : '';
    return [`${colors.bold(`Stage ${escapeText(stage)}`)}${where}`, ...lines].join('\n');
  });
  return `${[...stages, summarize(workloads)].join('\n\n')}\n`;
}

function summarize(workloads: readonly WorkloadStatus[]): string {
  const deployed = workloads.filter(({ status }) => !neverCameUp(status));
  const unstable = deployed.filter(({ status }) => !isStable(status)).length;
  const failed = workloads.length - deployed.length;
  return [
    `${deployed.length} deployed`,
    ...(unstable === 0 ? [] : [`${unstable} of them not in a stable state`]),
    ...(failed === 0 ? [] : [`${failed} never came up`]),
  ].join(', ');
}

function renderWorkload(
  workload: WorkloadStatus,
  view: { readonly colors: Colors; readonly verbose: boolean },
): readonly string[] {
  const { colors } = view;
  const paint = isStable(workload.status) ? colors.good : isInProgress(workload.status) ? colors.warn : colors.bad;
  const commit = workload.commit === undefined ? 'work tree' : shortHash(workload.commit);
  const when = workload.updatedAt === undefined ? '' : ` · ${escapeText(workload.updatedAt)}`;
  const path = workload.configPath === undefined ? '' : ` · ${escapeText(workload.configPath)}`;
  return [
    `  ${colors.bold(titleOf(workload))} · ${PIPELINE_TITLES[workload.pipelineType]} · ${paint(workload.status)} · ${commit}${when}`,
    colors.dim(`      ${escapeText(workload.stack)}${path}`),
    ...(workload.statusReason === undefined ? [] : [`      ${visible(workload.statusReason)}`]),
    ...renderOutputs(workload.outputs, view),
  ];
}

function nameStages(stages: readonly string[] = []): string {
  return stages.length === 0 ? '' : ` in ${stages.map((stage) => `\`${escapeText(stage)}\``).join(', ')}`;
}

/** Healthy, or back at the last good state after an update that failed. */
function isStable(status: StackStatus): boolean {
  return isHealthy(status) || status === 'UPDATE_ROLLBACK_COMPLETE' || status === 'IMPORT_ROLLBACK_COMPLETE';
}
