import { expect } from 'chai';
import { composeComment } from '../../../processor/review/compose-comment.ts';
import { composeFinal } from '../../../processor/review/compose-final.ts';
import { judge } from '../../../processor/review/verdict.ts';
import { batch, monitor, realtime, training } from '../../helpers/specs.ts';
import { roleOf } from '../../helpers/scenarios.ts';
import { world } from '../../helpers/world.ts';
import { BASE, finding, HEAD, reviewOf } from './reviews.ts';

const NO_LIMIT = Number.MAX_SAFE_INTEGER;

describe('the comment of a review', () => {
  it('names rights that widen at the top, and shows with each change what comes and goes', () => {
    const [before, after] = [
      roleOf({ model: 'm/*', capture: 'c/*' }),
      roleOf({ model: '*', capture: 'c/*' }, [{ Effect: 'Allow', Action: 'a:B', Resource: '*' }]),
    ];
    const story = world()
      .stage('dev')
      .has(training(), { role: before })
      .wants(training('churn', { tags: { a: 'b' } }), { role: after });
    const text = composeComment(reviewOf(story.plan()), NO_LIMIT);

    expect(text).to.match(/^- ⚡ \*\*update\*\* `churn` .*; \*\*rights of `Role` widen\*\*$/m);
    expect(text).to.include('- **rights** of `Role` **widen**:\n  - `+ allow a:B on *`\n');
  });

  describe('rights with the account of a stage in their ARNs', () => {
    function roleIn(account: string, action: string) {
      const Resource = `arn:aws:logs:eu-west-1:${account}:log-group:a`;
      return roleOf({ model: 'm', capture: 'c' }, [{ Effect: 'Allow', Action: action, Resource }]);
    }
    function changesOf(prod: { readonly newAccount: string }) {
      const spec = training('churn', { tags: { a: 'b' } });
      const story = world()
        .stage('dev')
        .has(training(), { role: roleIn('111111111111', 'logs:A') })
        .wants(spec, { role: roleIn('111111111111', 'logs:B') })
        .stage('prod', { account: '222222222222' })
        .has(training(), { role: roleIn('222222222222', 'logs:A') })
        .wants(spec, { role: roleIn(prod.newAccount, 'logs:B') });
      return composeComment(reviewOf(story.plan()), NO_LIMIT).match(/<details>/g) ?? [];
    }

    it('are told once for stages in which they change alike', () => {
      expect(changesOf({ newAccount: '222222222222' })).to.have.length(1);
    });

    it('are told apart where a stage gets those of a third account', () => {
      expect(changesOf({ newAccount: '333333333333' })).to.have.length(2);
    });
  });

  it('begins with the verdict, the comparison and the stages', () => {
    const plan = world()
      .stage('dev')
      .wants(training())
      .keeps(realtime('kept'))
      .stage('prod')
      .keeps(realtime('kept'))
      .plan();
    const review = reviewOf(plan);

    expect(composeComment(review, NO_LIMIT).split('\n').slice(0, 8)).to.deep.equal([
      '## ✅ MLOps: 1 to create',
      '',
      '`aaaaaaaaaaaa` into `main` (`bbbbbbbbbbbb`), 3 files with 4 workloads, compared with what is deployed',
      '',
      '| stage | create | unchanged |',
      '|---|--:|--:|',
      '| `dev` | 1 | 1 |',
      '| `prod` |  | 1 |',
    ]);
  });

  it('shows first what is refused, then what starts, last what waits; what only tags change not at all', () => {
    const plan = world()
      .settings({ guards: { prune: false, maxReplacements: 0 } })
      .has(batch('b'))
      .wants(training('c'))
      .has(training('d'))
      .wants(training('d', { tags: { team: 'x' } }))
      .has(realtime('e', { endpoint_name: 'old' }))
      .wants(realtime('e', { endpoint_name: 'new' }))
      .guarded();
    const text = composeComment(reviewOf(plan), NO_LIMIT);
    const first = text.split('### ')[1] ?? '';

    expect(
      first
        .split('\n')
        .filter((line) => line.startsWith('- '))
        .map((line) => line.slice(0, 22)),
    ).to.deep.equal(['- ⛔ **replace** `e` (r', '- ⚡ **create** `c` (tr', '- ✋ **delete** `b` (ba']);
    expect(judge(reviewOf(plan))).to.deep.include({ state: 'failure', sign: '⛔' });
  });

  it('shows replacements before deletions, and more rights before all that only starts', () => {
    const [before, after] = [roleOf({ model: 'm/*', capture: 'c/*' }), roleOf({ model: '*', capture: 'c/*' })];
    const plan = world()
      .settings({ guards: { prune: true } })
      .wants(training('a'))
      .has(training('b'), { role: before })
      .wants(training('b', { tags: { a: 'b' } }), { role: after })
      .has(batch('c'))
      .has(realtime('d', { endpoint_name: 'old' }))
      .wants(realtime('d', { endpoint_name: 'new' }))
      .guarded();
    const [, first = ''] = composeComment(reviewOf(plan), NO_LIMIT).split('### ');

    const order = [...first.matchAll(/^- (\S+) \S+ `(\w)`/gm)].map(([, sign, name]) => `${sign} ${name}`);
    expect(order).to.deep.equal(['🔁 d', '🗑️ c', '⚡ b', '⚡ a']);
  });

  it('says once what happens alike in several stages', () => {
    const plan = world().stage('dev').wants(training()).stage('prod').wants(training()).plan();
    const text = composeComment(reviewOf(plan), NO_LIMIT);

    expect(text.match(/<details><summary>\+ create/g)).to.have.length(1);
    expect(text).to.include('**create** `churn` (training) in `dev`, `prod`: starts a training job');
  });

  it('shows old and new of an update in its one line', () => {
    const plan = world()
      .has(realtime())
      .wants(realtime('churn', { instance_count: 3 }))
      .plan();

    expect(composeComment(reviewOf(plan), NO_LIMIT)).to.match(
      /<summary>~ update <code>churn<\/code> realtime inference · <code>dev<\/code> · <code>instance_count<\/code> <code>\d<\/code> → <code>3<\/code><\/summary>/,
    );
  });

  it('links findings to their lines in the head, those of before to the base, below a fold', () => {
    const findings = { own: [finding()], inherited: [finding({ file: 'old/mlops-config.json', line: 3 })], later: [] };
    const text = composeComment(reviewOf(undefined, { findings }), NO_LIMIT);

    expect(text).to.include('## ❌ MLOps: 1 error in the config: nothing could be deployed');
    expect(text).to.include('**not planned** because of the errors below');
    expect(text).to.include(
      `- ❌ [\`models/churn/mlops-config.json:12\`](https://github.example/acme/models/blob/${HEAD}/models/churn/mlops-config.json#L12): \`instance_typ\` is no attribute (\`unknown-key\`)\n  - did you mean \`instance_type\`?`,
    );
    const fold = text.slice(text.indexOf('<details>'));
    expect(fold).to.include('1 finding already on <code>main</code>, not of this pull request');
    expect(fold).to.include(`/blob/${BASE}/old/mlops-config.json#L3`);
  });

  it('tells what is pending and what is taken back from what is new', () => {
    const [stage] = reviewOf(world().wants(training()).plan()).stages ?? [];
    if (stage === undefined) throw new Error('no stage');
    const taken = { stack: 's', pipelineType: 'byom_realtime_builtin', modelName: 'x', what: 'create' } as const;
    const review = reviewOf(undefined, { stages: [{ ...stage, own: [], pending: stage.own, takenBack: [taken] }] });
    const text = composeComment(review, NO_LIMIT);

    expect(text).to.include('## ✅ MLOps: 1 pending change taken back');
    expect(text).to.include('| stage | pending on `main` | unchanged |');
    expect(text).to.include('### Taken back');
    expect(text).to.include('- `x` (realtime inference) in `dev` is not created');
    expect(text).to.include('1 change already pending on <code>main</code>, not of this pull request');
    expect(text).not.to.include('### Changes');
  });

  it('names the change of the settings file and when it takes effect', () => {
    const settings = { kind: 'changed', config: [{ path: 'stages[0].role_arn', before: 'a', after: 'b' }] } as const;
    const text = composeComment(reviewOf(world().plan(), { settings }), NO_LIMIT);

    expect(text).to.include('### Settings file changed');
    expect(text).to.include('takes effect after the merge');
    expect(text).to.include('- `stages[0].role_arn`: `a` → `b`');
  });

  it('says what it was compared with where AWS was not asked', () => {
    const plan = world().wants(training()).plan();
    const local = composeComment(reviewOf(plan, { comparison: { with: 'base', because: 'no-credentials' } }), NO_LIMIT);
    expect(local).to.include('**not with what is deployed**').and.to.include('No AWS credentials were at hand');
    expect(local).to.match(/· planned anew before anything is applied<\/sub>$/);
    const fork = reviewOf(plan, { comparison: { with: 'base', because: 'fork' } });
    expect(composeComment(fork, NO_LIMIT)).to.include('A maintainer has to approve the build');
    expect(judge(fork).state).to.equal('pending');
  });

  it('uses no HTML and no table for CodeCommit', () => {
    const plan = world()
      .has(realtime())
      .wants(realtime('churn', { instance_count: 3 }))
      .keeps(training('kept'))
      .has(batch('b'))
      .guarded();
    const findings = { own: [finding({ severity: 'warning' })], inherited: [finding()], later: [finding()] };
    const text = composeComment(reviewOf(plan, { dialect: 'codecommit', findings }), NO_LIMIT);

    expect(text).not.to.match(/<\w|^\|/m);
    expect(text).to.include('- `dev`: 1 to update, 1 to delete (1 waiting), 1 unchanged');
  });

  it('fixture 109: a thousand changed configs fit both hosts, with what matters and an exact count of the rest', () => {
    const story = world();
    for (let index = 0; index < 990; index += 1) story.wants(training(`model-${index}`));
    for (let index = 0; index < 10; index += 1) {
      story.has(realtime(`live-${index}`, { endpoint_name: `old-${index}` }));
      story.wants(realtime(`live-${index}`, { endpoint_name: `new-${index}` }));
    }
    const own = Array.from({ length: 30 }, (_, index) => finding({ severity: 'warning', line: index + 1 }));
    for (const [dialect, limit] of [
      ['github', 65_536],
      ['codecommit', 10_240],
    ] as const) {
      const review = reviewOf(story.plan(), { dialect, findings: { own, inherited: [], later: [] } });
      const text = composeComment(review, limit);

      expect(text.length)
        .to.be.at.most(limit)
        .and.above(limit * 0.75);
      for (let index = 0; index < 10; index += 1) expect(text).to.include(`**replace** \`live-${index}\``);
      expect(text).to.include('990 to create, 10 to replace');
      expect(text).to.match(
        /⚡ \*\*create\*\* 990 workloads \(training\) in `dev`, each like these:\n- ⚡ \*\*create\*\* `model-0`/,
      );
      expect(text.match(/⚡ \*\*create\*\* `model-\d+` \(training\)/g)).to.have.length(3);
      const shown = text.match(/^(?:- `[+±]` (?:create|replace)|<details><summary>[+±])/gm)?.length ?? 0;
      const left = /Left out: (?:.*, )?(\d+) changes?[,.]/.exec(text)?.[1] ?? '0';
      expect(shown + Number(left)).to.equal(1_000);
    }
  }).timeout(60_000);

  it('is at most as long as the host takes even with a thousand stages of long names', () => {
    const stage = {
      account: '111111111111',
      region: 'eu-west-1',
      approval: true,
      own: [],
      pending: [],
      takenBack: [],
      unchanged: [],
    };
    const stages = Array.from({ length: 1_000 }, (_, index) => ({ ...stage, stage: `${'s'.repeat(60)}${index}` }));

    const text = composeComment(reviewOf(undefined, { dialect: 'codecommit', stages }), 10_240);
    expect(text.length).to.be.at.most(10_240);
    expect(text).to.include('… and 980 stages more');
  });

  for (const part of ['d', '\u0001']) {
    it(`is at most as long as the host takes when both sides changed files in folders of ${JSON.stringify(part)}`, () => {
      const bothChanged = Array.from({ length: 12 }, (_, index) => {
        return `${part.repeat(200)}/`.repeat(19) + `${index}/mlops-config.json`;
      });

      const text = composeComment(reviewOf(undefined, { dialect: 'codecommit', bothChanged }), 10_240);

      expect(text.length).to.be.at.most(10_240);
      expect(text).to.include('0/mlops-config.json`').and.include(' and 2 more.');
    });
  }

  it('counts paths that both sides changed only where it leaves some out', () => {
    const bothChanged = Array.from({ length: 11 }, (_, index) => `${index}/mlops-config.json`);
    const [ten, eleven] = [10, 11].map((count) =>
      composeComment(reviewOf(undefined, { bothChanged: bothChanged.slice(0, count) }), NO_LIMIT),
    );
    expect(ten).to.include('`9/mlops-config.json`. Merge or rebase');
    expect(eleven).to.include('`9/mlops-config.json` and 1 more. Merge or rebase');
  });

  it('says of a stage that nothing changes in it', () => {
    const plan = world().keeps(realtime('kept')).plan();
    expect(composeComment(reviewOf(plan, { dialect: 'codecommit' }), NO_LIMIT)).to.include('\n- `dev`: 1 unchanged\n');
  });

  it('leaves the last review out at the end where there is no room for it', () => {
    const about = { dialect: 'github', state: 'merged', baseBranch: 'main', last: 'x'.repeat(500) } as const;
    const whole = composeFinal({ ...about, limit: 10_000 });

    expect(composeFinal({ ...about, limit: whole.length })).to.equal(whole);
    expect(composeFinal({ ...about, limit: whole.length - 1 })).to.equal(
      composeFinal({ ...about, last: undefined, limit: 1_000 }),
    );
  });

  it('does not change when nothing changed', () => {
    const story = world().wants(training()).has(monitor()).keeps(realtime());
    expect(composeComment(reviewOf(story.plan()), 10_000)).to.equal(
      composeComment(reviewOf(story.plan({ createdAt: '2027-01-01T00:00:00Z' })), 10_000),
    );
  });
});
