import { readFileSync } from 'node:fs';

import { expect } from 'chai';

import { transformJobRequest } from '../../pipelines/batch/transform-job-request.ts';
import { analysisOf } from '../../pipelines/monitor/analysis-config-resource.ts';
import { baselineJobRequest, baselineMaxRuntime } from '../../pipelines/monitor/baseline-job-request.ts';
import { analysisConfigs } from '../../pipelines/monitor/lambda/analysis-config.ts';
import { isClarify, MONITOR_KINDS, type MonitorSpec } from '../../pipelines/monitor/monitor-kinds.ts';
import { monitorNames } from '../../pipelines/monitor/monitor-names.ts';
import { asSent, type Request } from '../../pipelines/shared/job-request.ts';
import type { PipelineSpec } from '../../pipelines/spec.ts';
import { autopilotJobRequest } from '../../pipelines/training/autopilot-job-request.ts';
import { trainingImage } from '../../pipelines/training/estimator-request.ts';
import { trainingJobRequest } from '../../pipelines/training/training-job-request.ts';
import { tuningJobRequest } from '../../pipelines/training/tuning-job-request.ts';
import { batchSpec } from './support/batch-spec.ts';
import { synthesizableExamples } from './support/examples.ts';
import { biasSpec, dataQualitySpec, explainabilitySpec, modelQualitySpec } from './support/monitor-specs.ts';
import { differences, isSdkInstalled, sdkRequests, type SdkCase } from './support/sdk-requests.ts';
import { autopilotSpec, trainingSpec, tunerSpec } from './support/specs.ts';
import { propertiesOf, templateOf } from './support/template.ts';
import { pendOrFail } from '../helpers/pend-or-fail.ts';

const PAGE = new URL('../../docs/sagemaker-requests.md', import.meta.url);
const CONTEXT = { jobName: 'job-1', roleArn: 'arn:aws:iam::123456789012:role/job', inputsDigest: 'abc' };
const FACTS = { headers: ['target', 'f1', 'f2'], modelName: 'model-1' };

/** What we send: by operation, and the files by name. */
type Sent = Readonly<Record<string, Request>>;

interface Comparison {
  readonly name: string;
  readonly ours: Sent;
  readonly sdk: SdkCase;
}

/** The examples, and what they leave out. */
const SPECS: readonly { readonly name: string; readonly spec: PipelineSpec }[] = [
  ...synthesizableExamples(),
  { name: 'training', spec: trainingSpec() },
  { name: 'training on demand', spec: trainingSpec({ use_spot_instances: false, encrypt_inner_traffic: false }) },
  { name: 'tuner', spec: tunerSpec() },
  { name: 'autopilot', spec: autopilotSpec() },
  { name: 'batch', spec: batchSpec() },
  { name: 'data quality', spec: dataQualitySpec() },
  { name: 'model quality', spec: modelQualitySpec() },
  { name: 'model quality of a regression', spec: modelQualitySpec({ problem_type: 'Regression' }) },
  { name: 'bias', spec: biasSpec() },
  { name: 'explainability', spec: explainabilitySpec() },
];

describe('requests of SageMaker compared with the Python SDK', function () {
  this.timeout(180_000);
  /** Paths that differ, by operation, with the cases that have them. */
  const found = new Map<string, Map<string, string[]>>();
  let compared = 0;

  before(function () {
    if (!isSdkInstalled()) pendOrFail(this, 'sdk');
    const comparisons = SPECS.flatMap(({ name, spec }) => comparisonOf(name, spec));
    const { answers, sdk } = sdkRequests(comparisons.map((one) => one.sdk));
    expect(sdk).to.equal('2.257.7');
    comparisons.forEach(({ name, ours }, index) => {
      const theirs = answers[index] ?? {};
      for (const [operation, request] of Object.entries(ours)) {
        const wanted = operation.includes('.json') ? theirs['uploaded']?.[operation] : theirs[operation];
        expect(wanted, `the SDK sends no ${operation} for ${name}`).to.be.an('object');
        compared += 1;
        const paths = found.get(operation) ?? new Map<string, string[]>();
        for (const path of differences(request, wanted)) paths.set(path, [...(paths.get(path) ?? []), name]);
        found.set(operation, paths);
      }
    });
  });

  after(() => {
    process.stdout.write(`      ${compared} requests compared\n`);
  });

  for (const operation of [
    'CreateTrainingJob',
    'CreateHyperParameterTuningJob',
    'CreateAutoMLJobV2',
    'CreateTransformJob',
    'CreateProcessingJob',
    'CreateDataQualityJobDefinition',
    'CreateModelQualityJobDefinition',
    'CreateModelBiasJobDefinition',
    'CreateModelExplainabilityJobDefinition',
    'analysis_config.json',
    'monitor/analysis_config.json',
  ]) {
    it(`${operation} differs in exactly what the page lists`, () => {
      const paths = found.get(operation);
      expect(paths, 'nothing was compared').not.to.equal(undefined);
      expect([...(paths?.keys() ?? [])].sort()).to.deep.equal([...listedIn(operation)].sort());
    });
  }
});

