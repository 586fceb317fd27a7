import { expect } from 'chai';
import { startFakeCodeCommit } from '../helpers/fake-codecommit/fake-codecommit.ts';
import { startFakeGitHub, type FakeGitHub } from '../helpers/fake-github/fake-github.ts';
import { ReviewWorld, settingsFile, trainingConfig } from '../helpers/review-world.ts';

const CHURN = 'models/churn/mlops-config.json';
const FRAUD = 'models/fraud/mlops-config.json';
const MORE = { algo_hyperparameters: { objective: 'binary:logistic', num_round: 200 } };

describe('mlops review and what may come', function () {
  this.timeout(60_000);
  let github: FakeGitHub;
  let world: ReviewWorld;
  let base: string;

  function body(): string {
    const comments = github.commentsOf(7);
    expect(comments).to.have.length(1);
    return comments[0]?.body ?? '';
  }

  /** A pull request with this head. */
  function open(head: string): string {
    if (github.pulls.size === 0) github.openPull({ headSha: head, baseSha: base });
    else github.changePull(7, { headSha: head });
    return head;
  }

  beforeEach(async () => {
    github = await startFakeGitHub();
    github.addToken('secret-token', { login: 'mlops-bot' });
    world = new ReviewWorld();
    world.env = { GITHUB_API_URL: github.url, MLOPS_GITHUB_TOKEN: 'secret-token' };
    base = world.commitToMain({
      'mlops-settings.json': settingsFile(),
      [CHURN]: trainingConfig('churn'),
      [FRAUD]: trainingConfig('fraud'),
    });
  });

  afterEach(async () => {
    world.remove();
    await github.stop();
  });

  it('a pull request that changes the settings file: those of the base count, the change is named and checked', async () => {
    await world.apply();
    const settings = settingsFile({
      source: { provider: 'github', repository: 'mallory/models' },
      stack_prefix: 'other',
      stages: [{ name: 'dev', account: '111111111111', role_arn: 'arn:aws:iam::111111111111:role/other' }],
    });
    const head = open(
      world.commitToBranch({ 'mlops-settings.json': settings, [CHURN]: trainingConfig('churn', MORE) }),
    );

    await world.review({ pullRequest: '7' });

    expect(github.seen.filter(({ path }) => path.includes('mallory'))).to.deep.equal([]);
    expect(body()).to.include('### Settings file changed').and.to.include('takes effect after the merge');
    expect(body()).to.include('`source.repository`: `acme/models` → `mallory/models`');
    expect(body()).to.include('`mlops-pipeline-churn-modeltraining`').and.not.to.include('other-churn');
    expect(github.statusOf(head, 'mlops/plan')).to.include({ state: 'success', description: '1 to update' });
  });

  it('a settings file that would break the branch after the merge', async () => {
    await world.apply();
    const stages = {
      stages: [
        { name: 'dev', account: '111111111111' },
        { name: 'prod', account: '222222222222' },
      ],
    };
    open(
      world.commitToBranch({
        'mlops-settings.json': settingsFile(stages),
        [CHURN]: trainingConfig('churn', { instance_type: { dev: 'ml.m5.xlarge' }, stages: ['dev', 'prod'] }),
      }),
    );
    await world.review({ pullRequest: '7' });
    expect(body()).to.match(/^## ❌ MLOps: \d errors? in the config/m);

    open(world.commitToBranch({ 'mlops-settings.json': '{ "target": "moon" }' }));
    expect((await world.review({ pullRequest: '7' })).code).to.equal(1);
    expect(body()).to.include('❌ [`mlops-settings.json:1`]');
  });

  it('a settings file under which configs would be wrong only after the merge', async () => {
    base = world.commitToMain({ [CHURN]: trainingConfig('churn', { instance_type: { dev: 'ml.m5.xlarge' } }) });
    await world.apply();
    const stages = { stages: [{ name: 'test', account: '111111111111' }] };
    open(world.commitToBranch({ 'mlops-settings.json': settingsFile(stages) }));

    expect((await world.review({ pullRequest: '7' })).code).to.equal(1);
    expect(body())
      .to.include('after the merge, by the new settings')
      .and.to.include('### Findings with the new settings');
  });

  it('a pull request that changes its own base: no plan, no status that would count later', async () => {
    await world.apply();
    const evil = settingsFile({ source: { provider: 'github', repository: 'acme/models', branch: 'evil' } });
    const evilBase = world.commitToBranch({ 'mlops-settings.json': evil }, { branch: 'evil' });
    const head = open(world.commitToBranch({ [CHURN]: trainingConfig('churn', MORE) }));
    await world.review({ pullRequest: '7' });
    github.changePull(7, { baseRef: 'evil', baseSha: evilBase });

    const controlPlane = { MLOPS_SOURCE_PROVIDER: 'github', MLOPS_REPOSITORY: 'acme/models', MLOPS_BRANCH: 'main' };
    const environments: readonly Readonly<Record<string, string>>[] = [{}, controlPlane];
    for (const env of environments) {
      expect((await world.review({ pullRequest: '7', env })).code).to.equal(0);
    }
    expect(body()).to.include('not reviewed').and.to.include('`evil`');
    expect(github.statusOf(head, 'mlops/plan')?.state).to.equal('pending');
  });

  it('fixture 104: a fork, also a deleted one: validated, never with credentials, until a maintainer approves', async () => {
    const aws = await startFakeCodeCommit();
    try {
      const head = open(world.commitToBranch({ [CHURN]: trainingConfig('churn', MORE) }));
      const env = aws.environment('ANY');
      for (const fork of ['mallory/models', null]) {
        github.changePull(7, { fork });
        const { code } = await world.review({ pullRequest: '7', target: 'aws', env });
        expect(code).to.equal(0);
        expect(body()).to.include('The head comes from a fork').and.to.include('1 to update');
        expect(github.statusOf(head, 'mlops/plan')?.state).to.equal('pending');
      }
      expect(aws.stsCalls).to.equal(0);

      const approved = { ...env, MLOPS_PULL_REQUEST: '7', MLOPS_FORK_APPROVED: 'true' };
      await world.review({ pullRequest: '7', target: 'aws', env: approved });
      expect(aws.stsCalls, 'nobody says which commit was approved').to.equal(0);
      await world.review({ pullRequest: '7', target: 'aws', env: { ...approved, MLOPS_HEAD_COMMIT: head } });
      expect(aws.stsCalls).to.be.above(0);
    } finally {
      await aws.stop();
    }
  });

  it('fixture 106: an approval of a fork names a commit, and counts for no later one', async () => {
    const aws = await startFakeCodeCommit();
    try {
      const approved = open(world.commitToBranch({ [CHURN]: trainingConfig('churn', MORE) }));
      github.changePull(7, { fork: 'mallory/models' });
      const head = open(world.commitToBranch({ [CHURN]: trainingConfig('mallory', MORE) }));
      const env = { ...aws.environment('ANY'), MLOPS_PULL_REQUEST: '7', MLOPS_FORK_APPROVED: 'true' };

      await world.review({ pullRequest: '7', target: 'aws', env: { ...env, MLOPS_HEAD_COMMIT: approved } });
      expect(aws.stsCalls).to.equal(0);
      expect([github.commentsOf(7), github.statusOf(head, 'mlops/plan')]).to.deep.equal([[], undefined]);

      await world.review({ pullRequest: '7', target: 'aws', env: { ...env, MLOPS_HEAD_COMMIT: head } });
      expect(aws.stsCalls).to.be.above(0);
    } finally {
      await aws.stop();
    }
  });

  it('no AWS credentials: validates, compares with the base, and says so', async () => {
    const aws = await startFakeCodeCommit();
    try {
      const head = open(world.commitToBranch({ [CHURN]: trainingConfig('churn', MORE) }, { remove: [FRAUD] }));
      await world.review({ pullRequest: '7', target: 'aws', env: aws.environment('UNKNOWN') });

      expect(aws.stsCalls).to.be.above(0);
      expect(body()).to.include('No AWS credentials were at hand');
      expect(body()).to.include('`algo_hyperparameters.num_round` | `100` | `200`').and.to.include('delete');
      expect(github.statusOf(head, 'mlops/plan')).to.include({ description: '1 to update, 1 to delete (1 waiting)' });
    } finally {
      await aws.stop();
    }
  });

  it('a branch that is behind: what others merged is not shown as taken back, what is pending not as new', async () => {
    await world.apply();
    const head = world.commitToBranch({ [CHURN]: trainingConfig('churn', MORE) });
    base = world.commitToMain({
      [FRAUD]: trainingConfig('fraud', MORE),
      'models/new/mlops-config.json': trainingConfig('new'),
    });
    open(head);

    await world.review({ pullRequest: '7' });

    expect(body()).to.include('## ✅ MLOps: 1 to update\n');
    expect(body()).to.include('2 changes already pending on <code>main</code>, not of this pull request');
    expect(body()).not.to.include('delete');
  });

  it('a file that both sides changed', async () => {
    await world.apply();
    const head = world.commitToBranch({ [CHURN]: trainingConfig('churn', MORE) });
    base = world.commitToMain({ [CHURN]: trainingConfig('churn', { instance_type: 'ml.m5.2xlarge' }) });
    open(head);
    await world.review({ pullRequest: '7' });

    expect(body()).to.include('Changed on both sides, shown as the head has it: `models/churn/mlops-config.json`');
  });

  it('a base that is itself in error: the fault is not laid on the pull request', async () => {
    base = world.commitToMain({ [FRAUD]: trainingConfig('fraud', { instance_typ: 'x' }) });
    open(world.commitToBranch({ [CHURN]: trainingConfig('churn', MORE) }));

    expect((await world.review({ pullRequest: '7' })).code).to.equal(1);
    expect(body()).to.include('1 error that the base has already').and.not.to.include('### Findings\n');
  });

  it('a thousand configs with an error each: cut, counted, in time', async () => {
    const files = Array.from(
      { length: 1_000 },
      (_, index) =>
        [`models/m${index}/mlops-config.json`, trainingConfig(`m-${index}`, { instance_typ: 'x' })] as const,
    );
    const head = open(world.commitToBranch(Object.fromEntries(files)));
    await world.review({ pullRequest: '7' });

    expect(body().length).to.be.at.most(65_536);
    const shown = body().match(/^- ❌ /gm)?.length ?? 0;
    expect(body()).to.include(`… and ${1_000 - shown} findings more`);
    expect(github.statusOf(head, 'mlops/plan')?.description).to.equal(
      '1000 errors in the config: nothing could be deployed',
    );
  });

  it('a token that may not comment: the status is set, the text is in the log, the missing right is named', async () => {
    await world.apply();
    github.addToken('secret-token', { login: 'mlops-bot', rights: ['statuses'] });
    const head = open(world.commitToBranch({ [CHURN]: trainingConfig('churn', MORE) }));
    const { stdout, stderr, error } = await world.review({ pullRequest: '7' });

    expect(error?.code).to.equal('host-access-denied');
    expect(error?.instructions.join()).to.include('Pull requests: write');
    expect(stdout).to.include('1 to update');
    expect(github.statusOf(head, 'mlops/plan')?.state).to.equal('success');
    expect(stdout + stderr + JSON.stringify(error)).not.to.include('secret-token');
  });

  it('a token that may not set the status: the comment is there', async () => {
    await world.apply();
    github.addToken('secret-token', { login: 'mlops-bot', rights: ['issues'] });
    open(world.commitToBranch({ [CHURN]: trainingConfig('churn', MORE) }));
    const { error } = await world.review({ pullRequest: '7' });

    expect(error?.instructions.join()).to.include('Commit statuses: write');
    expect(body()).to.include('1 to update');
  });

  for (const [title, env, code] of [
    ['no token', { MLOPS_GITHUB_TOKEN: '' }, 'no-host-token'],
    ['a wrong token', { MLOPS_GITHUB_TOKEN: 'wrong' }, 'host-access-denied'],
    ['an unsafe address', { GITHUB_API_URL: 'http://github.example' }, 'bad-host-url'],
  ] as const) {
    it(title, async () => {
      open(world.commitToBranch({ [CHURN]: trainingConfig('churn', MORE) }));
      expect((await world.review({ pullRequest: '7', env })).error?.code).to.equal(code);
    });
  }

  it('no source in the settings, no pull request, nothing to review', async () => {
    expect((await world.review({ pullRequest: '99' })).error?.code).to.equal('no-pull-request');
    expect((await world.review()).error?.code).to.equal('usage');
    world.commitToMain({ 'mlops-settings.json': settingsFile({ source: undefined }) });
    expect((await world.review({ pullRequest: '7' })).error?.code).to.equal('no-source');
  });

  it('a head that was not fetched: the comment says that there is no review, and what to do', async () => {
    open('e'.repeat(40));
    const { error } = await world.review({ pullRequest: '7' });

    expect(error?.code).to.equal('unknown-ref');
    expect(body()).to.include('the review could not be made').and.to.include('git fetch');
    expect(github.statusOf('e'.repeat(40), 'mlops/plan')?.state).to.equal('error');
  });

  it('two commits without a host', async () => {
    await world.apply();
    world.commitToBranch({ [CHURN]: trainingConfig('churn', MORE) });
    const { code, stdout } = await world.review({ base: 'main', head: 'change' });

    expect(code).to.equal(0);
    expect(stdout).to.include('## ✅ MLOps: 1 to update');
    expect(github.seen).to.deep.equal([]);
    expect((await world.review({ base: 'main', head: 'gone' })).error?.code).to.equal('unknown-ref');
  });
});
