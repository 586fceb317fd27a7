import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { CliWorld } from '../../helpers/cli-world.ts';

const HOME = '111111111111';
const OTHER = '222222222222';
const SETTINGS = {
  target: 'aws',
  stages: [
    { name: 'dev', account: HOME, region: 'eu-west-1' },
    { name: 'prod', account: OTHER, region: 'eu-west-1', approval: true },
  ],
  source: { provider: 'codecommit', repository: 'models' },
  control_plane: {},
};

/** Nobody answers there: whatever is offline must not notice. */
const NOWHERE = { AWS_ENDPOINT_URL: 'http://127.0.0.1:9', AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };

interface Printed {
  readonly stacks: readonly { readonly stack: string; readonly account: string; readonly template: object }[];
  readonly commands: readonly { readonly account: string; readonly command: string }[];
}

describe('bootstrap without AWS', function () {
  this.timeout(120_000);
  let world: CliWorld;

  beforeEach(() => {
    world = new CliWorld({ aws: NOWHERE, settings: SETTINGS });
  });

  afterEach(() => {
    world.remove();
  });

  it('prints every template and command as one JSON document', async () => {
    const { code, stdout } = await world.run('bootstrap', '--print');
    expect(code).to.equal(0);
    const { stacks, commands } = JSON.parse(stdout) as Printed;
    expect(stacks.map(({ account, stack }) => `${account} ${stack}`)).to.deep.equal([
      `${HOME} mlops-pipeline-foundation`,
      `${OTHER} mlops-pipeline-foundation`,
      `${HOME} mlops-pipeline-roles`,
      `${OTHER} mlops-pipeline-roles`,
      `${HOME} mlops-pipeline-control-plane`,
    ]);
    expect(commands.filter(({ command }) => command.startsWith('aws s3 cp processor/'))).to.have.length(1);
  });

  it('writes what somebody with rights in the account of one stage needs, and no more', async () => {
    const { code } = await world.run('bootstrap', '--print', '--stage', 'prod', '--out', 'install');
    expect(code).to.equal(0);
    const folder = join(world.root, 'install');
    expect(readdirSync(folder)).to.have.members(['README.md', `${OTHER}-eu-west-1`]);
    const readme = readFileSync(join(folder, 'README.md'), 'utf8');
    expect(readme).not.to.contain(`# must be ${HOME}`);
    for (const [, file = ''] of readme.matchAll(/--template-file (\S+)/g)) {
      const text = readFileSync(join(folder, file), 'utf8');
      expect(text.length <= 51_200 || readme.includes('--s3-bucket'), file).to.equal(true);
      expect(JSON.parse(text)).to.have.property('Resources');
    }
  });

  it('writes the bundles too where the control plane is among it, each under its key', async () => {
    await world.run('bootstrap', '--print', '--out', 'install');
    const readme = readFileSync(join(world.root, 'install/README.md'), 'utf8');
    const uploads = [...readme.matchAll(/^aws s3 cp (\S+)/gm)].map(([, file = '']) => file);
    expect(uploads.length).to.be.greaterThan(1);
    for (const file of uploads) expect(existsSync(join(world.root, 'install', file)), file).to.equal(true);
  });

  it('leaves out what is said to exist', async () => {
    const bucket = `mlops-assets-${OTHER}-eu-west-1`;
    const adopt = ['--adopt', bucket, '--adopt', 'api-gateway-log-role'];
    const { stdout } = await world.run('bootstrap', '--print', '--stage', 'prod', ...adopt);
    expect((JSON.parse(stdout) as Printed).stacks.map(({ stack }) => stack)).to.deep.equal(['mlops-pipeline-roles']);
  });

  it('refuses to adopt what it would not make, with what it would', async () => {
    const { code, stdout, stderr } = await world.run(
      'bootstrap',
      '--print',
      '--adopt',
      `mlops-asset-${OTHER}-eu-west-1`,
    );
    expect([code, stdout]).to.deep.equal([64, '']);
    expect(stderr).to.contain(`did you mean \`mlops-assets-${OTHER}-eu-west-1\``);
    expect(stderr).to.contain(
      `can be adopted, is mlops-assets-${HOME}-eu-west-1, mlops-assets-${OTHER}-eu-west-1, ` +
        `mlops-pipeline-artifacts-${HOME}-eu-west-1, api-gateway-log-role`,
    );
  });

  it('adopts what lies in an account that is not printed now', async () => {
    const adopt = ['--adopt', `mlops-assets-${HOME}-eu-west-1`];
    const { code } = await world.run('bootstrap', '--print', '--stage', 'prod', ...adopt);
    expect(code).to.equal(0);
  });

  it('adopts nothing in an organization, whose stack sets are the same for every account', async () => {
    const line = ['--organization', 'ou-abcd-12345678', '--adopt', 'api-gateway-log-role'];
    const { code, stderr } = await world.run('bootstrap', '--print', ...line);
    expect(code).to.equal(64);
    expect(stderr).to.contain("'--organization <unit>' cannot be used with option '--adopt <name>'");
  });

  it('prints stack sets for an organization', async () => {
    const { stdout } = await world.run('bootstrap', '--print', '--organization', 'ou-abcd-12345678');
    const { stacks } = JSON.parse(stdout) as Printed;
    expect(stacks.map(({ stack }) => stack)).to.deep.equal(['mlops-pipeline-stage-accounts']);
    expect(JSON.stringify(stacks)).to.contain('ou-abcd-12345678').and.to.contain('AWS::CloudFormation::StackSet');
  });

  it('shows on the local target what would come, who may do what, and installs nothing', async () => {
    const local = new CliWorld({ settings: { ...SETTINGS, target: 'local' } });
    const { code, stdout, stderr } = await local.run('bootstrap');
    expect(code).to.equal(0);
    expect(stdout).to.match(/\+ mlops-pipeline-control-plane · 111111111111 eu-west-1 · create/);
    expect(stdout).to.match(/\+ role mlops-pipeline-deploy-eu-west-1, assumed by .*mlops-pipeline-apply-eu-west-1/);
    expect(stdout).to.contain('5 to create, 0 to update, 0 unchanged');
    expect(stderr).to.contain('the local target needs no installation');
    expect(existsSync(local.stateDir)).to.equal(false);
    local.remove();
  });

  for (const name of ['codecommit', 'github']) {
    it(`prints what the example for ${name} asks for`, async () => {
      const file = new URL(`../../../examples/control-plane/${name}/mlops-settings.json`, import.meta.url);
      world.write({ 'mlops-settings.json': JSON.parse(readFileSync(file, 'utf8')) as object });
      const { code, stdout, stderr } = await world.run('bootstrap', '--print');
      expect(code, stderr).to.equal(0);
      const kinds = (JSON.parse(stdout) as Printed).stacks.map(({ stack }) => stack.replace('mlops-pipeline-', ''));
      expect(kinds.filter((kind) => kind === 'control-plane')).to.have.length(1);
      expect(kinds.filter((kind) => kind === 'roles')).to.have.length(name === 'github' ? 3 : 2);
    });
  }

  it('refuses what means nothing alone, or nothing on the local target', async () => {
    const lines = [
      { line: ['--out', 'install'], missing: '--print' },
      { line: ['--delete-data'], missing: '--uninstall' },
      { line: ['--call-as', 'self', '--plan'], missing: '--organization' },
      { line: ['--uninstall', '--target', 'local'], missing: 'uninstall' },
    ];
    for (const { line, missing } of lines) {
      const { code, stderr } = await world.run('bootstrap', ...line);
      expect(code, line.join(' ')).to.equal(64);
      expect(stderr, line.join(' ')).to.contain('[usage]').and.to.contain(missing);
    }
  });

  it('refuses stages beside an organization, whose stack sets are of all stages', async () => {
    const line = ['--organization', 'ou-abcd-12345678', '--stage', 'prod', '--print'];
    const { code, stdout, stderr } = await world.run('bootstrap', ...line);
    expect([code, stdout]).to.deep.equal([64, '']);
    expect(stderr).to.contain('--organization').and.to.contain('--stage');
  });

  it('takes the ids of units and of the root, as CloudFormation does, and no other', async () => {
    for (const unit of ['r-abcd', 'ou-abcd-12345678']) {
      expect((await world.run('bootstrap', '--print', '--organization', unit)).code, unit).to.equal(0);
    }
    for (const unit of ['oux', 'Production', 'ou-abcd', '111111111111', 'o-a1b2c3d4e5']) {
      const { code, stderr } = await world.run('bootstrap', '--print', '--organization', unit);
      expect(code, unit).to.equal(64);
      expect(stderr, unit).to.contain(unit).and.to.contain('ou-abcd-12345678');
    }
  });

  it('says what settings without a control plane, or with faults, lack', async () => {
    world.write({ 'mlops-settings.json': {} });
    expect((await world.run('bootstrap', '--print')).stderr).to.contain('"control_plane": {}');
    world.write({ 'mlops-settings.json': { ...SETTINGS, control_plane: { region: 1 } } });
    const { code, stderr } = await world.run('bootstrap', '--print');
    expect(code).to.equal(1);
    expect(stderr)
      .to.match(/mlops-settings\.json:\d+:\d+: /)
      .and.to.contain('[invalid-settings]');
  });
});
