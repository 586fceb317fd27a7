import { expect } from 'chai';
import fc from 'fast-check';
import { renderPlanHtml } from '../../../processor/render/plan-html.ts';
import { training } from '../../helpers/specs.ts';
import { world } from '../../helpers/world.ts';

const ALLOWED =
  /^<\/?(!doctype html|html|head|meta|title|style|body|header|section|article|h1|h2|h3|p|ul|li|span|small|code|table|tr|th|td|details|summary)\b[^<>]*>$/;

const text = fc.oneof(
  fc.constantFrom('<img src=x onerror=alert(1)>', '"><script>', "' onload='x", '</style>', '&lt;script&gt;'),
  fc.string({ unit: 'binary' }),
);

describe('renderPlanHtml', () => {
  it('holds no tag and no attribute but its own, whatever stands in a config', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const plan = world()
          .has(training('churn', { environment: { a: one } }))
          .wants({ ...training('churn', { environment: { [one]: other } }), modelName: one }, { configPath: other })
          .plan();
        const tags = renderPlanHtml(plan).match(/<[^>]*>/g) ?? [];

        expect(tags.filter((tag) => !ALLOWED.test(tag))).to.eql([]);
        expect(tags.filter((tag) => /\s(on\w+|href|src)\s*=/i.test(tag))).to.eql([]);
      }),
    );
  });

  it('closes what it opens', () => {
    const html = renderPlanHtml(world().wants(training()).keeps(training('kept')).has(training('gone')).guarded());
    for (const tag of ['section', 'article', 'details', 'table', 'ul', 'p', 'code', 'tr']) {
      const [opened, closed] = [html.match(new RegExp(`<${tag}[ >]`, 'g')), html.match(new RegExp(`</${tag}>`, 'g'))];
      expect(closed?.length ?? 0, tag).to.equal(opened?.length ?? 0);
    }
  });

  it('needs nothing from elsewhere and forbids itself to ask', () => {
    const html = renderPlanHtml(world().wants(training()).plan());

    expect(html).to.include(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(html).not.to.match(/https?:\/\/|@import|url\(/);
  });
});
