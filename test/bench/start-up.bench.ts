import { measurePairs, type Measurement } from './support/pairs.ts';
import { packagesOf, runProgram, startNode } from './support/processes.ts';
import { makeRepository } from './support/repository.ts';

/** Node.js reads these at every start, which hides half of what the program adds. */
const WITHOUT_CERTIFICATES = { NODE_EXTRA_CA_CERTS: '' };

/** From the start of the process to the verdict on one file, in the environment as it is and in a bare one. */
export async function benchStartUp(): Promise<readonly Measurement[]> {
  const { root } = makeRepository(1);
  return [
    await benchVerdict(root, { name: 'first verdict, one file', env: {} }),
    await benchVerdict(root, { name: 'the same without extra certificates', env: WITHOUT_CERTIFICATES }),
  ];
}

async function benchVerdict(
  root: string,
  { name, env }: { readonly name: string; readonly env: Readonly<Record<string, string>> },
): Promise<Measurement> {
  const args = ['validate', '--repo', root];
  const packages = packagesOf(await runProgram(args, { env, record: true }));
  return measurePairs({
    name,
    ratioOf: 'mlops validate ÷ node -e 0',
    goal: 1.6,
    rounds: 21,
    warmUp: 2,
    facts: [{ says: 'loads no package: neither aws-cdk-lib nor the AWS SDK', holds: packages.length === 0 }],
    ours: async () => (await runProgram(args, { env })).milliseconds,
    theirs: () => startNode({ env }),
  });
}
