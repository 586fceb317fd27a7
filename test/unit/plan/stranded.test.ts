import { expect } from 'chai';
import type { DeployedStack } from '../../../processor/model/stack.ts';
import { describeStranded, findStranded } from '../../../processor/plan/stranded.ts';
import { training } from '../../helpers/specs.ts';
import { world } from '../../helpers/world.ts';

const PLACE = { account: '111111111111', region: 'eu-west-1' };

/** What is found of one deployed stack, with the tags and the name that it has and the settings of today. */
function find(stack: Partial<DeployedStack>, settings: { readonly repository?: string; readonly target?: 'local' }) {
  const input = world()
    .settings(settings.repository === undefined ? {} : { source: sourceOf(settings.repository) })
    .has(training())
    .input();
  const deployed = input.stages[0]?.deployed.map((each) => ({
    ...each,
    ...stack,
    tags: { ...each.tags, ...stack.tags },
  }));
  const view = { settings: input.settings, place: PLACE, target: settings.target ?? 'aws' } as const;
  return findStranded(deployed ?? [], view).length;
}

function sourceOf(repository: string) {
  return { provider: 'github', repository, branch: 'main' } as const;
}

describe('stranded stacks', () => {
  const otherStage = { tags: { 'mlops:stage': 'gone' } };
  const otherPrefix = { stackName: 'elsewhere-churn-modeltraining' };
  const longerPrefix = { ...otherStage, stackName: 'mlops-pipeline-risk-churn-modeltraining' };

  it('are those of a stage that is gone, and of another prefix where the repository is certain', () => {
    expect(find({}, {})).to.equal(0);
    expect(find(otherStage, {})).to.equal(1);
    expect(find(otherPrefix, {}), 'perhaps of another repository').to.equal(0);
    expect(find(longerPrefix, {}), 'perhaps of another repository').to.equal(0);
    expect(find(otherPrefix, { target: 'local' })).to.equal(1);
    const tagged = { ...otherPrefix, tags: { 'mlops:repository': 'acme/models' } };
    expect(find(tagged, { repository: 'acme/models' })).to.equal(1);
    expect(find(tagged, { repository: 'acme/others' })).to.equal(0);
    expect(find(tagged, {})).to.equal(0);
  });

  it('are never those of others, nor those that are gone', () => {
    expect(find({ ...otherStage, status: 'DELETE_COMPLETE' }, {})).to.equal(0);
    expect(find({ tags: { 'mlops:managed-by': 'somebody', 'mlops:stage': 'gone' } }, {})).to.equal(0);
  });

  it('are those whose stage has moved to another account or region', () => {
    const { settings, stages } = world().stage('dev').has(training()).input();
    for (const moved of [{ account: '222222222222' }, { region: 'eu-north-1' }]) {
      const view = {
        settings: { ...settings, stages: settings.stages.map((stage) => ({ ...stage, ...moved })) },
        place: PLACE,
        target: 'aws',
      } as const;
      expect(findStranded(stages[0]?.deployed ?? [], view), Object.keys(moved).join()).to.have.length(1);
    }
  });

  it('are named, a few of them, with what to do', () => {
    const [stack] = world().has(training()).input().stages[0]?.deployed ?? [];
    if (stack === undefined) throw new Error('no stack');
    const at = { place: PLACE, flags: ' --stage dev' };
    const many = Array.from({ length: 7 }, (_, index) => ({ ...stack, stackName: `old-${index}` }));
    expect(describeStranded([], at)).to.equal(undefined);
    expect(describeStranded(many.slice(0, 1), at))
      .to.contain('1 stack of')
      .and.to.contain('in account 111111111111, eu-west-1')
      .and.to.contain('mlops destroy --stage dev old-0');
    expect(describeStranded(many, at)).to.contain('7 stacks').and.to.contain('and 2 more').and.not.to.contain('old-5');
    expect(describeStranded([...many].reverse().slice(2), at)?.split('\n')).to.eql([
      'left alone: 5 stacks of this repository in account 111111111111, eu-west-1, that no stage of the settings reaches any more',
      ...['  old-0', '  old-1', '  old-2', '  old-3', '  old-4'],
      '  → to delete them: mlops destroy --stage dev old-0 old-1 old-2 old-3 old-4',
      '  → to go on with them: give stage and stack_prefix back their names in mlops-settings.json',
    ]);
    const end = describeStranded(many, at)?.split('\n').slice(-3);
    expect(end?.slice(0, 2)).to.eql([
      '  and 2 more',
      '  → to delete them: mlops destroy --stage dev old-0 old-1 old-2 old-3 old-4 …',
    ]);
    expect(describeStranded(many.slice(0, 1), at)).to.contain('to go on with it: give');
  });
});
