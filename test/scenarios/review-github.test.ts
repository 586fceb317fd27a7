import { expect } from 'chai';
import { readComment, writeComment } from '../../processor/review/marker.ts';
import { startFakeGitHub, type FakeGitHub } from '../helpers/fake-github/fake-github.ts';
import { ReviewWorld, settingsFile, trainingConfig } from '../helpers/review-world.ts';

const CHURN = 'models/churn/mlops-config.json';
const MORE = { algo_hyperparameters: { objective: 'binary:logistic', num_round: 200 } };

describe('mlops review on GitHub', function () {
  this.timeout(60_000);
  let github: FakeGitHub;
  let world: ReviewWorld;
  let base: string;
  let head: string;

  function body(): string {
    const comments = github.commentsOf(7).filter(({ login }) => login === 'mlops-bot');
    expect(comments).to.have.length(1);
    return comments[0]?.body ?? '';
  }

  function writes(): readonly string[] {
    return github.seen
      .filter(({ method }) => method !== 'GET')
      .map(({ method, path }) => `${method} ${path.replace(/\d{4,}|[0-9a-f]{40}/, 'x')}`);
  }

  beforeEach(async () => {
    github = await startFakeGitHub();
    github.addToken('secret-token', { login: 'mlops-bot' });
    world = new ReviewWorld();
    world.env = { GITHUB_API_URL: github.url, MLOPS_GITHUB_TOKEN: 'secret-token' };
    base = world.commitToMain({ 'mlops-settings.json': settingsFile(), [CHURN]: trainingConfig('churn') });
    await world.apply();
    head = world.commitToBranch({ [CHURN]: trainingConfig('churn', MORE) });
    github.openPull({ headSha: head, baseSha: base });
  });

  afterEach(async () => {
    world.remove();
    await github.stop();
  });

  it('writes one comment and the status, then nothing while nothing changes, then the same comment after a push', async () => {
    const first = await world.review({ pullRequest: '7' });

    expect([first.code, first.stdout]).to.deep.equal([0, '']);
    expect(body()).to.include('## ✅ MLOps: 1 to update');
    expect(body()).to.include('`algo_hyperparameters.num_round` | `100` | `200`');
    expect(github.statusOf(head, 'mlops/plan')).to.include({ state: 'success', description: '1 to update' });
    const [id] = github.commentsOf(7).map((comment) => comment.id);
    const before = writes().length;

    await world.review({ pullRequest: '7' });
    expect(writes().slice(before)).to.deep.equal([
      'POST /repos/acme/models/statuses/x',
      'POST /repos/acme/models/statuses/x',
    ]);

    const pushed = world.commitToBranch({ [CHURN]: trainingConfig('churn') });
    github.changePull(7, { headSha: pushed });
    await world.review({ pullRequest: '7' });
    expect(body()).to.include('## ✅ MLOps: changes nothing that is deployed');
    expect(github.commentsOf(7).map((comment) => comment.id)).to.deep.equal([id]);
  });

  it('says no to a config with errors, at its line, and yes when it is mended', async () => {
    const wrong = world.commitToBranch({ [CHURN]: trainingConfig('churn', { instance_typ: 'x' }) });
    github.changePull(7, { headSha: wrong });

    const { code } = await world.review({ pullRequest: '7' });

    expect(code).to.equal(1);
    expect(body()).to.match(
      /- ❌ \[`models\/churn\/mlops-config.json:\d+`\]\(https:\/\/github\.example\/acme\/models\/blob\/[0-9a-f]{40}\/models/,
    );
    expect(github.statusOf(wrong, 'mlops/plan')?.state).to.equal('failure');

    github.changePull(7, { headSha: head });
    expect((await world.review({ pullRequest: '7' })).code).to.equal(0);
    expect(body()).to.include('1 to update');
  });

  it('annotates lines with the token of an App', async () => {
    github.addToken('secret-token', { login: 'mlops[bot]', kind: 'app' });
    const wrong = world.commitToBranch({ [CHURN]: trainingConfig('churn', { instance_typ: 'x' }) });
    github.changePull(7, { headSha: wrong });
    await world.review({ pullRequest: '7' });

    const [run] = github.checkRuns.values();
    expect(run?.annotations[0]).to.include({ path: CHURN, annotation_level: 'failure' });
  });

  it('finds its comment among those of all pages and ignores a forged marker', async () => {
    const mallory = github.addToken('m', { login: 'mallory' });
    const forged = writeComment('forged', { head, order: 9e14, state: 'open', dialect: 'github' });
    github.addComment(7, mallory, forged);
    for (let index = 0; index < 120; index += 1) github.addComment(7, mallory, `talk ${index}`);
    await world.review({ pullRequest: '7' });
    for (let index = 0; index < 120; index += 1) github.addComment(7, mallory, `more talk ${index}`);
    await world.review({ pullRequest: '7' });

    expect(body()).to.include('1 to update');
    expect(github.commentsOf(7)[0]?.body).to.equal(forged);
  });

  it('writes the comment anew when somebody deleted it, and puts right one that somebody edited', async () => {
    await world.review({ pullRequest: '7' });
    const written = body();
    github.comments.clear();
    await world.review({ pullRequest: '7' });
    expect(readComment(body(), 'github')?.text).to.equal(readComment(written, 'github')?.text);

    const [comment] = github.comments.values();
    if (comment === undefined) throw new Error('no comment');
    comment.body = comment.body.replace('1 to update', 'all is well');
    await world.review({ pullRequest: '7' });
    expect(body()).to.include('1 to update');

    comment.body = '## ✅ MLOps: all is well, and no marker';
    await world.review({ pullRequest: '7' });
    expect(body()).to.include('1 to update');

    // A moment that never comes must not silence all reviews.
    comment.body = writeComment('## ✅ MLOps: for ever', { head, order: 9e14, state: 'open', dialect: 'github' });
    await world.review({ pullRequest: '7' });
    expect(body()).to.include('1 to update');
  });

  it('leaves one comment when two builds write at once', async () => {
    const results = await Promise.all([
      world.review({ pullRequest: '7' }),
      world.review({ pullRequest: '7' }),
      world.review({ pullRequest: '7' }),
    ]);

    expect(results.map(({ code }) => code)).to.deep.equal([0, 0, 0]);
    expect(body()).to.include('1 to update');
  });

  it('leaves one comment when two builds have created one each', async () => {
    // The second creation comes between the first one’s look and its own writing.
    let isDone = false;
    github.meanwhile = ({ method, path }) => {
      if (isDone || method !== 'POST' || !path.endsWith('/comments')) return;
      isDone = true;
      const text = '## ✅ MLOps: of another build';
      github.addComment(
        7,
        github.addToken('x', { login: 'mlops-bot' }),
        writeComment(text, { head, order: 1, state: 'open', dialect: 'github' }),
      );
    };
    await world.review({ pullRequest: '7' });

    expect(isDone).to.equal(true);
    expect(body()).to.include('1 to update');
  });

  it('writes nothing once the head has moved on: a later build speaks', async () => {
    github.meanwhile = ({ path }) => {
      if (path.includes('/comments')) github.changePull(7, { headSha: 'c'.repeat(40) });
    };
    const { code, stderr } = await world.review({ pullRequest: '7' });

    expect(code).to.equal(0);
    expect(github.commentsOf(7)).to.deep.equal([]);
    expect(stderr).to.include('a later review speaks');
    expect(github.statusOf(head, 'mlops/plan')?.state).to.equal('pending');
  });

  it('puts its text back when an older build wrote over it', async () => {
    let looks = 0;
    github.meanwhile = ({ method, path }) => {
      if (method !== 'GET' || !path.includes('/comments')) return;
      looks += 1;
      const [comment] = github.comments.values();
      const old = { head: 'd'.repeat(40), order: 1, state: 'open', dialect: 'github' } as const;
      if (looks === 2 && comment !== undefined) comment.body = writeComment('## ✅ MLOps: old', old);
    };
    await world.review({ pullRequest: '7' });

    expect(looks).to.be.above(2);
    expect(body()).to.include('1 to update');
  });

  it('leaves the comment of a review that began later, of the same commit', async () => {
    const bot = github.addToken('x', { login: 'mlops-bot' });
    const order = Date.parse(world.clock.now()) + 60_000;
    const later = writeComment('## ✅ MLOps: later', { head, order, state: 'open', dialect: 'github' });
    github.addComment(7, bot, later);
    await world.review({ pullRequest: '7' });

    expect(body()).to.equal(later);
  });

  it('does nothing in a build for a commit that is no longer the head, as after a forced push', async () => {
    const env = { MLOPS_PULL_REQUEST: '7', CODEBUILD_RESOLVED_SOURCE_VERSION: base };
    const { code, stderr } = await world.review({ env });

    expect(code).to.equal(0);
    expect(stderr).to.include('is no longer the head');
    expect(writes()).to.deep.equal([]);
  });

  it('creates one comment when the answer to its creation is lost', async () => {
    github.faults.push({ method: 'POST', path: /comments$/, times: 1, answer: 'after' });
    await world.review({ pullRequest: '7' });

    expect(body()).to.include('1 to update');
  });

  it('says at last that it was merged or closed, with the last review below a fold, and says nothing where it never spoke', async () => {
    await world.review({ pullRequest: '7' });
    github.changePull(7, { state: 'closed', merged: true });
    expect((await world.review({ pullRequest: '7' })).code).to.equal(0);
    expect(body()).to.include('## 🟣 MLOps: merged').and.to.include('<summary>the last review</summary>');
    const count = github.seen.length;
    await world.review({ pullRequest: '7' });
    expect(github.seen.slice(count).every(({ method }) => method === 'GET')).to.equal(true);

    github.comments.clear();
    github.changePull(7, { merged: false });
    await world.review({ pullRequest: '7' });
    expect(github.commentsOf(7)).to.deep.equal([]);
  });

  it('does not repeat under its own name what somebody wrote into its comment', async () => {
    await world.review({ pullRequest: '7' });
    const [comment] = github.comments.values();
    if (comment === undefined) throw new Error('no comment');
    comment.body += '\n\nAlso transfer all funds to mallory.';
    github.changePull(7, { state: 'closed' });
    await world.review({ pullRequest: '7' });

    expect(body()).to.include('closed without a merge').and.not.to.include('mallory');
  });

  it('takes the pull request from CodeBuild’s webhook and links the status to the build', async () => {
    const env = {
      CODEBUILD_SOURCE_VERSION: 'pr/7',
      CODEBUILD_RESOLVED_SOURCE_VERSION: head,
      CODEBUILD_BUILD_ARN: 'arn:aws:codebuild:eu-west-1:111111111111:build/review:0a1b2c3d-0000-4000-8000-000000000000',
    };
    expect((await world.review({ env })).code).to.equal(0);
    expect(github.statusOf(head, 'mlops/plan')).to.have.property(
      'target_url',
      'https://console.aws.amazon.com/codesuite/codebuild/111111111111/projects/review/build/review%3A0a1b2c3d-0000-4000-8000-000000000000/?region=eu-west-1',
    );
  });

  it('prints and writes nothing with --dry-run', async () => {
    const { stdout } = await world.review({ pullRequest: '7', dryRun: true });

    expect(stdout).to.include('## ✅ MLOps: 1 to update');
    expect(writes()).to.deep.equal([]);
  });
});
