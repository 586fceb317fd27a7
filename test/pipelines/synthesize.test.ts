import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Lazy, Token } from 'aws-cdk-lib';
import { expect } from 'chai';

import { MAX_FILE_BYTES } from '../../processor/config/read/explain-bytes.ts';
import { FAMILIES } from '../../pipelines/families.ts';
import type { PipelineSpec } from '../../pipelines/spec.ts';
import { synthesize } from '../../pipelines/synthesize.ts';
import { expectSnapshot } from '../helpers/snapshot.ts';
import { synthesizableExamples } from './support/examples.ts';
import { OPTIONS, realtimeSpec, trainingSpec, tunerSpec } from './support/specs.ts';
import { templateOf } from './support/template.ts';

describe('synthesize', () => {
  it('compiles every example with literal values and nothing of an asset or a bootstrap stack', () => {
    const examples = synthesizableExamples();
    expect(examples).to.have.lengthOf.at.least(2 * Object.keys(FAMILIES).length);

    for (const { name, spec } of examples) {
      const template = templateOf(spec);
      expect(Object.keys(template), name).to.deep.equal(['Description', 'Metadata', 'Resources', 'Outputs']);
      expect(JSON.stringify(template), name).not.to.match(/cdk-hnb|BootstrapVersion|\$\{Token|AWS::CDK::Metadata/);
    }
  });

  it('uses only the Lambda bundles that its family declares', () => {
    for (const { name, spec } of synthesizableExamples()) {
      const { lambdas } = synthesize(spec, OPTIONS);
      expect(FAMILIES[spec.pipelineType].lambdas, name).to.include.members([...lambdas]);
    }
  });

  it('gives the same text for the same input', () => {
    expect(JSON.stringify(templateOf(trainingSpec()))).to.equal(JSON.stringify(templateOf(trainingSpec())));
  });

  it('leaves no folder behind, whether it succeeds or not', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mlops-test-'));
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = folder;
    try {
      templateOf(trainingSpec());
      expect(() => templateOf(trainingSpec({ model_framework: 'none' }))).to.throw('none');
      expect(readdirSync(folder)).to.deep.equal([]);
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
      rmSync(folder, { recursive: true });
    }
  });

  it('remembers the workload and where it comes from', () => {
    const spec = trainingSpec({ tags: { team: 'retention' } });

    const template = synthesize(spec, {
      ...OPTIONS,
      provenance: { ...OPTIONS.provenance, commit: null, dependsOn: ['mlops-pipeline-other'] },
    }).template;

    expect(template.Metadata['Mlops']).to.deep.equal({
      pipelineType: 'model_training_builtin',
      modelName: 'churn',
      stage: 'dev',
      stackName: spec.stackName,
      attributes: spec.attributes,
      environment: spec.environment,
      configPath: 'models/churn/mlops-config.json',
      commit: null,
      fingerprint: 'f'.repeat(64),
      codeDigest: 'd'.repeat(64),
      dependsOn: ['mlops-pipeline-other'],
    });
    expect(template.Outputs['MlopsFingerprint']).to.have.property('Value', 'f'.repeat(64));
    expect(template.Description).to.match(/^MLOps: training job .* of model churn in stage dev$/);
  });

  it('says which Lambda bundle is missing', () => {
    expect(() => synthesize(trainingSpec(), { ...OPTIONS, lambdaCode: {} })).to.throw(/"notify-job-state"/);
  });

  it('says why there is no image', () => {
    expect(() => templateOf(trainingSpec({ model_framework: 'xgbost' }))).to.throw(/xgbost.*did you mean xgboost/);
  });

  it('fixture 75: makes of the largest file that is read a template that CloudFormation takes', () => {
    // A quotation mark needs most room: two bytes in a file, and more with each text that holds the one before.
    const texts = Object.fromEntries(
      Array.from({ length: 52 }, (_, index) => [`k${String(index)}`, '"'.repeat(2_500)] as const),
    );
    expect(JSON.stringify(texts).length).to.be.within(0.99 * MAX_FILE_BYTES, MAX_FILE_BYTES);
    const specs: readonly PipelineSpec[] = [
      trainingSpec({ algo_hyperparameters: texts }),
      tunerSpec({ algo_hyperparameters: texts }),
      realtimeSpec({ environment: texts }),
    ];
    for (const spec of specs) {
      const bytes = Buffer.byteLength(JSON.stringify(templateOf(spec)));
      expect(bytes, spec.pipelineType).to.be.within(2 * MAX_FILE_BYTES, 1_048_576);
    }
  });

  it('refuses values that could act as instructions', () => {
    const bad: readonly [string, PipelineSpec][] = [
      ['a dynamic reference', realtimeSpec({ environment: { A: '{{resolve:secretsmanager:x}}' } })],
      ['a CDK token', realtimeSpec({ environment: { A: Lazy.string({ produce: () => 'x' }) } })],
      ['a CDK token by hand', realtimeSpec({ endpoint_name: '${Token[TOKEN.1]}' })],
      ['a numeric CDK token', trainingSpec({ instance_count: Token.asNumber(Lazy.number({ produce: () => 1 })) })],
      ['an intrinsic function', realtimeSpec({ environment: { 'Fn::GetAtt': 'x' } })],
      ['a reference', realtimeSpec({ environment: { Ref: 'AWS::AccountId' } })],
    ];

    for (const [what, spec] of bad) expect(() => templateOf(spec), what).to.throw(/plain data/);
  });

  it('keeps the logical ids and types of every example, and the names of its jobs, endpoints and schedules', () => {
    const ids = synthesizableExamples().map(({ name, spec }) => {
      const { Resources, Outputs } = templateOf(spec);
      const types = Object.entries(Resources).map(([id, { Type }]) => [id, Type] as const);
      return [
        name,
        {
          stackName: spec.stackName,
          resources: Object.fromEntries([...types].sort()),
          outputs: Object.keys(Outputs).sort(),
          names: Object.fromEntries(fixedNames(Outputs)),
        },
      ] as const;
    });

    expectSnapshot(new URL('snapshots/logical-ids.json', import.meta.url), Object.fromEntries(ids));
  });
});

/** Names that we give: another one starts a paid job again, or replaces an endpoint, without any change of a config. */
function fixedNames(outputs: Readonly<Record<string, unknown>>): readonly (readonly [string, string])[] {
  return Object.entries(outputs).flatMap(([id, output]) => {
    const { Value } = output as { readonly Value: unknown };
    return id.endsWith('Name') && typeof Value === 'string' ? [[id, Value] as const] : [];
  });
}
