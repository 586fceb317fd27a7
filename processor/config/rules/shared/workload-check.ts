import type { FindingCollector } from './finding-collector.ts';
import type { ResolvedWorkload } from './rule.ts';

/** A rule that needs one workload at a time: reports what it finds into the collector of the run. Pure otherwise. */
export type WorkloadCheck = (entry: ResolvedWorkload, collector: FindingCollector) => void;
