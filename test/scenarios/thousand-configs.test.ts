import { expect } from 'chai';
import { startFakeGitHub, type FakeGitHub } from '../helpers/fake-github/fake-github.ts';
import { GitWorld } from '../helpers/git-world.ts';
import { ReviewWorld, settingsFile, trainingConfig } from '../helpers/review-world.ts';
import { startCli } from '../helpers/run-cli.ts';

/** `MLOPS_SCALE=1000` asks for as many as the title says; compiling that many templates takes a while. */
const COUNT = Number(process.env['MLOPS_SCALE'] ?? 40);

/** What GitHub takes for a comment, in characters. */
const LIMIT = 65_536;

function nameOf(index: number): string {
  return `model-${String(index).padStart(4, '0')}`;
}

function configs(change: object = {}): Record<string, string> {
  const names = Array.from({ length: COUNT }, (_, index) => nameOf(index));
  return Object.fromEntries(names.map((name) => [`models/${name}/mlops-config.json`, trainingConfig(name, change)]));
}

/** Says what it cost, where many were asked for. */
function tell(what: string, cost: { readonly milliseconds: number; readonly megabytes?: number }): void {
  if (COUNT < 1_000) return;
  const memory = cost.megabytes === undefined ? '' : `, ${Math.round(cost.megabytes)} MB`;
  process.stderr.write(`  ${what} of ${COUNT}: ${(cost.milliseconds / 1_000).toFixed(1)} s${memory}\n`);
}

describe('a thousand valid configs at once', function () {
  this.timeout(60_000 + COUNT * 600);

  describe('in a pull request', () => {
    let github: FakeGitHub;
    let world: ReviewWorld;

    beforeEach(async () => {
      github = await startFakeGitHub();
      github.addToken('secret-token', { login: 'mlops-bot' });
      world = new ReviewWorld();
      world.env = { GITHUB_API_URL: github.url, MLOPS_GITHUB_TOKEN: 'secret-token' };
    });

    afterEach(async () => {
      world.remove();
      await github.stop();
    });

    it('become one comment that fits, cut between workloads, with the number of all', async () => {
      const base = world.commitToMain({ 'mlops-settings.json': settingsFile() });
      const head = world.commitToBranch(configs());
      github.openPull({ headSha: head, baseSha: base });
      const started = performance.now();
      const before = process.memoryUsage.rss();
      const { code, stderr } = await world.review({ pullRequest: '7' });
      const megabytes = (process.memoryUsage.rss() - before) / 2 ** 20;
      tell('review', { milliseconds: performance.now() - started, megabytes });
      expect(code, stderr).to.equal(0);
      expect(megabytes).to.be.below(250 + COUNT);

      const [comment, ...more] = github.commentsOf(7);
      expect(more).to.deep.equal([]);
      const body = comment?.body ?? '';
      expect(body.length).to.be.at.most(LIMIT);
      expect(body).to.contain(`${COUNT} to create`).and.to.contain(`${COUNT} workloads (training) in \`dev\``);
      // Every fold is closed, and every workload is named or counted.
      expect(body.match(/<details>/g)?.length).to.equal(body.match(/<\/details>/g)?.length);
      const named = new Set([...body.matchAll(/\bmodel-\d{4}\b/g)].map(([name]) => name)).size;
      const left = /Left out: (?:[^.]*, )?(\d+) changes?[,.]/.exec(body)?.[1] ?? '0';
      expect(named + Number(left)).to.be.at.least(COUNT);
      expect(github.statusOf(head, 'mlops/plan')).to.include({
        state: 'success',
        description: `${COUNT} to create`,
      });
    });
  });

  it('are applied by watch when they are pushed, and then changed as many', async () => {
    const world = new GitWorld();
    try {
      for (const rounds of [100, 200]) {
        world.push(configs({ algo_hyperparameters: { objective: 'binary:logistic', num_round: rounds } }));
        const place = ['--remote', world.remote, '--state-dir', world.stateDir, '--once'];
        const started = performance.now();
        const watcher = startCli(['watch', ...place], { cwd: world.folder, env: world.env });
        expect(await watcher.ended, watcher.output.stderr.slice(-2_000)).to.equal(0);
        tell('watch', { milliseconds: performance.now() - started });
        expect(watcher.output.stderr).to.contain(`${COUNT} deployed`);
      }
    } finally {
      world.remove();
    }
  });
});
