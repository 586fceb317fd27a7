import { readFileSync } from 'node:fs';
import { Ajv2020, type AnySchema } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import type { Outcome } from '../../../processor/model/outcome.ts';
import { renderPlanJson, renderSavedPlan } from '../../../processor/render/plan/plan-json.ts';
import { renderReportJson } from '../../../processor/render/report-json.ts';
import { applied, everyEnd } from '../../helpers/applied.ts';
import { SCENARIOS } from '../../helpers/scenarios.ts';
import { monitor, realtime, training } from '../../helpers/specs.ts';
import { world } from '../../helpers/world.ts';

function schema(name: string): AnySchema {
  const url = new URL(`../../../schema/${name}.schema.json`, import.meta.url);
  return JSON.parse(readFileSync(url, 'utf8')) as AnySchema;
}

const ajv = new Ajv2020({ allErrors: true, strict: false });
ajv.addSchema(schema('plan'), 'plan').addSchema(schema('apply'), 'apply');

/** What keeps a text from being what the schema describes. */
function faultsOf(name: 'plan' | 'apply', text: string): unknown {
  const isValid = ajv.validate<unknown>(name, JSON.parse(text));
  return isValid ? null : ajv.errors;
}

describe('renderPlanJson', () => {
  it('would not keep to the schema with a member too many', () => {
    const plan = JSON.parse(renderPlanJson(world().wants(realtime()).plan())) as object;

    expect(faultsOf('plan', JSON.stringify({ ...plan, extra: 1 }))).not.to.equal(null);
  });

  for (const [name, makePlan] of Object.entries(SCENARIOS)) {
    it(`keeps to the published schema: ${name}`, () => {
      expect(faultsOf('plan', renderPlanJson(makePlan()))).to.equal(null);
    });
  }

  it('writes the workloads only into a saved plan, which keeps to the schema too', () => {
    const plan = world().wants(realtime()).wants(training()).plan({ savesDesired: true });
    const saved = renderSavedPlan(plan);

    expect(faultsOf('plan', saved)).to.equal(null);
    expect(JSON.parse(saved)).to.have.nested.property(
      'stages[0].changes[0].desired.spec.stackName',
      realtime().stackName,
    );
    expect(renderPlanJson(plan)).not.to.include('"desired":');
  });

  it('lists what applying refuses, or skips for that, in the text that is printed and not in the one that is saved', () => {
    const plan = world()
      .has(realtime(), { tags: {} })
      .wants(realtime())
      .wants(monitor(), { waitsFor: [{ stackName: realtime().stackName, because: 'endpoint' }] })
      .has(training('gone'))
      .guarded();
    const { blocked } = JSON.parse(renderPlanJson(plan)) as { blocked: { stack: string; guard: string }[] };

    expect(blocked.map(({ stack, guard }) => [stack, guard])).to.eql([
      [realtime().stackName, 'foreign-stack'],
      [monitor().stackName, 'dependency'],
    ]);
    expect(JSON.parse(renderPlanJson(world().keeps(realtime()).guarded()))).to.have.deep.property('blocked', []);
    expect(JSON.parse(renderSavedPlan(plan))).not.to.have.property('blocked');
  });

  it('writes its members in the order of the contract, however the plan was put together', () => {
    const plan = world()
      .has(realtime())
      .wants(realtime('churn', { instance_count: 2 }))
      .plan();
    const turned = JSON.parse(JSON.stringify(plan), (_, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.fromEntries(Object.entries(value).reverse())
        : value,
    ) as typeof plan;

    expect(Object.keys(JSON.parse(renderPlanJson(turned)) as object)).to.eql(
      Object.keys(JSON.parse(renderPlanJson(plan)) as object),
    );
    expect(Object.keys((JSON.parse(renderPlanJson(turned)) as typeof plan).stages[0]?.changes[0] ?? {})).to.eql([
      'stack',
      'pipelineType',
      'modelName',
      'configPath',
      'action',
      'reasons',
      'sideEffects',
      'config',
      'resources',
      'dependsOn',
      'deployedFingerprint',
      'desiredFingerprint',
      'deployed',
    ]);
  });
});

describe('renderReportJson', () => {
  for (const [name, makePlan] of Object.entries(SCENARIOS)) {
    it(`keeps to the published schema: ${name}`, () => {
      expect(faultsOf('apply', renderReportJson(applied(makePlan(), everyEnd)))).to.equal(null);
    });
  }

  it('keeps to the published schema with a stage that asks for approval', () => {
    const plan = world().stage('prod', { approval: true }).wants(realtime()).plan();

    expect(faultsOf('plan', renderPlanJson(plan))).to.equal(null);
    expect(faultsOf('apply', renderReportJson(applied(plan, everyEnd)))).to.equal(null);
    expect(JSON.parse(renderReportJson(applied(plan, everyEnd)))).to.have.nested.property('stages[0].approval', true);
  });

  it('says by a word why a whole run started nothing more', () => {
    const plan = world().wants(realtime()).plan();
    const left = { result: 'skipped', reason: 'the run stopped before it started: expired' } as const;
    function faults(outcome: Outcome): unknown {
      return faultsOf('apply', renderReportJson(applied(plan, () => outcome)));
    }

    expect(faults({ ...left, cause: 'halt' })).to.equal(null);
    expect(faults({ ...left, cause: 'interrupt' })).to.equal(null);
    expect(faults({ ...left, cause: 'whim' } as unknown as Outcome)).not.to.equal(null);
  });
});
