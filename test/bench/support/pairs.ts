/** What one measurement found. */
export interface Measurement {
  readonly name: string;
  /** What is divided by what. */
  readonly ratioOf: string;
  /** Of the rounds that count, by size. */
  readonly ratios: readonly number[];
  /** The median ratio may be at most this; absent: told, not judged. */
  readonly goal?: number;
  /** Median times in milliseconds. */
  readonly ours: number;
  readonly theirs: number;
  /** Whatever must hold besides, such as a number of calls; said whether it does. */
  readonly facts?: readonly Fact[];
}

export interface Fact {
  readonly says: string;
  readonly holds: boolean;
}

export interface PairOptions extends Pick<Measurement, 'name' | 'ratioOf' | 'goal' | 'facts'> {
  readonly ours: () => number | Promise<number>;
  readonly theirs: () => number | Promise<number>;
  /** Pairs that count. */
  readonly rounds: number;
  /** Pairs before them that do not. */
  readonly warmUp?: number;
}

/** A run in which the same work took so many times its shortest time says more of the machine than of the program. */
const LARGEST_SPREAD = 2.5;
const MOST_RUNS = 3;

/**
 * Runs both sides in turn, in alternating order, so that whatever else the machine does meets both. A run whose
 * reference spreads too far is thrown away and repeated; the last one counts whatever it is.
 */
export async function measurePairs(options: PairOptions): Promise<Measurement> {
  for (let run = 1; ; run += 1) {
    const pairs = await runPairs(options);
    const theirs = pairs.map((pair) => pair.theirs);
    if (Math.max(...theirs) > LARGEST_SPREAD * Math.min(...theirs) && run < MOST_RUNS) continue;
    const { name, ratioOf, goal, facts } = options;
    return {
      name,
      ratioOf,
      goal,
      facts,
      ratios: pairs.map((pair) => pair.ours / pair.theirs).sort((a, b) => a - b),
      ours: median(pairs.map((pair) => pair.ours)),
      theirs: median(theirs),
    };
  }
}

/** Milliseconds that the work takes. */
export function time(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** The value in the middle; the mean of two. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [high = NaN, low = NaN] = [sorted[middle], sorted[middle - 1]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

async function runPairs({ ours, theirs, rounds, warmUp = 1 }: PairOptions) {
  const pairs: { readonly ours: number; readonly theirs: number }[] = [];
  for (let round = 0; round < warmUp + rounds; round += 1) {
    const early = round % 2 === 0 ? await theirs() : undefined;
    const own = await ours();
    pairs.push({ ours: own, theirs: early ?? (await theirs()) });
  }
  return pairs.slice(warmUp);
}
