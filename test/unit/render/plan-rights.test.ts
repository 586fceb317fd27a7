import { expect } from 'chai';
import { renderPlanHtml } from '../../../processor/render/plan/plan-html.ts';
import { renderPlanJson } from '../../../processor/render/plan/plan-json.ts';
import { renderPlanMarkdown } from '../../../processor/render/plan/plan-markdown.ts';
import { describeRights, widenedRights } from '../../../processor/render/plan/plan-rights.ts';
import { renderPlanText } from '../../../processor/render/plan/plan-text.ts';
import type { Change, Plan, ResourceChange, RightChange } from '../../../processor/model/plan.ts';
import { realtime } from '../../helpers/specs.ts';
import { world } from '../../helpers/world.ts';

function right(text: string, more: Partial<RightChange> = {}): RightChange {
  return { change: 'added', kind: 'allow', widens: true, actions: ['s3:GetObject'], text, ...more };
}

function withRights(plan: Plan, rights: Readonly<Record<string, readonly RightChange[]>>): Plan {
  const resources = Object.entries(rights).map(([logicalId, moved]): ResourceChange => ({
    ...{ logicalId, type: 'AWS::IAM::Role', action: 'update', replacement: 'no', properties: ['Policies'] },
    rights: moved,
  }));
  const stages = plan.stages.map((stage) => ({
    ...stage,
    changes: stage.changes.map((change) => ({ ...change, resources })),
  }));
  return { ...plan, stages };
}

const UPDATE = world()
  .has(realtime())
  .wants(realtime('churn', { instance_count: 2 }))
  .plan();
const CREATE = world().wants(realtime()).plan();
const MANY = Array.from({ length: 20 }, (_, index) => right(`allow s3:GetObject on arn:${index}`));

function changeOf(plan: Plan): Change {
  const change = plan.stages[0]?.changes[0];
  if (change === undefined) throw new Error('no change');
  return change;
}

function textOf(plan: Plan, verbose = false): string {
  return renderPlanText(plan, { color: false, verbose });
}

