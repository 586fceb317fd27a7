import path from 'node:path';
import { deployedStacks, storeStacks } from './support/deployed.ts';
import { PAGE, startMock, type MockCloudFormation } from './support/mock-cloudformation.ts';
import { measurePairs, type Fact, type Measurement } from './support/pairs.ts';
import { packagesOf, runProgram, startNode } from './support/processes.ts';
import { changeFile, makeRepository, type BenchRepository } from './support/repository.ts';

const FEW = 1_000;
const MANY = 10_000;

/** A repository with everything deployed, on the local target and on the mock of CloudFormation. */
interface World {
  readonly repository: BenchRepository;
  readonly mock: MockCloudFormation;
}

/** Plans: nothing to do, and one workload to do, on both targets. */
export async function benchPlan(): Promise<readonly Measurement[]> {
  const few = await deploy(FEW);
  const many = await deploy(MANY);
  try {
    return [...(await benchNothingToDo(few, many)), await benchOneChange(few)];
  } finally {
    few.mock.close();
    many.mock.close();
  }
}

async function benchNothingToDo(few: World, many: World): Promise<readonly Measurement[]> {
  return [
    await measurePairs({
      name: `nothing to do, ${FEW} workloads, local`,
      ratioOf: 'mlops plan ÷ node -e 0',
      rounds: 9,
      facts: [await loadsNothing(() => planLocal(few, { record: true }), [])],
      ours: async () => (await planLocal(few)).milliseconds,
      theirs: () => startNode(),
    }),
    await measurePairs({
      name: `nothing to do, ${FEW} workloads, CloudFormation`,
      ratioOf: 'mlops plan ÷ node -e 0',
      rounds: 9,
      facts: [await countCalls(few, FEW), await loadsNothing(() => planAws(few, { record: true }), FORBIDDEN)],
      ours: async () => (await planAws(few)).milliseconds,
      theirs: () => startNode(),
    }),
    await measurePairs({
      name: `growth of nothing to do, local`,
      ratioOf: `${MANY} ÷ ${FEW} workloads`,
      goal: 8,
      rounds: 7,
      ours: async () => (await planLocal(many)).milliseconds,
      theirs: async () => (await planLocal(few)).milliseconds,
    }),
    await measurePairs({
      name: `growth of nothing to do, CloudFormation`,
      ratioOf: `${MANY} ÷ ${FEW} workloads`,
      goal: 8,
      rounds: 7,
      facts: [await countCalls(many, MANY)],
      ours: async () => (await planAws(many)).milliseconds,
      theirs: async () => (await planAws(few)).milliseconds,
    }),
  ];
}

/** The change needs its template, and with it the library that makes it. */
async function benchOneChange(world: World): Promise<Measurement> {
  const [file] = world.repository.files.filter(({ text }) => text.includes('"byom_realtime_builtin"'));
  if (file === undefined) throw new Error('there is no endpoint among the files');
  const changed = { ...file, text: file.text.replace(/"team": "[^"]*"/, '"team": "somebody-else"') };
  return measurePairs({
    name: `one of ${FEW} workloads changed, local`,
    ratioOf: 'mlops plan ÷ the same without the change',
    rounds: 7,
    ours: async () => {
      changeFile(world.repository, changed);
      const { milliseconds } = await planLocal(world, { code: 2 });
      changeFile(world.repository, file);
      return milliseconds;
    },
    theirs: async () => (await planLocal(world)).milliseconds,
  });
}

async function deploy(count: number): Promise<World> {
  const repository = makeRepository(count);
  const stacks = deployedStacks(repository.files);
  storeStacks(stateOf(repository), stacks);
  return { repository, mock: await startMock(stacks) };
}

interface PlanOptions {
  readonly record?: boolean;
  /** 0: nothing to do; 2: something. */
  readonly code?: number;
}

function planLocal({ repository }: World, options: PlanOptions = {}) {
  const args = ['plan', '--detailed-exitcode', '--repo', repository.root, '--state-dir', stateOf(repository)];
  return runProgram(args, options);
}

function planAws({ repository, mock }: World, options: PlanOptions = {}) {
  const args = ['plan', '--detailed-exitcode', '--repo', repository.root, '--target', 'aws'];
  return runProgram(args, { ...options, env: mock.env });
}

function stateOf({ beside }: BenchRepository): string {
  return path.join(beside, 'state');
}

async function countCalls(world: World, count: number): Promise<Fact> {
  world.mock.takeCalls();
  await planAws(world);
  const calls = world.mock.takeCalls().length;
  const most = Math.ceil(count / PAGE) + 3;
  return { says: `${calls} calls for ${count} stacks, at most ${most}`, holds: calls <= most };
}

const FORBIDDEN = ['aws-cdk-lib', 'constructs', '@aws-cdk/cloudformation-diff', '@aws-sdk/client-s3'];

async function loadsNothing(
  run: () => Promise<{ readonly loaded: readonly string[] }>,
  forbidden: readonly string[],
): Promise<Fact> {
  const packages = packagesOf(await run());
  const found = forbidden.length === 0 ? packages : packages.filter((name) => forbidden.includes(name));
  const says = forbidden.length === 0 ? 'loads no package' : `loads none of ${forbidden.join(', ')}`;
  return { says, holds: found.length === 0 };
}
