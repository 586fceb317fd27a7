import { partitionOf } from '../../../../pipelines/shared/partition.ts';
import type { Workload } from '../../../model/workload.ts';
import type { WrittenWorkload } from '../../shared/written-workload.ts';
import { isBatch } from '../shared/spec-kinds.ts';
import type { WorkloadCheck } from '../shared/workload-check.ts';
import { landsInInput } from './lands-in-input.ts';

/**
 * `shared-output` (warning): in two stages one batch transform reads the same data and writes to the same place. Each
 * input object becomes one of its name and `.out`, so that the predictions of one stage take the place of the other's.
 * Certain, because both locations begin with a bucket, and its name is taken once in a partition. Values by stage that
 * are alike were written so by somebody who looked at them, and are not meant; nor are other kinds of jobs, which
 * write below a name of their own.
 */
export function createSharedOutputCheck(): WorkloadCheck {
  let last: WrittenWorkload | undefined;
  /** The last one in the stages that were seen: they come one after the other. */
  const seen: Workload[] = [];
  return function checkSharedOutput({ written, workload }, collector) {
    // Where something is faulty, that comes first.
    if (written.doubt !== undefined) return;
    if (last !== written) seen.length = 0;
    last = written;
    const other = seen.find((earlier) => isSamePlace(earlier, workload));
    seen.push(workload);
    if (other === undefined || typeof written.attributes['batch_job_output_location'] !== 'string') return;
    const [first, second] = [other.identity.stage, workload.identity.stage];
    collector.report({
      code: 'shared-output',
      severity: 'warning',
      written,
      attribute: 'batch_job_output_location',
      message: `the predictions of stages \`${first}\` and \`${second}\` are of the same data and overwrite each other here`,
      hint: `write one location per stage: { "${first}": ..., "${second}": ... }, or name one stage in \`stages\``,
    });
  };
}

function isSamePlace({ spec: one }: Workload, { spec: other }: Workload): boolean {
  if (!isBatch(one) || !isBatch(other)) return false;
  const { batch_inference_data: input, batch_job_output_location: output } = one.attributes;
  return (
    // Within its own input it is to be another place anyway.
    !landsInInput(one.attributes) &&
    output === other.attributes.batch_job_output_location &&
    input === other.attributes.batch_inference_data &&
    partitionOf(one.environment.region).partition === partitionOf(other.environment.region).partition
  );
}
