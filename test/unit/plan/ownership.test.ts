import { expect } from 'chai';
import { TAGS, type DeployedStack } from '../../../processor/model/stack.ts';
import { explainForeign, isOurs, readOwnership } from '../../../processor/plan/ownership.ts';
import { training } from '../../helpers/specs.ts';
import { ownTags, world } from '../../helpers/world.ts';

const REPOSITORY = 'example/models';
const SOURCE = { provider: 'github', repository: REPOSITORY, branch: 'main' } as const;
const TAGGED = ownTags(training(), 'dev');
const UNMANAGED = without(TAGS.managedBy);

function without(tag: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(TAGGED).filter(([name]) => name !== tag));
}

function stack(tags: Readonly<Record<string, string>>, change: Partial<DeployedStack> = {}): DeployedStack {
  const [deployed] = world().has(training(), { tags }).input().stages[0]?.deployed ?? [];
  if (deployed === undefined) throw new Error('no stack');
  return { ...deployed, ...change };
}

/** Why a stack may not be touched from stage `dev`, with or without a repository in the settings. */
function explain(deployed: DeployedStack, hasRepository = false): string | undefined {
  const { settings, stages } = world()
    .settings(hasRepository ? { source: SOURCE } : {})
    .input();
  const [facts] = stages;
  if (facts === undefined) throw new Error('no stage');
  return explainForeign(deployed, { settings, stage: facts.stage });
}

describe('the owner of a stack', () => {
  it('is told by all four tags together, and by none of them missing', () => {
    expect(readOwnership(stack(TAGGED))).to.include({ modelName: 'churn', stage: 'dev', repository: undefined });
    for (const tag of [TAGS.managedBy, TAGS.pipelineType, TAGS.modelName, TAGS.stage]) {
      expect(readOwnership(stack(without(tag))), tag).to.equal(undefined);
    }
    expect(readOwnership(stack({ ...TAGGED, [TAGS.managedBy]: 'somebody' }))).to.equal(undefined);
  });
});

describe('a stack that has the name of a workload', () => {
  it('may be touched when it is of this stage and repository, or of no repository yet', () => {
    expect(explain(stack(TAGGED))).to.equal(undefined);
    expect(explain(stack(TAGGED), true)).to.equal(undefined);
    expect(explain(stack({ ...TAGGED, [TAGS.repository]: REPOSITORY }), true)).to.equal(undefined);
    expect(explain(stack({ ...TAGGED, [TAGS.repository]: 'example/others' }), true)).to.contain('`example/others`');
    expect(explain(stack({ ...TAGGED, [TAGS.repository]: REPOSITORY }))).to.contain(`\`${REPOSITORY}\``);
  });

  it('names each tag that a stack of ours has lost, and that of the program where its value is another', () => {
    for (const tag of [TAGS.managedBy, TAGS.pipelineType, TAGS.modelName, TAGS.stage]) {
      expect(explain(stack(without(tag))), tag).to.equal(
        `mlops created this stack, but its tags no longer say so; put \`${tag}\` back, or remove the stack`,
      );
    }
    expect(explain(stack({ ...TAGGED, [TAGS.managedBy]: 'somebody' }))).to.contain(`put \`${TAGS.managedBy}\` back`);
    const rest = { [TAGS.pipelineType]: 'model_training_builtin', [TAGS.modelName]: 'churn' };
    expect(explain(stack(rest))).to.contain(`put \`${TAGS.managedBy}\`, \`${TAGS.stage}\` back`);
  });

  it('is called that of somebody else where it bears no fingerprint', () => {
    expect(explain(stack(UNMANAGED, { outputs: {} }))).to.equal(
      'a stack of this name exists that mlops did not create; rename the workload or remove the stack',
    );
  });
});

describe('a stack that may be proposed for deletion', () => {
  it('is one that this repository certainly put into this stage', () => {
    const { settings, stages } = world().settings({ source: SOURCE }).input();
    const [facts] = stages;
    if (facts === undefined) throw new Error('no stage');
    const view = { settings, stage: facts.stage };
    const named = { ...TAGGED, [TAGS.repository]: REPOSITORY };

    expect(isOurs(stack(named), view)).to.equal(true);
    expect(isOurs(stack(named, { status: 'DELETE_COMPLETE' }), view)).to.equal(false);
    expect(isOurs(stack(TAGGED), view), 'no repository').to.equal(false);
    expect(isOurs(stack({ ...named, [TAGS.stage]: 'qa' }), view), 'stage').to.equal(false);
    expect(isOurs(stack(named, { stackName: 'other-churn-modeltraining' }), view), 'prefix').to.equal(false);
  });
});