describe('rights in a rendered plan', () => {
  const narrower = [right('allow a', { change: 'removed', widens: false })];

  it('stand with the mark of what must be looked at where they widen', () => {
    const text = textOf(withRights(UPDATE, { Narrow: narrower, Wide: [right('allow b on *')] }));

    expect(text).to.include(
      [
        '    rights     ! Wide: rights widen',
        '                 + allow b on *',
        '               ~ Narrow: rights narrow',
        '                 - allow a',
      ].join('\n'),
    );
  });

  it('are no alarm where each goes for one that comes', () => {
    const moving = withRights(UPDATE, { Role: [right('allow a', { moved: true }), ...narrower] });

    expect(textOf(moving)).to.include('~ Role: rights move\n');
    expect(widenedRights(changeOf(moving))).to.deep.equal([]);
  });

  it('are folded on a terminal and in Markdown, and whole with --verbose, in HTML and in JSON', () => {
    const plan = withRights(UPDATE, { Role: MANY });

    expect(textOf(plan)).to.include('… and 14 more (--verbose shows them)');
    expect(textOf(plan)).not.to.include('arn:6');
    expect(textOf(plan, true)).to.include('arn:19').and.not.to.include(' more (');
    expect(renderPlanMarkdown(plan, { dialect: 'github' })).to.include('arn:11`**\n- and 8 more');
    expect(renderPlanHtml(plan)).to.include('<li class="widens"><code>+ allow s3:GetObject on arn:19</code></li>');
    expect(renderPlanJson(plan)).to.include('"text": "allow s3:GetObject on arn:19"');
  });

  it('of stacks that are created are counted, those that may most first', () => {
    const small = [right('x', { principals: ['lambda.amazonaws.com'] })];
    const denied = [right('y', { kind: 'deny', widens: false })];
    const managed = [right('everything of arn:m', { kind: 'policy', actions: undefined })];
    const big = [right('z', { actions: ['s3:GetObject', 's3:PutObject', 'sns:Publish'] })];
    const plan = withRights(CREATE, { A: small, B: denied, C: managed, D: big });

    expect(textOf(plan)).to.match(
      /rights {5}\+ D 2 × s3, sns:Publish\n +\+ A for lambda\.amazonaws\.com: s3:GetObject\n +\+ B denies s3:GetObject\n +… and 1 more with fewer rights/,
    );
    expect(textOf(plan, true)).to.include('+ C everything of arn:m\n                 + everything of arn:m');
    expect(renderPlanMarkdown(plan, { dialect: 'codecommit' })).to.include('- `D` 2 × s3, ');
    expect(describeRights(changeOf(plan), { most: 9, spellsCreated: true }).some(({ widens }) => widens)).to.equal(
      false,
    );
  });

  it('of stacks that are created name whom they are for, each once, and what is not counted', () => {
    function block(...rights: readonly RightChange[]) {
      return describeRights(changeOf(withRights(CREATE, { A: rights })), { most: 1, spellsCreated: true })[0];
    }
    const trust = ['sagemaker.amazonaws.com', 'lambda.amazonaws.com', 'sagemaker.amazonaws.com'].map((principal) =>
      right(`may be assumed by ${principal}`, { kind: 'trust', actions: undefined, principals: [principal] }),
    );
    const policy = right('everything of arn:m', { kind: 'policy', actions: undefined });
    const denial = right('y', { kind: 'deny', widens: false });

    expect(block(...trust)).to.deep.include({
      what: 'for lambda.amazonaws.com, sagemaker.amazonaws.com: no rights of its own',
      lines: [{ mark: '+', text: 'may be assumed by sagemaker.amazonaws.com', widens: false }],
      more: 2,
    });
    expect(block(right('x'), policy, denial)?.what).to.equal('s3:GetObject; everything of arn:m; denies s3:GetObject');
  });

  it('stand by the ids of their resources where these may as much, and only where there are any', () => {
    const one = [right('x')];
    for (const plan of [UPDATE, CREATE]) {
      const blocks = describeRights(changeOf(withRights(plan, { B: one, None: [], C: one, A: one })), {
        most: 9,
        spellsCreated: false,
      });
      expect(blocks.map(({ logicalId }) => logicalId)).to.deep.equal(['A', 'B', 'C']);
      for (const { more } of blocks) expect(more).to.equal(0);
    }
  });

  it('are named in the first table of Markdown where they widen', () => {
    const markdown = renderPlanMarkdown(withRights(UPDATE, { Role: MANY }), { dialect: 'github' });

    expect(markdown).to.match(/^\| `~` \| `churn` .*; \*\*rights of `Role` widen\*\* \|$/m);
  });

  it('cannot leave their place, whatever stands in them', () => {
    const hostile = withRights(UPDATE, { Role: [right('allow `x` | <b>\u202e\n# h @everyone')] });

    expect(renderPlanMarkdown(hostile, { dialect: 'github' })).to.include(
      '- **`+ allow \\u{60}x\\u{60} \\u{7C} <b>\\u{202E}\\u{A}# h @everyone`**',
    );
    expect(renderPlanHtml(hostile)).to.include('&lt;b&gt;\\u{202E}').and.not.to.include('<b>');
    expect(textOf(hostile)).to.include('+ allow \\u{60}x\\u{60} | <b>\\u{202E}\\u{A}# h @everyone');
    for (const plan of [UPDATE, CREATE]) {
      const named = withRights(plan, { 'R\u202e': [right('x', { principals: ['a\nb'] })] });
      for (const text of [textOf(named), renderPlanMarkdown(named, { dialect: 'github' }), renderPlanHtml(named)]) {
        expect(text).to.include('R\\u{202E}').and.not.to.include('\u202e').and.not.to.include('a\nb');
      }
    }
  });
});
