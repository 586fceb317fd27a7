import { RandomHistory } from './support/random-history.ts';

/** So many histories in the suite; `MLOPS_HISTORIES_MINUTES=10` goes on for so long, from a new place each time. */
const HISTORIES = { local: 30, cloud: 50 } as const;
const STEPS = 12;

const minutes = Number(process.env['MLOPS_HISTORIES_MINUTES'] ?? 0);
const seed = process.env['MLOPS_HISTORY_SEED'];

describe('histories of commits and deployments at random (F27)', function () {
  this.timeout(60_000 + minutes * 60_000);

  for (const target of ['local', 'cloud'] as const) {
    it(`end as a fresh deployment of the last commit would: ${target} target`, async () => {
      const until = Date.now() + (minutes * 60_000) / 2;
      const first = seed === undefined ? (minutes > 0 ? Date.now() % 1e9 : 1) : Number(seed);
      let done = 0;
      while (seed === undefined ? done < HISTORIES[target] || Date.now() < until : done < 1) {
        await play(target, first + done);
        done += 1;
      }
      if (minutes > 0) process.stderr.write(`  ${done} histories on the ${target} target from seed ${first}\n`);
    });
  }
});

async function play(target: 'local' | 'cloud', number: number): Promise<void> {
  const history = new RandomHistory(target, number);
  try {
    await history.run(STEPS);
  } catch (error) {
    const told = history.log.map((line) => `    ${line}`).join('\n');
    if (error instanceof Error) error.message += `\nMLOPS_HISTORY_SEED=${number}, ${target} target:\n${told}`;
    throw error;
  }
}
