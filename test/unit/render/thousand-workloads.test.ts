import { expect } from 'chai';
import { renderPlanHtml } from '../../../processor/render/plan/plan-html.ts';
import { renderPlanMarkdown } from '../../../processor/render/plan/plan-markdown.ts';
import { realtime, training } from '../../helpers/specs.ts';
import { world } from '../../helpers/world.ts';

const COUNT = 1_000;

describe('a plan of a thousand workloads', function () {
  this.timeout(60_000);

  function bigPlan() {
    const story = world();
    for (let index = 0; index < COUNT; index += 1) {
      const name = `model-${String(index).padStart(4, '0')}`;
      if (index % 2 === 0) story.wants(training(name));
      else story.has(realtime(name)).wants(realtime(name, { instance_count: 2 }));
    }
    return story.plan();
  }

  const plan = bigPlan();

  const renderers = {
    'Markdown for GitHub': () => renderPlanMarkdown(plan, { dialect: 'github' }),
    'Markdown for CodeCommit': () => renderPlanMarkdown(plan, { dialect: 'codecommit' }),
    HTML: () => renderPlanHtml(plan),
  };
  for (const [name, render] of Object.entries(renderers)) {
    it(`names each, once as a heading, in a text of a sensible length: ${name}`, () => {
      const started = performance.now();
      const text = render();
      // Whole seconds apart from what it takes, so that a busy machine does not matter.
      expect(performance.now() - started).to.be.below(10_000);
      for (const { stack } of plan.stages[0]?.changes ?? []) expect(text.includes(stack), stack).to.equal(true);
      expect(text.length).to.be.below(COUNT * 8_000);
      expect(text)
        .to.match(/500\D+to create/)
        .and.to.match(/500\D+to update/);
    });
  }
});
