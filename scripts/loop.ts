/**
 * The whole loop on this machine, to watch and to try things out: a bare Git repository that is pushed to, a host that
 * plays GitHub, and `mlops serve` between them. Nothing leaves 127.0.0.1, and nothing is kept.
 *
 *   npm run build && npm run loop
 */
import { createInterface } from 'node:readline';
import { shortHash } from '../processor/model/short-hash.ts';
import { deliver, NOTHING, pullRequestBody, pushBody, REPOSITORY, SECRET } from '../test/helpers/deliveries.ts';
import { startFakeGitHub, type FakeGitHub } from '../test/helpers/fake-github/fake-github.ts';
import { endpoint } from '../test/helpers/endpoint-config.ts';
import { GitWorld } from '../test/helpers/git-world.ts';
import { startCli, type RunningCli } from '../test/helpers/run-cli.ts';

const TOKEN = 'token-of-the-loop';
const SETTINGS = { source: { provider: 'github', repository: REPOSITORY.full_name, branch: 'main' } };
const CONFIG = 'models/churn/mlops-config.json';

interface Loop {
  readonly world: GitWorld;
  readonly github: FakeGitHub;
  readonly served: RunningCli;
  readonly port: number;
}

async function main(): Promise<void> {
  const world = new GitWorld();
  const github = await startFakeGitHub(REPOSITORY.full_name);
  github.addToken(TOKEN, { login: 'mlops-bot' });
  title('A repository with one model, and a receiver of webhooks that follows it');
  const first = world.push({ 'mlops-settings.json': SETTINGS, [CONFIG]: endpoint('churn') });
  show(`pushed ${shortHash(first)} to ${world.remote}`);
  const served = startCli(
    ['serve', '--remote', world.remote, '--state-dir', world.stateDir, '--port', '0', '--interval', '3600'],
    {
      cwd: world.folder,
      env: { ...world.env, MLOPS_WEBHOOK_SECRET: SECRET, MLOPS_GITHUB_TOKEN: TOKEN, GITHUB_API_URL: github.url },
    },
  );
  const { stderr } = served.process;
  if (stderr !== null) createInterface({ input: stderr }).on('line', tell);
  try {
    await served.shows(/"event":"listening"/);
    const port = Number(/"address":"127\.0\.0\.1:(\d+)"/.exec(served.output.stderr)?.[1]);
    await served.shows(/"event":"handled"/);
    await run({ world, github, served, port }, first);
    title('The end: SIGTERM');
    served.process.kill('SIGTERM');
    show(`mlops serve ended with ${await served.ended}`);
  } finally {
    served.process.kill('SIGKILL');
    await served.ended;
    await github.stop();
    world.remove();
  }
}

async function run(loop: Loop, first: string): Promise<void> {
  const { world, github, port } = loop;
  title('A wrong signature is refused, a push without a webhook would be found at the next look');
  show(await answered(deliver(port, { body: pushBody(), secret: 'somebody else’s secret' })));

  title('Push to main → webhook → plan → apply');
  const second = world.push({ [CONFIG]: endpoint('churn', { instance_count: 2 }) });
  show(await answered(deliver(port, { body: pushBody({ before: first, after: second }) })));
  await loop.served.shows(new RegExp(`"event":"handled","commit":"${second}","result":"applied"`));

  title('Pull request → webhook → comment and status');
  world.work.git('checkout', '--quiet', '-b', 'bigger');
  world.write({ [CONFIG]: endpoint('churn', { inference_instance: 'ml.m5.4xlarge' }) });
  const head = world.work.commit('Bigger instances');
  world.work.git('push', '--quiet', 'origin', `${head}:refs/pull/7/head`);
  github.openPull({ number: 7, headSha: head, baseSha: second, headRef: 'bigger' });
  await review(loop, pullRequestBody({ pull_request: { head: { sha: head, repo: REPOSITORY } } }));
  const status = github.statusOf(head, 'mlops/plan');
  show(`status mlops/plan of ${shortHash(head)}: ${status?.state ?? 'none'}, ${status?.description ?? ''}`);
  show('the comment:');
  console.log(
    (github.commentsOf(7)[0]?.body ?? '')
      .replace(/<!--[^]*?-->/g, '')
      .trim()
      .replace(/^/gm, '    │ '),
  );

  title('Merge → push → apply, and the comment is closed');
  const merged = world.push({}, { message: 'Merge pull request #7' });
  Object.assign(github.pulls.get(7) ?? {}, { state: 'closed', merged: true });
  const closed = pullRequestBody({ action: 'closed', pull_request: { head: { sha: head, repo: REPOSITORY } } });
  await review(loop, closed);
  show(await answered(deliver(port, { body: pushBody({ before: second, after: merged }) })));
  await loop.served.shows(new RegExp(`"event":"handled","commit":"${merged}","result":"applied"`));
  show(`comments on the pull request: ${github.commentsOf(7).length}`);

  title('The branch is deleted: what is deployed stays');
  world.work.git('push', '--quiet', 'origin', ':refs/heads/main');
  show(await answered(deliver(port, { body: pushBody({ before: merged, after: NOTHING, deleted: true }) })));
  await loop.served.shows(/"event":"gone"/);
}

async function review({ port, served }: Loop, body: string): Promise<void> {
  const soFar = served.output.stderr.length;
  show(await answered(deliver(port, { body, event: 'pull_request' })));
  await served.shows(new RegExp(`^[^]{${soFar}}[^]*"pull request 7 was reviewed"`));
}

async function answered(reply: ReturnType<typeof deliver>): Promise<string> {
  const { status, message } = await reply;
  return `the receiver answered ${status}: ${message}`;
}

/** A line of the receiver's log, without what it prints of plans. */
function tell(line: string): void {
  if (!line.startsWith('{')) return;
  const { message, event } = JSON.parse(line) as { readonly message: string; readonly event: string };
  if (event !== 'output') console.log(`    serve  ${message.replaceAll('\n', '\n           ')}`);
}

function title(text: string): void {
  console.log(`\n${text}`);
}

function show(text: string): void {
  console.log(`  ${text}`);
}

await main();
