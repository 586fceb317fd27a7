import { measurePairs, type Measurement } from './support/pairs.ts';
import { packagesOf, runProgram, startNode } from './support/processes.ts';
import { makeRepository } from './support/repository.ts';

/** From the start of the process to the verdict on one file. */
export async function benchStartUp(): Promise<readonly Measurement[]> {
  const args = ['validate', '--repo', makeRepository(1).root];
  const packages = packagesOf(await runProgram(args, { record: true }));
  return [
    await measurePairs({
      name: 'first verdict, one file',
      ratioOf: 'mlops validate ÷ node -e 0',
      goal: 1.6,
      rounds: 21,
      warmUp: 2,
      facts: [{ says: 'loads no package: neither aws-cdk-lib nor the AWS SDK', holds: packages.length === 0 }],
      ours: async () => (await runProgram(args)).milliseconds,
      theirs: startNode,
    }),
  ];
}
