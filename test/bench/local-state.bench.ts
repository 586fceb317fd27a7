import { makeConfigs } from './support/configs.ts';
import { deployedStacks, openStore, storeStacks } from './support/deployed.ts';
import { measurePairs, time, type Measurement } from './support/pairs.ts';
import { makeFolder } from './support/repository.ts';

/** Saves in one round: one alone is too short to be measured. */
const SAVES = 50;

/** What one save of one stack costs the local target among many stacks and among few. */
export async function benchLocalState(): Promise<readonly Measurement[]> {
  const save = { few: saver(10), many: saver(10_000) };
  return [
    await measurePairs({
      name: 'one stack saved by the local target',
      ratioOf: 'among 10000 stacks ÷ among 10',
      goal: 3,
      rounds: 11,
      ours: () => time(save.many) / SAVES,
      theirs: () => time(save.few) / SAVES,
    }),
  ];
}

function saver(count: number): () => void {
  const folder = makeFolder();
  const [first] = deployedStacks(makeConfigs(count));
  storeStacks(folder, deployedStacks(makeConfigs(count)));
  const store = openStore(folder);
  let record = store.read(first?.stackName ?? '');
  return () => {
    for (let turn = 0; turn < SAVES && record !== undefined; turn += 1) record = store.write(record);
    if (record === undefined) throw new Error('there is no stack to save');
  };
}
