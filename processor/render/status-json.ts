import type { WorkloadStatus } from '../model/workload-status.ts';

/** What `status --format json` prints: `{ "workloads": [...] }`, the members of each in a fixed order. */
export function renderStatusJson(workloads: readonly WorkloadStatus[]): string {
  const ordered = workloads.map((workload) => ({
    stage: workload.stage,
    target: workload.target,
    stack: workload.stack,
    pipelineType: workload.pipelineType,
    modelName: workload.modelName,
    name: workload.name,
    status: workload.status,
    statusReason: workload.statusReason,
    commit: workload.commit,
    configPath: workload.configPath,
    outputs: workload.outputs,
    updatedAt: workload.updatedAt,
  }));
  return `${JSON.stringify({ workloads: ordered }, null, 2)}\n`;
}
