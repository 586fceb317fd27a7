import { expect } from 'chai';
import { parseSettings } from '../../../processor/config/settings/settings.ts';
import { withCallerAccount } from '../../../processor/config/settings/with-caller-account.ts';
import { withControlPlaneRoles } from '../../../processor/config/settings/with-control-plane-roles.ts';
import type { Settings, Stage } from '../../../processor/model/settings.ts';
import { toBytes } from './support/load.ts';

const dev = { name: 'dev', account: '111111111111', region: 'eu-west-1' };
const prod = { name: 'prod', account: '222222222222', region: 'us-gov-west-1' };

function stagesOf(written: object): readonly Stage[] {
  return withControlPlaneRoles(read(written)).stages;
}

function read(written: object): Settings {
  const { settings, findings } = parseSettings(toBytes(written));
  expect(findings).to.deep.equal([]);
  return settings;
}

describe('the roles of stages', () => {
  it('are those that the control plane installs', () => {
    const [first, second] = stagesOf({ stack_prefix: 'Team', control_plane: {}, stages: [dev, prod] });
    expect(first).to.deep.include({
      roleArn: 'arn:aws:iam::111111111111:role/mlops/team-deploy-eu-west-1',
      readRoleArn: 'arn:aws:iam::111111111111:role/mlops/team-read-eu-west-1',
      executionRoleArn: 'arn:aws:iam::111111111111:role/mlops/team-execution-eu-west-1',
      permissionsBoundaryArn: 'arn:aws:iam::111111111111:policy/mlops/team-boundary-eu-west-1',
    });
    expect(second?.roleArn).to.equal('arn:aws-us-gov:iam::222222222222:role/mlops/team-deploy-us-gov-west-1');
  });

  it('are none without a control plane', () => {
    const [stage] = stagesOf({ stages: [dev] });
    expect(stage).not.to.have.any.keys('roleArn', 'readRoleArn', 'executionRoleArn', 'permissionsBoundaryArn');
  });

  it('stay as they are in a stage that names its own', () => {
    const own = 'arn:aws:iam::111111111111:role/own';
    const [stage, other] = stagesOf({ control_plane: {}, stages: [{ ...dev, role_arn: own }, prod] });
    expect(stage?.roleArn).to.equal(own);
    expect(stage).not.to.have.any.keys('readRoleArn', 'executionRoleArn', 'permissionsBoundaryArn');
    expect(other?.roleArn).to.contain('deploy');
  });

  it('follow the account of the caller where the settings name none', () => {
    const caller = { account: '333333333333', region: 'eu-west-2' };
    const settings = withCallerAccount(read({ control_plane: {}, stages: [{ name: 'dev' }] }), caller);
    expect(withControlPlaneRoles(settings).stages[0]?.roleArn).to.contain('333333333333');
    expect(settings.controlPlane?.account).to.equal('333333333333');
  });

  it('are suggested when their keys are misspelt', () => {
    const wrong = { stages: [{ ...dev, execution_role: 'x' }], control_plane: { build_aproval: 'all' } };
    const { findings } = parseSettings(toBytes(wrong));
    expect(findings.map(({ message, hint }) => `${message} ${hint ?? ''}`).join('\n'))
      .to.contain('execution_role_arn')
      .and.to.contain('build_approval');
  });
});
