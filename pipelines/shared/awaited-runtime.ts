/** Longest a wait condition waits: 12 hours (CloudFormation user guide, AWS::CloudFormation::WaitCondition). */
export const MAX_WAIT_SECONDS = 43_200;

/**
 * Longest a job may run whose end a stack waits for: one hour less than the wait itself, for its place in the queue,
 * its instances and its image. So the wait always ends with an answer: the job's end, or SageMaker stopped it.
 */
export const MAX_AWAITED_RUNTIME_SECONDS = MAX_WAIT_SECONDS - 3_600;
