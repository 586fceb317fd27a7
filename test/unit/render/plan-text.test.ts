import { expect } from 'chai';
import fc from 'fast-check';
import { stripVTControlCharacters } from 'node:util';
import { renderPlanText } from '../../../processor/render/plan/plan-text.ts';
import { SCENARIOS } from '../../helpers/scenarios.ts';
import { realtime, training } from '../../helpers/specs.ts';
import { world } from '../../helpers/world.ts';

const PLAIN = { color: false, verbose: false } as const;

describe('renderPlanText', () => {
  it('differs from the coloured text by colours alone', () => {
    for (const makePlan of Object.values(SCENARIOS)) {
      const [plain, coloured] = [false, true].map((color) => renderPlanText(makePlan(), { ...PLAIN, color }));

      expect(coloured).not.to.equal(plain);
      expect(stripVTControlCharacters(coloured ?? '')).to.equal(plain);
    }
  });

  it('names the exact next command', () => {
    const plan = world().wants(realtime()).keeps(training()).has(realtime('old')).guarded();

    expect(renderPlanText(plan, PLAIN)).to.match(
      /next: mlops apply {10}plans again.*\n {6}mlops apply --prune {2}deletes/,
    );
    expect(renderPlanText(plan, { ...PLAIN, savedAs: 'p.json' })).to.match(
      /next: mlops apply p\.json {2,}executes exactly this plan\n {6}mlops plan --prune --out p\.json {2}plans/,
    );
    expect(renderPlanText(plan, { ...PLAIN, savedAs: "it's mine.json" })).to.include(
      String.raw`mlops apply 'it'\''s mine.json'`,
    );
  });

  it('repeats in the next command the flags that it needs', () => {
    const plan = world().wants(realtime()).keeps(training()).has(realtime('old')).guarded();
    const given = [
      ['--repo', '../my models'],
      ['--stage', 'dev'],
      ['--target', 'aws'],
      ['--state-dir', 's'],
    ] as const;

    expect(renderPlanText(plan, { ...PLAIN, given })).to.match(
      /mlops apply --repo '\.\.\/my models' --stage dev --target aws --state-dir s {2,}plans.*\n {6}mlops apply --prune --repo .* --state-dir s {2,}/,
    );
    expect(renderPlanText(plan, { ...PLAIN, given, savedAs: 'p.json' })).to.match(
      /mlops apply p\.json --repo '\.\.\/my models' --state-dir s {2,}.*\n {6}mlops plan --prune --out p\.json --repo .* --state-dir s {2,}/,
    );
    expect(renderPlanText(plan, { ...PLAIN, savedAs: 'p.json', onlyStages: ['dev'] })).to.match(
      /mlops apply p\.json --stage dev {2,}.*\n {6}mlops plan --prune --out p\.json --stage dev {2,}/,
    );
  });

  it('does not speak of a commit when stacks are deleted by name', () => {
    const text = renderPlanText({ ...world().has(realtime()).guarded(), commit: null }, { ...PLAIN, byName: true });

    expect(text).to.match(/^Plan [0-9a-f]{12} · deletion by name\n/);
  });

  it('names none when it is about to apply, or nothing is left to do', () => {
    const applying = renderPlanText(world().wants(realtime()).guarded(), { ...PLAIN, applying: true });
    expect(applying).not.to.include('next:');
    expect(applying, 'with a line between it and what follows').to.match(/[^\n]\n\n$/);
    expect(renderPlanText(world().keeps(realtime()).guarded(), PLAIN)).not.to.include('next:');
    expect(renderPlanText(world().has(realtime()).guarded({ prune: true }), PLAIN)).not.to.include('next:');
  });

  it('says at its end what apply will refuse, and not what only waits', () => {
    const gone = Array.from({ length: 7 }, (_, index) => realtime(`m-${index}`));
    const plan = gone.reduce((made, spec) => made.has(spec), world()).guarded({ prune: true });
    const end = renderPlanText(plan, PLAIN).split('\n\n').at(-1);

    expect(end).to.match(
      /^Blocked: applying refuses 7 changes and ends with exit code 1, whatever becomes of the others:\n/,
    );
    expect(end).to.match(/\n {9}mlops-pipeline-m-0-\w+ in stage dev, by everything-would-vanish\n/);
    expect(end?.match(/would-vanish/g)).to.have.length(5);
    expect(end).to.match(/\n {9}and 2 more\n$/);
    expect(renderPlanText(plan, { ...PLAIN, applying: true })).not.to.include('Blocked:');
    const waiting = world().keeps(training()).has(realtime()).guarded();
    expect(renderPlanText(waiting, PLAIN)).not.to.include('Blocked:');
  });

  it('says at its end what waits for a deletion that itself waits, and why', () => {
    const heir = realtime('new', { endpoint_name: 'live' });
    const plan = world()
      .has(realtime('old', { endpoint_name: 'live' }))
      .wants(heir)
      .guarded();

    expect(renderPlanText(plan, PLAIN)).to.match(
      /\nBlocked: applying skips 1 change that waits for another and ends with exit code 1, .*:\n {9}\S+-new-\S+ in stage dev: it depends on \S+-old-\S+, which waits for `--prune`\n\nnext: mlops apply --prune /,
    );
  });

  it('escapes what a saved plan calls the stages and stacks that apply will refuse', () => {
    const plan = world().has(realtime()).guarded({ prune: true });
    const stages = plan.stages.map((stage) => {
      const changes = stage.changes.map((change) => ({ ...change, stack: 'a\u001b[2J' }));
      return { ...stage, stage: 'b\u202e', changes };
    });
    expect(renderPlanText({ ...plan, stages }, PLAIN)).to.match(
      /\n {9}a\\u\{1B\}\[2J in stage b\\u\{202E\}, by everything-would-vanish\n/,
    );
  });

  it('says so when there is nothing at all', () => {
    expect(renderPlanText(world().guarded(), PLAIN)).to.include('no config asks for anything');
  });

  it('folds long lists and cuts long values, unless asked to say more', () => {
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`p${index}`, 'x'.repeat(300)]));
    const plan = world()
      .has(training())
      .wants(training('churn', { algo_hyperparameters: many }))
      .plan();
    const [short, long] = [false, true].map((verbose) => renderPlanText(plan, { ...PLAIN, verbose, width: 100 }));

    expect(short).to.include('… and 24 more attributes (--verbose shows them)').and.include('… (300 characters)');
    expect(long).not.to.include('more attributes');
    expect(long).to.include('x'.repeat(300));
  });

  it('puts values that do not fit beside their name below it, and cuts only what is longer than a line', () => {
    const autoscaling = { min_instances: 2, max_instances: 8, invocations_per_instance: 200 };
    const where = 'models/churn/of-last-winter/retrained/with-everything/model.tar.gz';
    const plan = world()
      .has(realtime('churn', { model_artifact_location: where }))
      .wants(realtime('churn', { autoscaling, model_artifact_location: where.replace('winter', 'summer') }))
      .plan();

    expect(renderPlanText(plan, { ...PLAIN, width: 100 })).to.match(
      /\+ autoscaling\s+\{"min_instances":2,.*:200\}\n {15}~ model_artifact_location\n {19}\S*winter\S*gz\n {17}→ \S*summer\S*gz\n/,
    );
    const narrow = renderPlanText(plan, { ...PLAIN, width: 70 });
    expect(narrow).to.match(/\+ autoscaling\n {19}\{"min_instances":2,.*… \(\d+ characters\)\n/);
    expect(narrow).to.match(/~ model_artifact_location\n {19}\S*winter.*\n {17}→ \S*summer.*\n/);
  });

  it('lets no line of its own be longer than the terminal', () => {
    const values = Array.from({ length: 8 }, (_, index) => [`value${index}`, 'a '.repeat(18 + index).trim()]);
    const plans = {
      ...Object.fromEntries(Object.entries(SCENARIOS).map(([name, makePlan]) => [name, makePlan()] as const)),
      'values that just fit': world()
        .has(training())
        .wants(training('churn', { environment: Object.fromEntries(values) as Record<string, string> }))
        .plan(),
      'a stage of which much is said': world().stage('customers', { approval: true }).wants(training()).plan(),
    };
    for (const [name, plan] of Object.entries(plans)) {
      for (let width = 60; width <= 120; width++) {
        const text = renderPlanText(plan, { ...PLAIN, width });
        // A command is not broken, so that it can be copied; nor is a single word beside its label and mark.
        const lines = text.replace(/\nnext: [^]*/, '').split('\n');
        const long = lines.filter((line) => line.length > width && !/^ *(?:\w+ {2,})?(?:\S )?\S+$/.test(line));

        expect(long, `${name}, ${width} columns`).to.deep.equal([]);
      }
    }
  });

  it('breaks sentences between words on a terminal, and leaves them whole elsewhere', () => {
    const plan = world()
      .has(training())
      .wants(training('churn', { instance_count: 2 }))
      .plan();
    const [effect = ''] = plan.stages[0]?.changes[0]?.sideEffects ?? [];
    const [terminal, file] = [renderPlanText(plan, { ...PLAIN, width: 80 }), renderPlanText(plan, PLAIN)];

    expect(file).to.include(`    effects    ! ${effect}\n`);
    expect(terminal).not.to.include(effect);
    expect(terminal.replaceAll(/\n {17}/g, ' ')).to.include(`    effects    ! ${effect}\n`);
    const broken = /^ {4}effects.*(?:\n {17}.*)*/m.exec(terminal)?.[0].split('\n') ?? [];
    expect(broken.filter((line) => line.length > 80)).to.deep.equal([]);
    expect(broken.length).to.be.greaterThan(1);
  });

  it('shows no control, bidirectional or invisible character, whatever stands in a config', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        const plan = world()
          .has(training('churn', { environment: { [one]: other } }), { status: 'CREATE_COMPLETE' })
          .wants(training('churn', { environment: { [other]: one, fixed: `${one}\u202e\u001b[2J` } }), {
            configPath: one,
          })
          .plan();
        const text = renderPlanText(plan, { ...PLAIN, verbose: true });

        expect(text.replaceAll('\n', '')).not.to.match(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029]/u);
      }),
    );
  });
});
