import type { JobNotifications } from '../../shared/job-notifications.ts';
import type { WorkloadStack } from '../../shared/workload-stack.ts';
import type { MonitorSpec } from '../monitor-kinds.ts';

/** What a monitor tells of itself in the outputs of its stack: value and description by output id. */
export type MonitorOutputs = Readonly<Record<string, readonly [value: string, description: string]>>;

export interface MonitorParts {
  readonly spec: MonitorSpec;
  /** Where violations and failed runs are told. */
  readonly notifications: JobNotifications;
}

/**
 * What watches an endpoint: computes a baseline from the baseline data, and compares what the endpoint captured with
 * it by schedule. Adds its resources to the stack. One file in this folder for each value of the attribute `engine`.
 */
export type MonitorEngine = (stack: WorkloadStack, parts: MonitorParts) => MonitorOutputs;
