import { expect } from 'chai';
import type { Change } from '../../../processor/model/plan.ts';
import { TAGS } from '../../../processor/model/stack.ts';
import { buildDestroyPlan } from '../../../processor/plan/build-destroy-plan.ts';
import { realtime, training } from '../../helpers/specs.ts';
import { ownTags, world, type World } from '../../helpers/world.ts';

const FILE = 'churn/mlops-config.json';
const PROD = { account: '222222222222' };

function changeOf(one: World, stage: string): Change | undefined {
  return one.plan().stages.find((each) => each.stage === stage)?.changes[0];
}

describe('a stack that no config asks for', () => {
  const old = { configPath: FILE };

  it('says what became of the config file that asked for it', () => {
    const gone = world().has(training(), old);
    const stays = world().has(training(), old).keeps(realtime(), old);
    const elsewhere = world().stage('dev').keeps(training(), old).stage('prod', PROD).has(training(), old);

    expect(changeOf(gone, 'dev')?.reasons).to.eql([`config file \`${FILE}\` is gone`]);
    const left = stays.plan().stages[0]?.changes.find(({ action }) => action === 'delete');
    expect(left?.reasons).to.eql([`\`${FILE}\` does not ask for it any more`]);
    expect(changeOf(elsewhere, 'prod')?.reasons).to.eql([`\`${FILE}\` asks for nothing in this stage any more`]);
  });

  it('knows of a file of which the stages that are planned need nothing', () => {
    const one = world().stage('prod', PROD).has(training(), old);
    const [stage] = one.plan({ configPaths: new Set([FILE]) }).stages;
    expect(stage?.changes[0]?.reasons).to.eql([`\`${FILE}\` asks for nothing in this stage any more`]);
  });

  it('is told of when an earlier deletion left part of it', () => {
    const stuck = world().has(training(), { ...old, status: 'DELETE_FAILED' });
    expect(changeOf(stuck, 'dev')?.reasons).to.eql([
      `config file \`${FILE}\` is gone`,
      'an earlier deletion failed (DELETE_FAILED): it is tried again, and part of it may be gone already',
    ]);
    const { stages } = stuck.input();
    const [name = ''] = stages[0]?.deployed.map(({ stackName }) => stackName) ?? [];
    const byName = buildDestroyPlan({ stages, stacks: [name], createdAt: '2026-03-02T09:30:00Z' });
    expect(byName.stages[0]?.changes[0]?.reasons).to.have.length(2).and.to.include('deletion was asked for by name');
  });

  it('says so of one that does not tell which file asked for it', () => {
    const forgetful = changeOf(world().has(training(), { forgetful: true }), 'dev');
    expect(forgetful?.reasons).to.eql(['no config file asks for it any more']);
  });

  it('waits for the end of what runs on it, and is refused in a state that only a person can mend', () => {
    const busy = changeOf(world().has(training(), { ...old, status: 'UPDATE_IN_PROGRESS' }), 'dev');
    expect(busy?.blocked).to.equal(undefined);
    expect(busy?.reasons).to.eql([
      `config file \`${FILE}\` is gone`,
      'an operation is running on the stack (UPDATE_IN_PROGRESS): apply waits for its end',
    ]);
    for (const status of ['IMPORT_ROLLBACK_FAILED', 'UNKNOWN'] as const) {
      const stuck = changeOf(world().has(training(), { ...old, status }), 'dev');
      expect(stuck?.blocked).to.eql({
        guard: 'stack-status',
        reason: `its status is ${status}; bring it into a stable state first`,
      });
    }
  });

  it('loses nothing by going when its creation was rolled back', () => {
    const change = changeOf(world().has(training(), { ...old, status: 'ROLLBACK_COMPLETE' }), 'dev');

    expect(change?.action).to.equal('delete');
    expect(change?.resources).to.eql([]);
    expect(change?.sideEffects).to.eql(['nothing is lost: its creation failed, and what was created was rolled back']);
  });
});

describe('a stack that has the name of a workload and belongs to another stage', () => {
  function reasonOf(one: World): string | undefined {
    const changes = one.plan().stages.flatMap((stage) => stage.changes);
    return changes.find(({ blocked }) => blocked?.guard === 'foreign-stack')?.blocked?.reason;
  }
  const tags = ownTags(training(), 'staging');

  it('is to be kept apart where the settings have that stage', () => {
    const both = world().stage('staging').stage('test').has(training(), { tags }).wants(training());
    expect(reasonOf(both)).to.match(/belongs to stage `staging`; give the stages different names or accounts$/);
  });

  it('is left from before where that stage has moved, as when two change places', () => {
    const moved = world()
      .stage('staging', { region: 'us-west-2' })
      .stage('test', { region: 'eu-west-1' })
      .has(training(), { tags })
      .wants(training());
    expect(reasonOf(moved)).to.match(
      /belongs to stage `staging`, which the settings now have in account 111111111111, us-west-2; give the stages back /,
    );
  });

  it('is left from before where that stage has moved to another account of the same region', () => {
    const moved = world().stage('staging', PROD).stage('test').has(training(), { tags }).wants(training());
    expect(reasonOf(moved)).to.match(/which the settings now have in account 222222222222, eu-west-1; give the stages/);
  });

  it('is one of another repository before all, whatever its stage', () => {
    const others = ownTags(training(), 'staging');
    const theirs = world()
      .settings({ source: { provider: 'github', repository: 'example/models', branch: 'main' } })
      .stage('test')
      .has(training(), { tags: { ...others, [TAGS.repository]: 'example/others' } })
      .wants(training());
    expect(reasonOf(theirs)).to.equal(
      'a stack of this name belongs to repository `example/others`; use another stack_prefix here',
    );
  });

  it('is one of a renamed stage where they do not', () => {
    const renamed = world().stage('test').has(training(), { tags }).wants(training());
    expect(reasonOf(renamed)).to.match(
      /belongs to stage `staging`, which the settings do not have; call this stage `staging` again, or delete /,
    );
  });
});
