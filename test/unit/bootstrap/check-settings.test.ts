import { expect } from 'chai';
import { checkSettings } from '../../../processor/bootstrap/check-settings.ts';
import { HOME, installable } from './settings.ts';

const github = { provider: 'github', repository: 'team/models' };
const connection = `arn:aws:codeconnections:eu-west-1:${HOME}:connection/0a1b2c3d`;
const secret = `arn:aws:secretsmanager:eu-west-1:${HOME}:secret:mlops`;

function problemsOf(change: object): string {
  return checkSettings(installable(change))
    .map(({ problem }) => problem)
    .join('\n');
}

describe('settings of a control plane', () => {
  it('are enough with a CodeCommit repository', () => {
    expect(problemsOf({})).to.equal('');
  });

  it('are enough with a GitHub repository, its connection and a secret', () => {
    const source = { ...github, connection_arn: connection };
    expect(problemsOf({ source, control_plane: { secret_arn: secret } })).to.equal('');
    expect(problemsOf({ source, control_plane: { review: false } })).to.equal('');
  });

  it('say first of all that there is one', () => {
    expect(problemsOf({ control_plane: undefined, source: undefined })).to.match(
      /^the settings have no `control_plane`/,
    );
  });

  it('keep the control plane and all stages in one partition', () => {
    const stages = [
      { name: 'dev', account: HOME, region: 'us-east-1' },
      { name: 'gov', account: HOME, region: 'us-gov-west-1' },
    ];
    expect(problemsOf({ stages })).to.match(
      /^stage `gov` is in us-gov-west-1 \(aws-us-gov\) and the control plane in us-east-1 \(aws\)/,
    );
  });

  it('name a source', () => {
    expect(problemsOf({ source: undefined })).to.contain('no `source`');
  });

  it('name a connection and a secret where something needs them, all at once', () => {
    const problems = problemsOf({ source: github, control_plane: { webhook: true, api: 'commit' } }).split('\n');
    expect(problems).to.have.length(4);
    expect(problems.filter((problem) => problem.includes('secret_arn'))).to.have.length(3);
    expect(problems[0]).to.contain('connection_arn');
  });

  it('do without a connection where a webhook tells of pushes and nobody reviews', () => {
    const settings = { source: github, control_plane: { webhook: true, secret_arn: secret, review: false } };
    expect(problemsOf(settings)).to.equal('');
    expect(problemsOf({ ...settings, control_plane: { webhook: true, secret_arn: secret } })).to.equal(
      'pull requests on GitHub are to be reviewed by CodeBuild and there is no `source.connection_arn`',
    );
    const [found] = checkSettings(installable({ source: github, control_plane: { review: false } }));
    expect(found?.problem).to.equal('the source is team/models on GitHub and has no `connection_arn`');
    expect(found?.cure).to.include('set `control_plane.webhook` to true, and `control_plane.review` to false');
  });

  it('name a repository as its host does', () => {
    const source = { ...github, connection_arn: connection, repository: 'models' };
    expect(problemsOf({ source, control_plane: { secret_arn: secret } })).to.match(
      /`models`, which is no name .* github$/,
    );
    expect(problemsOf({ source: { provider: 'codecommit', repository: 'team/models' } })).to.contain('at codecommit');
  });

  it('want no public receiver that nobody calls', () => {
    expect(problemsOf({ control_plane: { webhook: true, secret_arn: secret } })).to.equal(
      '`control_plane.webhook` is on and the source is in CodeCommit, which sends no webhooks',
    );
  });

  it('name a secret where the control plane can read it', () => {
    const source = { ...github, connection_arn: connection };
    const elsewhere = secret.replace('eu-west-1', 'eu-central-1');
    expect(problemsOf({ source, control_plane: { secret_arn: elsewhere } })).to.contain('is not in eu-west-1');
  });

  it('name a key that policies can name, where the control plane is', () => {
    const key = 'arn:aws:kms:eu-west-1:111111111111:key/0a1b';
    expect(problemsOf({ control_plane: { kms_key_arn: key } })).to.equal('');
    const elsewhere = key.replace('eu-west-1', 'us-east-1');
    expect(problemsOf({ control_plane: { kms_key_arn: elsewhere } })).to.contain('is a key of us-east-1');
    const alias = key.replace('key/0a1b', 'alias/mlops');
    expect(problemsOf({ control_plane: { kms_key_arn: alias } })).to.contain('is an alias');
  });

  it('name every account', () => {
    expect(problemsOf({ stages: [{ name: 'dev' }] })).to.contain('stage `dev` names no account');
  });

  it('leave boundary and execution role to what is installed, or name all roles', () => {
    const stage = { name: 'dev', account: HOME, region: 'eu-west-1' };
    const own = {
      permissions_boundary_arn: `arn:aws:iam::${HOME}:policy/own`,
      execution_role_arn: `arn:aws:iam::${HOME}:role/own`,
    };
    expect(problemsOf({ stages: [{ ...stage, ...own }] }).split('\n')).to.have.length(2);
    expect(problemsOf({ stages: [{ ...stage, ...own, role_arn: `arn:aws:iam::${HOME}:role/deploy` }] })).to.equal('');
  });
});
