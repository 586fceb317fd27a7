import { AwsSolutionsChecks, NIST80053R5Checks } from 'cdk-nag';
import { expect } from 'chai';

import { ACKNOWLEDGEMENTS, ALL_RESOURCES } from '../../pipelines/shared/acknowledgements.ts';
import type { PipelineSpec } from '../../pipelines/spec.ts';
import { synthesize } from '../../pipelines/synthesize.ts';
import { synthesizableExamples } from './support/examples.ts';
import { OPTIONS, realtimeSpec, autopilotSpec, KEY, trainingSpec } from './support/specs.ts';
import { statementsOf, templateOf } from './support/template.ts';

/** The examples and what they leave out. */
const SUBJECTS: readonly { readonly name: string; readonly spec: PipelineSpec }[] = [
  ...synthesizableExamples(),
  { name: 'key', spec: trainingSpec({ kms_key_arn: KEY }) },
  { name: 'autopilot', spec: autopilotSpec() },
  {
    name: 'package',
    spec: realtimeSpec({ model_package_name: 'arn:aws:sagemaker:eu-west-1:123456789012:model-package/churn/3' }),
  },
];

function nagFindings(spec: PipelineSpec): readonly string[] {
  const findings: string[] = [];
  synthesize(spec, {
    ...OPTIONS,
    inspect: (stack) => {
      for (const pack of [new AwsSolutionsChecks(stack), new NIST80053R5Checks(stack)]) {
        for (const { ruleName, violatingResources } of pack.validateScope(stack).violations) {
          findings.push(...violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath ?? '?'}`));
        }
      }
    },
  });
  return findings;
}

describe('security of the templates', () => {
  const found = new Map<string, readonly string[]>();

  before(() => {
    for (const { name, spec } of SUBJECTS) found.set(name, nagFindings(spec));
  });

  it('has no finding of cdk-nag (AwsSolutions, NIST 800-53 R5) without a reason', () => {
    for (const [name, findings] of found) {
      const open = findings.filter((finding) => !ACKNOWLEDGEMENTS.some((known) => known.finding.test(ruleOf(finding))));
      expect(open, name).to.deep.equal([]);
    }
  });

  it('has no reason without a finding', () => {
    const rules = [...found.values()].flat().map(ruleOf);

    const unused = ACKNOWLEDGEMENTS.filter(({ finding }) => !rules.some((rule) => finding.test(rule)));

    expect(unused.map(({ finding }) => String(finding))).to.deep.equal([]);
  });

  it('allows on all resources only calls that know none', () => {
    const used = new Set<string>();
    for (const { name, spec } of SUBJECTS) {
      for (const { actions, resources, effect, logicalId } of statementsOf(templateOf(spec))) {
        if (effect !== 'Allow' || !resources.includes('*')) continue;
        for (const action of actions) {
          expect(Object.keys(ALL_RESOURCES), `${name}: ${logicalId}`).to.include(action);
          used.add(action);
        }
      }
    }
    expect([...used].sort()).to.deep.equal(Object.keys(ALL_RESOURCES).sort());
  });

  it('allows no wildcard of actions and no administration', () => {
    for (const { name, spec } of SUBJECTS) {
      const template = templateOf(spec);
      for (const { actions, logicalId } of statementsOf(template)) {
        for (const action of actions) expect(action, `${name}: ${logicalId}`).not.to.include('*');
        expect(actions.filter((action) => /^(iam|sts|organizations):(?!PassRole$)/.test(action))).to.deep.equal([]);
      }
      expect(JSON.stringify(template), name).not.to.include('ManagedPolicyArns');
    }
  });

  it('hands a role on to SageMaker only', () => {
    for (const { name, spec } of SUBJECTS) {
      for (const { actions, condition } of statementsOf(templateOf(spec))) {
        if (!actions.includes('iam:PassRole')) continue;
        expect(condition, name).to.deep.equal({ StringEquals: { 'iam:PassedToService': 'sagemaker.amazonaws.com' } });
      }
    }
  });
});

function ruleOf(finding: string): string {
  return finding.replace(/ at [^ ]*$/, '');
}
