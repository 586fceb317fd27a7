import { expect } from 'chai';
import fc from 'fast-check';
import { renderPlanHtml } from '../../../processor/render/plan/plan-html.ts';
import { batch, monitor, realtime, training } from '../../helpers/specs.ts';
import { ownTags, world } from '../../helpers/world.ts';

const ALLOWED =
  /^<\/?(!doctype html|html|head|meta|title|style|body|header|section|article|h1|h2|h3|p|ul|li|span|small|code|table|tr|th|td|details|summary|a|b)\b[^<>]*>$/;

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
          .wants(batch('other', { schedule_expression: one }))
          .has(training('theirs'), { tags: ownTags(training('theirs'), other) })
          .wants(training('theirs'))
          .guarded();
        const tags = renderPlanHtml(plan).match(/<[^>]*>/g) ?? [];

        expect(tags.filter((tag) => !ALLOWED.test(tag))).to.eql([]);
        const inner = tags.map((tag) => tag.replace(/^<a href="#change-\d+-\d+">$/, '<a>'));
        expect(inner.filter((tag) => /\s(on\w+|href|src)\s*=/i.test(tag))).to.eql([]);
      }),
    );
  });

  it('says first what to look at, the most important above, and leads from each to all about it', () => {
    const plan = world()
      .stage('dev')
      .wants(training('starts'))
      .has(batch('waits'))
      .stage('prod')
      .has(realtime('moves', { endpoint_name: 'old' }))
      .wants(realtime('moves', { endpoint_name: 'new' }))
      .guarded();
    const html = renderPlanHtml(plan);
    const [, before = '', first = ''] = /^([^]*)<section class="first">([^]*?)<\/section>/.exec(html) ?? [];
    const links = [...first.matchAll(/<b>(\w+)<\/b> <a href="#([^"]*)">(\w+)<\/a>/g)];

    expect(links.map(([, action, , name]) => `${action} ${name}`)).to.deep.equal([
      'replace moves',
      'create starts',
      'delete waits',
    ]);
    expect(before).not.to.include('<h2>');
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).to.equal(ids.length).and.to.equal(3);
    for (const [, , anchor, name] of links) {
      expect(html).to.match(new RegExp(`<article class="\\w+" id="${anchor}">\n<h3>.* ${name} <small>`));
    }
  });

  it('says above all what applying refuses or skips, each with a link, and only there', () => {
    const plan = world()
      .has(realtime(), { tags: {} })
      .wants(realtime())
      .wants(monitor(), { waitsFor: [{ stackName: realtime().stackName, because: 'endpoint' }] })
      .wants(training('starts'))
      .guarded();
    const html = renderPlanHtml(plan);
    const [, before = '', blocked = '', after = ''] =
      /^([^]*?)<section [^>]*id="blocked">([^]*?)<\/section>([^]*)$/.exec(html) ?? [];
    const [, first = ''] = /<section class="first">([^]*?)<\/section>/.exec(after) ?? [];

    expect(before).not.to.include('<h2>');
    expect(blocked).to.include('refuses 1 change, skips 1 that waits for another and ends with exit code 1');
    expect(blocked).to.match(/<b>blocked by foreign-stack<\/b>: mlops created this stack.*, or remove the stack/);
    expect(blocked).to.match(/<b>waits<\/b>: it depends on <code>[\w-]+<\/code>, which is blocked by foreign-stack/);
    for (const type of ['realtime inference', 'data quality monitor']) {
      const [, anchor = '?'] = new RegExp(`href="#([\\w-]+)">churn</a> \\(${type}\\)`).exec(blocked) ?? [];
      expect(html).to.match(new RegExp(`<article class="create" id="${anchor}">\n<h3>.* churn <small>${type}`));
    }
    expect(first)
      .to.include('starts')
      .and.not.to.match(/blocked|waits/);
    expect(renderPlanHtml(world().has(batch()).keeps(training()).guarded())).not.to.include('id="blocked"');
  });

  it('names all that one guard refuses in one line, and of those that wait alike some', () => {
    const names = Array.from({ length: 9 }, (_, index) => `m${index}`);
    const refused = names.reduce((story, name) => story.has(batch(name)), world().keeps(training()));
    const root = { waitsFor: [{ stackName: realtime().stackName, because: 'depends_on' as const }] };
    const waiting = names.reduce(
      (story, name) => story.wants(batch(name), root),
      world().has(realtime(), { tags: {} }).wants(realtime()),
    );
    const [many = '', some = ''] = [refused.guarded({ prune: true }), waiting.guarded()].map(
      (plan) => /id="blocked">([^]*?)<\/section>/.exec(renderPlanHtml(plan))?.[1] ?? '',
    );

    expect(many.match(/<li/g)).to.have.length(1);
    expect(many.match(/<a href/g)).to.have.length(9);
    expect(some.match(/<a href/g)).to.have.length(6);
    expect(some).to.include(' and 4 more: <b>waits</b>');
  });

  it('tells many of a kind by their number, and gives one change no list', () => {
    const many = Array.from({ length: 300 }, (_, index) => `m${index}`);
    const plan = many.reduce((story, name) => story.wants(training(name)), world().has(batch('waits'))).guarded();
    const html = renderPlanHtml(plan);

    expect(html).to.include('<b>create</b> 300 workloads (training)');
    expect(html.match(/<a href/g)).to.have.length(4);
    expect(renderPlanHtml(world().wants(training()).plan())).not.to.include('Look at this first');
  });

  it('tells each by its name that is refused, replaced or deleted, however many', () => {
    const names = Array.from({ length: 30 }, (_, index) => `m${index}`);
    const foreign = { tags: ownTags(training(), 'elsewhere') };
    const stories = [
      names.reduce((story, name) => story.has(training(name), foreign).wants(training(name)), world()),
      names.reduce(
        (story, name) =>
          story
            .has(realtime(name, { endpoint_name: `${name}-old` }))
            .wants(realtime(name, { endpoint_name: `${name}-new` })),
        world(),
      ),
      names.reduce((story, name) => story.has(batch(name)), world().keeps(training('kept'))),
    ];
    for (const story of stories) expect(renderPlanHtml(story.guarded()).match(/<a href/g)).to.have.length(30);
  });

  it('closes what it opens', () => {
    const html = renderPlanHtml(world().wants(training()).keeps(training('kept')).has(training('gone')).guarded());
    for (const tag of ['section', 'article', 'a', 'b', 'li', 'details', 'table', 'ul', 'p', 'code', 'tr']) {
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