/** The first column of the table below the heading of an operation. */
function listedIn(operation: string): readonly string[] {
  const section = readFileSync(PAGE, 'utf8').split(`\n## \`${operation}\`\n`)[1]?.split('\n## ')[0];
  if (section === undefined) throw new Error(`docs/sagemaker-requests.md has no section \`${operation}\``);
  return [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, path = '']) => path);
}

/** Ours and what to ask the SDK for; nothing for types that start no job of SageMaker. */
function comparisonOf(name: string, spec: PipelineSpec): readonly Comparison[] {
  const { attributes, environment } = spec;
  const frame = { attributes, region: environment.region, jobName: CONTEXT.jobName, roleArn: CONTEXT.roleArn };
  switch (spec.pipelineType) {
    case 'model_training_builtin': {
      const sdk = { ...frame, kind: spec.pipelineType, image: trainingImage(spec) };
      return [{ name, ours: { CreateTrainingJob: trainingJobRequest(spec, CONTEXT) }, sdk }];
    }
    case 'model_tuner_builtin': {
      const sdk = { ...frame, kind: spec.pipelineType, image: trainingImage(spec) };
      return [{ name, ours: { CreateHyperParameterTuningJob: tuningJobRequest(spec, CONTEXT) }, sdk }];
    }
    case 'model_autopilot_training': {
      const sdk = { ...frame, kind: spec.pipelineType };
      return [{ name, ours: { CreateAutoMLJobV2: autopilotJobRequest(spec, CONTEXT) }, sdk }];
    }
    case 'byom_batch_builtin':
    case 'byom_batch_custom': {
      const context = { jobName: CONTEXT.jobName, sagemakerModelName: FACTS.modelName, inputsDigest: 'abc' };
      const sdk = { ...frame, kind: 'byom_batch_builtin', more: { modelName: FACTS.modelName } };
      return [{ name, ours: { CreateTransformJob: transformJobRequest(spec, context) }, sdk }];
    }
    case 'byom_data_quality_monitor':
    case 'byom_model_quality_monitor':
    case 'byom_model_bias_monitor':
    case 'byom_model_explainability_monitor':
      return [{ name, ...monitorComparison(spec, frame) }];
    case 'byom_realtime_builtin':
    case 'byom_realtime_custom':
    case 'byom_image_builder':
      return [];
    default:
      return spec satisfies never;
  }
}

function monitorComparison(spec: MonitorSpec, frame: Omit<SdkCase, 'kind'>): Omit<Comparison, 'name'> {
  const { properties, operation, input } = definitionOf(spec);
  const more = {
    output: monitorNames(spec).baselineOutput,
    maxRuntime: baselineMaxRuntime(spec),
    monitorMaxRuntime: spec.attributes.monitor_max_runtime_seconds,
    inputPath: input,
    ...FACTS,
  };
  const sdk = { ...frame, kind: spec.pipelineType, more };
  const CreateProcessingJob = baselineJobRequest(spec, CONTEXT);
  const ours = { CreateProcessingJob, [operation]: properties };
  if (!isClarify(spec)) return { ours, sdk };
  const { job, monitor } = analysisConfigs(analysisOf(spec), FACTS);
  const files = { 'analysis_config.json': asSent(job), 'monitor/analysis_config.json': asSent(monitor) };
  return { ours: { ...ours, ...files }, sdk };
}

/** The job definition of the template: its properties are the members of the API. */
function definitionOf(spec: MonitorSpec) {
  const { monitoringType, folder } = MONITOR_KINDS[spec.pipelineType];
  const properties = propertiesOf(templateOf(spec), 'JobDefinition', `AWS::SageMaker::${monitoringType}JobDefinition`);
  return {
    properties: { ...properties, RoleArn: CONTEXT.roleArn },
    operation: `Create${monitoringType}JobDefinition`,
    input: `/opt/ml/processing/input/${folder}_input`,
  };
}
