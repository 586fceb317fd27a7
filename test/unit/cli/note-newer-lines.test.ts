import { expect } from 'chai';
import { noteNewer } from '../../../processor/cli/plan/note-newer.ts';
import type { Plan } from '../../../processor/model/plan.ts';
import { realtime } from '../../helpers/specs.ts';
import { smallTemplate } from '../../helpers/small-template.ts';
import { world } from '../../helpers/world.ts';

const PLANNED = '0'.repeat(40);

function nameOf(index: number): string {
  return `m${String(index).padStart(2, '0')}`;
}

/** As many stacks that change as there are commits, each deployed from its own. */
function deployedFrom(commits: readonly string[]) {
  const state = world();
  const specs = commits.map((_, index) => realtime(nameOf(index)));
  for (const [index, spec] of specs.entries()) {
    state.has(spec).wants(realtime(nameOf(index), { instance_count: 3 }));
  }
  const deployedTemplates = new Map(
    specs.map((spec, index) => {
      const origin = { fingerprint: '', configPath: '', codeDigest: '', commit: commits[index] ?? '', dependsOn: [] };
      return [spec.stackName, smallTemplate(spec, origin)] as const;
    }),
  );
  return { plan: state.plan(), stages: [{ stage: { name: 'dev' }, deployedTemplates }] };
}

function note(facts: ReturnType<typeof deployedFrom>, change: { readonly commit?: null; readonly plan?: Plan } = {}) {
  const asked: string[] = [];
  const lines = noteNewer({
    ...facts,
    commit: PLANNED,
    isNewer: (deployed) => Promise.resolve(asked.push(deployed) > 0),
    ...change,
  });
  return lines.then((said) => ({ said, asked }));
}

describe('the lines about newer commits', () => {
  it('are one for each commit, with three stacks and the number of the others', async () => {
    const { said } = await note(deployedFrom(['a', 'a', 'a', 'b', 'a', 'a'].map((letter) => letter.repeat(40))));

    expect(said).to.have.length(2);
    expect(said[0]).to.match(
      /from commit aaaaaaaaaaaa, which is newer than 000000000000: \S*m00\S* \S*m01\S* \S*m02\S* and 2 more; /,
    );
    expect(said[1]).to.match(/from commit bbbbbbbbbbbb, .*: \S*m03[^ ,]*; this plan takes back/);
  });

  it('cost no more than twenty questions', async () => {
    const commits = Array.from({ length: 25 }, (_, index) => String(index + 10).repeat(20));
    expect((await note(deployedFrom(commits))).asked).to.deep.equal(commits.slice(0, 20));
  });

  it('are none where there is no commit, and none of stacks that stay as they are', async () => {
    const facts = deployedFrom(['a'.repeat(40)]);
    expect(await note(facts, { commit: null })).to.deep.equal({ said: [], asked: [] });

    const stages = facts.plan.stages.map((stage) => ({
      ...stage,
      changes: stage.changes.map((change) => ({ ...change, action: 'none' as const })),
    }));
    expect(await note(facts, { plan: { ...facts.plan, stages } })).to.deep.equal({ said: [], asked: [] });
  });
});
