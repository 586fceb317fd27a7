import { expect } from 'chai';
import { controlPlaneBucket, listPlaces } from '../../../processor/bootstrap/list-places.ts';
import {
  foundationSpec,
  keysOf,
  pipelineSpec,
  rolesSpec,
  stackSetSpec,
  type Existing,
} from '../../../processor/bootstrap/make-specs.ts';
import type { Settings } from '../../../processor/model/settings.ts';
import { HOME, installable, OTHER } from './settings.ts';

const NOTHING: Existing = { buckets: new Set(), repositories: new Set(), apiGatewayLogRole: false };
const PROCESSOR = { key: 'processor/0.zip', sha256: '0' };

function placeOf(settings: Settings, account: string) {
  const place = listPlaces(settings).find((one) => one.account === account);
  return place ?? expect.fail(`no place in ${account}`);
}

describe('what bootstrap installs', () => {
  it('is in each account and region once, the control plane’s first', () => {
    const places = listPlaces(installable({ control_plane: { account: '333333333333', region: 'eu-west-2' } }));
    expect(
      places.map(({ account, region, stages }) => [account, region, stages.map(({ name }) => name)]),
    ).to.deep.equal([
      ['333333333333', 'eu-west-2', []],
      [HOME, 'eu-west-1', ['dev', 'staging']],
      [OTHER, 'eu-west-1', ['prod']],
    ]);
    expect(places.map(controlPlaneBucket)[0]).to.equal('mlops-assets-333333333333-eu-west-2');
  });

  it('is nothing without a control plane', () => {
    expect(listPlaces(installable({ control_plane: undefined }))).to.deep.equal([]);
  });

  it('makes the buckets and repositories of all stages of a place, but those that exist', () => {
    const settings = installable();
    const place = placeOf(settings, HOME);
    const all = foundationSpec(settings, place, NOTHING);
    expect(all.assetsBuckets).to.deep.equal([`mlops-assets-${HOME}-eu-west-1`, 'staging-bucket']);
    expect(all).to.deep.include({
      ecrRepositories: ['team/images'],
      apiGatewayLogRole: true,
      readerAccounts: [HOME, OTHER],
    });

    const existing = {
      buckets: new Set(['staging-bucket']),
      repositories: new Set(['team/images']),
      apiGatewayLogRole: true,
    };
    const rest = foundationSpec(settings, place, existing);
    expect(rest.assetsBuckets).to.deep.equal([`mlops-assets-${HOME}-eu-west-1`]);
    expect(rest).to.deep.include({ ecrRepositories: [], apiGatewayLogRole: false });
  });

  it('lets later stages read what is promoted to them, and no stage what lies after it', () => {
    const settings = installable();
    function readersAt(account: string): readonly string[] {
      return foundationSpec(settings, placeOf(settings, account), NOTHING).readerAccounts;
    }
    expect(readersAt(HOME)).to.deep.equal([HOME, OTHER]);
    expect(readersAt(OTHER)).to.deep.equal([OTHER]);
    const apart = installable({ control_plane: { account: '333333333333', region: 'eu-west-2' } });
    expect(foundationSpec(apart, placeOf(apart, '333333333333'), NOTHING).readerAccounts).to.deep.equal([HOME, OTHER]);
  });

  it('makes roles for the stages that name none', () => {
    const settings = installable();
    const roles = rolesSpec(settings, placeOf(settings, OTHER), { kmsKeyArns: ['b', 'a', 'b'] });
    expect(roles).to.deep.include({ controlPlane: { account: HOME, region: 'eu-west-1' }, kmsKeyArns: ['a', 'b'] });

    const own = installable({
      stages: [{ name: 'dev', account: HOME, region: 'eu-west-1', role_arn: `arn:aws:iam::${HOME}:role/own` }],
    });
    expect(rolesSpec(own, placeOf(own, HOME), { kmsKeyArns: [] })).to.equal(undefined);
  });

  it('gives the pipeline the roles of each stage, installed or own', () => {
    const role = `arn:aws:iam::${OTHER}:role/own`;
    const settings = installable({
      stages: [
        { name: 'dev', account: HOME, region: 'eu-west-1' },
        { name: 'prod', account: OTHER, region: 'eu-west-1', approval: true, role_arn: role },
      ],
    });
    const { stages, assetsBucket, processor } = pipelineSpec(settings, placeOf(settings, HOME), {
      processor: PROCESSOR,
    });
    expect(stages.map(({ approval }) => approval)).to.deep.equal([false, true]);
    expect(stages[0]?.deployRoleArn).to.contain(':role/mlops/mlops-pipeline-deploy-eu-west-1');
    expect(stages[0]?.readRoleArn).to.contain(':role/mlops/mlops-pipeline-read-eu-west-1');
    expect([stages[1]?.deployRoleArn, stages[1]?.readRoleArn]).to.deep.equal([role, role]);
    expect([assetsBucket, processor]).to.deep.equal([`mlops-assets-${HOME}-eu-west-1`, PROCESSOR]);
  });

  it('give the control plane its key, and the bucket that was kept', () => {
    const key = `arn:aws:kms:eu-west-1:${HOME}:key/0a1b`;
    const settings = installable({ control_plane: { kms_key_arn: key } });
    const existing = { ...NOTHING, artifactsBucket: true };
    const spec = pipelineSpec(settings, placeOf(settings, HOME), { processor: PROCESSOR, existing });
    expect(spec).to.include({ kmsKeyArn: key, hasArtifactsBucket: true });
    const plain = pipelineSpec(installable(), placeOf(installable(), HOME), { processor: PROCESSOR });
    expect(plain).not.to.have.any.keys('kmsKeyArn', 'hasArtifactsBucket');
  });

  it('lets the execution role use the keys of stages and of their configs', () => {
    const settings = installable();
    const workloads = [
      { stage: 'dev', kmsKeyArn: 'config-key' },
      { stage: 'prod', kmsKeyArn: 'not-here' },
      { stage: 'dev' },
    ];
    expect(keysOf(placeOf(settings, HOME), workloads)).to.deep.equal(['config-key']);
  });

  it('is one template for an organization', () => {
    const spec = stackSetSpec(installable(), { units: ['ou-abcd-12345678'], callAs: 'SELF' });
    expect(spec).to.deep.include({
      ...{ kind: 'stack-set', account: HOME, callAs: 'SELF', organizationalUnitIds: ['ou-abcd-12345678'] },
      ...{ regions: ['eu-west-1'], ecrRepository: 'team/images' },
    });
  });
});
