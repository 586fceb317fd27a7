import { expect } from 'chai';
import { startFakeCodeCommit, type FakeCodeCommit } from '../helpers/fake-codecommit/fake-codecommit.ts';
import { ReviewWorld, settingsFile, trainingConfig } from '../helpers/review-world.ts';

const CHURN = 'models/churn/mlops-config.json';
const MORE = { algo_hyperparameters: { objective: 'binary:logistic', num_round: 200 } };
const ROLE = 'arn:aws:sts::111111111111:assumed-role/review';

describe('mlops review on CodeCommit', function () {
  this.timeout(60_000);
  let fake: FakeCodeCommit;
  let world: ReviewWorld;
  let base: string;

  /** A build of its own: another session of the same role. */
  async function build(session: number) {
    const key = `BUILD${session}`;
    fake.addPrincipal(key, `${ROLE}/AWSCodeBuild-${session}`);
    return world.review({ env: { ...fake.environment(key), MLOPS_PULL_REQUEST: '12' } });
  }

  beforeEach(async () => {
    fake = await startFakeCodeCommit();
    world = new ReviewWorld();
    const source = { provider: 'codecommit', repository: 'models', branch: 'main' };
    base = world.commitToMain({ 'mlops-settings.json': settingsFile({ source }), [CHURN]: trainingConfig('churn') });
    await world.apply();
  });

  afterEach(async () => {
    world.remove();
    await fake.stop();
  });

  it('keeps one comment over builds that are all different authors, and approves the revision', async () => {
    const pull = fake.openPull({
      sourceCommit: world.commitToBranch({ [CHURN]: trainingConfig('churn', MORE) }),
      destinationCommit: base,
    });

    expect((await build(1)).code).to.equal(0);
    expect(fake.textsOf('12')[0]).to.match(/^\[\/\/\]: # \(mlops-review .*\)\n\n## ✅ MLOps: 1 to update\n/);
    expect([...pull.approvals]).to.deep.equal([`${ROLE}/AWSCodeBuild-1`]);

    pull.sourceCommit = world.commitToBranch({ [CHURN]: trainingConfig('churn') });
    pull.revisionId = 's'.repeat(32);
    expect((await build(2)).code).to.equal(0);
    expect(fake.textsOf('12')).to.have.length(1);
    expect(fake.textsOf('12')[0]).to.include('changes nothing that is deployed');
  });

  it('takes its approval back and comments at the line of an error; the comment goes with the error', async () => {
    const pull = fake.openPull({
      sourceCommit: world.commitToBranch({ [CHURN]: trainingConfig('churn', MORE) }),
      destinationCommit: base,
    });
    await build(1);
    pull.sourceCommit = world.commitToBranch({ [CHURN]: trainingConfig('churn', { instance_typ: 'x' }) });

    expect((await build(1)).code).to.equal(1);
    expect(pull.approvals.size).to.equal(0);
    expect(fake.textsOf('12', 'lines')).to.have.length(1);
    expect(fake.textsOf('12', 'lines')[0]).to.include('instance_typ');
    await build(2);
    expect(fake.textsOf('12', 'lines')).to.have.length(1);

    pull.sourceCommit = world.commitToBranch({ [CHURN]: trainingConfig('churn', MORE) });
    await build(3);
    expect(fake.textsOf('12', 'lines')).to.deep.equal([]);
    expect([...pull.approvals]).to.deep.equal([`${ROLE}/AWSCodeBuild-3`]);
  });

  it('leaves one comment when two builds review at once', async () => {
    fake.openPull({
      sourceCommit: world.commitToBranch({ [CHURN]: trainingConfig('churn', MORE) }),
      destinationCommit: base,
    });
    fake.addPrincipal('BUILD', `${ROLE}/AWSCodeBuild-1`);
    const env = { ...fake.environment('BUILD'), MLOPS_PULL_REQUEST: '12' };
    await Promise.all([world.review({ env }), world.review({ env })]);

    expect(fake.textsOf('12')).to.have.length(1);
  });

  it('fits the shorter comments with a plan of a hundred new models', async () => {
    const files = Array.from(
      { length: 100 },
      (_, index) => [`models/m${index}/mlops-config.json`, trainingConfig(`m-${index}`)] as const,
    );
    fake.openPull({ sourceCommit: world.commitToBranch(Object.fromEntries(files)), destinationCommit: base });

    expect((await build(1)).code).to.equal(0);
    const [text = ''] = fake.textsOf('12');
    expect(text.length).to.be.at.most(10_240);
    expect(text).to.include('MLOps: 100 to create').and.to.include('Cut to the');
  });

  it('says at last that it was merged', async () => {
    const pull = fake.openPull({
      sourceCommit: world.commitToBranch({ [CHURN]: trainingConfig('churn', MORE) }),
      destinationCommit: base,
    });
    await build(1);
    Object.assign(pull, { status: 'CLOSED', merged: true });
    await build(2);

    expect(fake.textsOf('12')).to.have.length(1);
    expect(fake.textsOf('12')[0]).to.include('## 🟣 MLOps: merged').and.to.include('1 to update');
  });

  it('names what the role of the build lacks', async () => {
    fake.openPull({
      sourceCommit: world.commitToBranch({ [CHURN]: trainingConfig('churn', MORE) }),
      destinationCommit: base,
    });
    fake.addPrincipal('POOR', `${ROLE}/AWSCodeBuild-1`, ['PostCommentForPullRequest']);
    const { error, stdout } = await world.review({ env: { ...fake.environment('POOR'), MLOPS_PULL_REQUEST: '12' } });

    expect(error?.code).to.equal('access-denied');
    expect(stdout).to.include('1 to update');
  });
});
