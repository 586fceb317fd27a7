import { expect } from 'chai';

import { monitorNames } from '../../pipelines/monitor/monitor-names.ts';
import { readObject, readPrefix } from '../../pipelines/shared/statements.ts';
import type { PipelineSpec } from '../../pipelines/spec.ts';
import { isAllowed, type Call } from './support/iam/is-allowed.ts';
import { rolePolicies } from './support/iam/role-policies.ts';
import { resolveTemplate, type Json } from './support/iam/resolved-template.ts';
import { listKeys } from './support/iam/s3-calls.ts';
import { biasSpec } from './support/monitor-specs.ts';
import { ENVIRONMENT } from './support/specs.ts';
import { templateOf } from './support/template.ts';

/** Configs may name a bucket alone for what SageMaker reads and writes. */
const WHOLE = biasSpec({
  baseline_job_output_location: 's3://baseline-bucket',
  data_capture_location: 's3://capture-bucket',
  monitoring_output_location: 's3://report-bucket',
  monitor_ground_truth_input: 's3://truth-bucket',
});

function statementsOf(spec: PipelineSpec, roleId: string): readonly Json[] {
  const role = rolePolicies(resolveTemplate(templateOf(spec), spec.environment)).find((one) => one.roleId === roleId);
  if (role === undefined) throw new Error(`there is no role ${roleId}`);
  return role.statements;
}

async function refusedOf(statements: readonly Json[], calls: readonly Call[]): Promise<readonly string[]> {
  const refused: string[] = [];
  for (const call of calls) {
    const allowed = await isAllowed(statements, call, ENVIRONMENT.account);
    if (!allowed) refused.push(`${call.action} ${call.resource} ${JSON.stringify(call.context ?? {})}`);
  }
  return refused;
}

function read(bucket: string, key: string): readonly Call[] {
  return [{ action: 's3:GetObject', resource: `arn:aws:s3:::${bucket}/${key}` }, listKeys({ bucket, key })];
}

function write(bucket: string, key: string): Call {
  return { action: 's3:PutObject', resource: `arn:aws:s3:::${bucket}/${key}` };
}

describe('rights in buckets', function () {
  this.timeout(60_000);

  it('let the runs of a monitor reach what lies at the top of buckets', async () => {
    const { baselineJob } = monitorNames(WHOLE);

    const refused = await refusedOf(statementsOf(WHOLE, 'MonitorRole'), [
      ...read('capture-bucket', 'churn-live/AllTraffic/2026/11/22/05'),
      ...read('baseline-bucket', `${baselineJob}/analysis.json`),
      ...read('truth-bucket', '2026/11/22/05'),
      ...read('report-bucket', 'churn-live/report.json'),
      write('report-bucket', 'churn-live/report.json'),
    ]);

    expect(refused).to.deep.equal([]);
  });

  it('let a baseline be made at the top of a bucket', async () => {
    const { baselineJob } = monitorNames(WHOLE);

    const byJob = await refusedOf(statementsOf(WHOLE, 'BaselineJobRole'), [
      ...read('baseline-bucket', `${baselineJob}/analysis_config.json`),
      write('baseline-bucket', `${baselineJob}/analysis.json`),
    ]);
    const byFunction = await refusedOf(statementsOf(WHOLE, 'WriteAnalysisConfigRole'), [
      write('baseline-bucket', `${baselineJob}/analysis_config.json`),
      write('baseline-bucket', `${baselineJob}/monitor/analysis_config.json`),
    ]);

    expect([...byJob, ...byFunction]).to.deep.equal([]);
  });

  for (const [key, other] of [
    ['a*/b', 'another/b'],
    ['a?/b', 'an/b'],
    ['a/${aws:userid}', 'a/someone'],
  ] as const) {
    it(`take the wildcards and variables of IAM in a key for letters: ${key}`, async () => {
      for (const grant of [readPrefix, readObject]) {
        const statements = grant('us-east-1', { bucket: 'data-bucket', key }).map(
          (statement) => statement.toStatementJson() as Json,
        );

        expect(await refusedOf(statements, read('data-bucket', key)), grant.name).to.deep.equal([]);
        expect(await refusedOf(statements, read('data-bucket', other)), grant.name).to.have.length(2);
      }
    });
  }

  it('take them for letters where the analysis configuration is written', async () => {
    const spec = biasSpec({ baseline_job_output_location: 's3://baseline-bucket/a*' });

    const refused = await refusedOf(statementsOf(spec, 'WriteAnalysisConfigRole'), [
      write('baseline-bucket', 'another/job/analysis_config.json'),
    ]);

    expect(refused).to.have.length(1);
  });
});
