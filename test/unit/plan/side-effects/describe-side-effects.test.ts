import { expect } from 'chai';
import { jobHash } from '../../../../pipelines/job-inputs.ts';
import type { PipelineSpec } from '../../../../pipelines/spec.ts';
import type { ResourceChange } from '../../../../processor/model/plan.ts';
import { describeSideEffects } from '../../../../processor/plan/side-effects/describe-side-effects.ts';
import { autopilot, batch, imageBuilder, monitor, realtime, training } from '../../../helpers/specs.ts';

const COUNT_CHANGED = [{ path: 'instance_count', before: 1, after: 2 }];

function resource(type: string, change: Partial<ResourceChange> = {}): ResourceChange {
  return { logicalId: 'One', type, action: 'update', replacement: 'no', ...change };
}

/** What an update does to a stack that does not tell its inputs. */
function updated(after: PipelineSpec, ...resources: readonly ResourceChange[]): readonly string[] {
  return describeSideEffects({ action: 'update', after, resources }, COUNT_CHANGED);
}

describe('side effects on a stack that does not tell what it was made from', () => {
  it('are a batch transform that may start', () => {
    expect(updated(batch())).to.deep.equal([
      'may start a batch transform job, as the deployed stack does not tell its inputs: 1 × ml.m5.large, until all of `s3://team-assets/churn/customers.csv` is scored',
    ]);
  });

  it('are an image that may be built', () => {
    expect(updated(imageBuilder())).to.deep.equal([
      'may build the image again (BUILD_GENERAL1_SMALL, at most 2 h) and push it as `team/algorithm:v1`',
    ]);
  });

  it('are a baseline that may be computed', () => {
    expect(updated(monitor())[0]).to.equal(
      'the baseline may be computed again, as the deployed stack does not tell its inputs: 1 × ml.m5.large, at most 11 h',
    );
  });

  it('are not known where it is deleted', () => {
    expect(describeSideEffects({ action: 'delete', resources: [] }, [])).to.deep.equal([
      'what the deployed stack does is not recorded in it',
    ]);
  });
});

describe('side effects in words', () => {
  /** What is told of an update that replaces nothing. */
  function told(before: PipelineSpec, after: PipelineSpec, ...resources: readonly ResourceChange[]): readonly string[] {
    return describeSideEffects({ action: 'update', before, after, resources }, COUNT_CHANGED);
  }

  it('tell the former terms of a job whole where one of them came or went', () => {
    const [spot, calm] = [training(), training('churn', { use_spot_instances: false })];

    expect(told(spot, calm)[0]).to.match(
      /: 1 × ml\.m4\.xlarge, at most 24 h, instead of 1 × ml\.m4\.xlarge, spot, at most 24 h \(2 days with the wait for capacity\)$/,
    );
    const larger = training('churn', { instance_count: 2 });
    expect(told(spot, larger)[0]).to.match(/, instead of 1 × ml\.m4\.xlarge$/);
  });

  it('tell the former terms whole where only one more came', () => {
    const before = autopilot('churn', { total_max_runtime: undefined });

    expect(told(before, autopilot('churn', { job_max_candidates: 10, target_attribute: 'stays' })).join()).to.match(
      /, instead of up to 10 candidates, on instances of its own choice, each training at most 24 h/,
    );
  });

  it('tell what limits an Autopilot job, and that nothing does', () => {
    function created(change: Parameters<typeof autopilot>[1]): string {
      return describeSideEffects({ action: 'create', after: autopilot('churn', change), resources: [] }, [])[0] ?? '';
    }
    const none = { job_max_candidates: undefined, max_runtime_per_job: undefined, total_max_runtime: undefined };

    expect(created({})).to.include(
      ': up to 10 candidates, on instances of its own choice, each training at most 24 h, at most 30 days in total, unless',
    );
    expect(created(none)).to.include(': candidates without a limit, on instances of its own choice, unless');
    expect(created({ generate_definition_only: true })).to.include(': candidate definitions only, nothing is trained');
  });

  it('tell where captured requests go only where they went somewhere else before', () => {
    const [from, to] = ['s3://team-assets/old', 's3://team-assets/new'];
    const [old, next] = [from, to].map((place) => realtime('churn', { data_capture_location: place }));
    const none = realtime('churn', { data_capture_location: undefined });
    if (old === undefined || next === undefined) return expect.fail();

    expect(told(old, next)).to.include(
      `captured requests go to \`${to}\`; what was captured before stays under \`${from}\``,
    );
    for (const effects of [told(old, none), told(none, next), told(old, old)]) {
      expect(effects.join()).not.to.include('captured');
    }
  });

  it('tell of a roll that SageMaker refuses only where an instance endpoint becomes serverless', () => {
    const serverless = { memory_size_in_mb: 2_048, max_concurrency: 5 };
    const [small, large] = [2_048, 4_096].map((size) =>
      realtime('churn', { inference_instance: undefined, serverless: { ...serverless, memory_size_in_mb: size } }),
    );
    if (small === undefined || large === undefined) return expect.fail();
    const roll = resource('AWS::SageMaker::Endpoint', { properties: ['EndpointConfigName'] });

    expect(told(realtime(), large, roll).join()).to.include('SageMaker does not turn an instance endpoint into');
    expect(told(small, large, roll)).to.deep.equal([
      'endpoint `churn` rolls to a new configuration, no downtime',
      'from then on serverless, 4096 MB, up to 5 requests at once, instead of serverless, 2048 MB, up to 5 requests at once',
    ]);
  });

  it('do not tell what ran before where the deployed stack does not', () => {
    const roll = resource('AWS::SageMaker::Endpoint', { properties: ['EndpointConfigName'] });

    expect(updated(realtime('churn', { instance_count: 2 }), roll)).to.include('from then on 2 × ml.m5.large run');
  });
});

describe('side effects of resources that are replaced', () => {
  const before = monitor('churn', { baseline_max_runtime_seconds: 3_600 });

  it('are a new monitoring schedule, or one that is updated', () => {
    function told(change: Partial<ResourceChange>, after = before) {
      const resources = [resource('AWS::SageMaker::MonitoringSchedule', change)];
      return describeSideEffects({ action: 'update', before, after, resources }, COUNT_CHANGED);
    }
    const terms = 'hourly, each run 1 × ml.m5.large, at most 30 min';
    expect(told({ replacement: 'yes' })).to.deep.equal([`the monitoring schedule is replaced by a new one: ${terms}`]);
    expect(told({ action: 'create' })).to.deep.equal([`the monitoring schedule is replaced by a new one: ${terms}`]);
    expect(told({})).to.deep.equal(['the monitoring schedule is updated; it runs as often as before']);
  });

  it('are another address of the API in front of an endpoint', () => {
    const facts = { action: 'update', before: realtime(), after: realtime() } as const;
    const address = 'the API in front of the endpoint gets a new address: callers of the old one fail';
    for (const [change, effects] of [
      [{ replacement: 'yes' }, [address]],
      [{ action: 'delete' }, [address]],
      [{}, ['nothing restarts: no input of a job or endpoint changes']],
    ] as const) {
      for (const type of ['AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api']) {
        const resources = [resource('AWS::Lambda::Function', { action: 'delete' }), resource(type, change)];
        expect(describeSideEffects({ ...facts, resources }, COUNT_CHANGED), type).to.deep.equal(effects);
      }
    }
  });

  it('are refused rolls only where autoscaling stays and the instance type does not', () => {
    const autoscaling = { min_instances: 1, max_instances: 4, invocations_per_instance: 100 };
    const scaled = realtime('churn', { autoscaling });
    const larger = { inference_instance: 'ml.m5.xlarge' };
    const roll = resource('AWS::SageMaker::Endpoint', { properties: ['EndpointConfigName'] });
    function refusals(before: PipelineSpec, after: PipelineSpec): number {
      const effects = describeSideEffects({ action: 'update', before, after, resources: [roll] }, COUNT_CHANGED);
      return effects.filter((effect) => effect.startsWith('SageMaker refuses')).length;
    }
    expect(refusals(scaled, realtime('churn', { autoscaling, ...larger }))).to.equal(1);
    expect(refusals(scaled, realtime('churn', { autoscaling: { ...autoscaling, max_instances: 8 } }))).to.equal(0);
    expect(refusals(scaled, realtime('churn', larger))).to.equal(0);
    expect(refusals(realtime(), realtime('churn', { autoscaling, ...larger }))).to.equal(0);
    expect(refusals(realtime(), realtime('churn', larger))).to.equal(0);
  });

  it('are no more scheduled batch transforms where the schedule or the stack goes', () => {
    const scheduled = batch('churn', { schedule_expression: 'cron(0 6 ? * * *)' });
    const ends = 'scheduled batch transforms end';
    const without = { action: 'update', before: scheduled, after: batch(), resources: [] } as const;
    expect(describeSideEffects(without, COUNT_CHANGED)).to.deep.equal([ends]);

    const deleted = { action: 'delete', before: scheduled, resources: [] } as const;
    expect(describeSideEffects(deleted, [])[0]).to.equal(ends);
    expect(describeSideEffects({ ...deleted, before: batch() }, [])).not.to.include(ends);
  });

  it('do not promise that the jobs of another stack count: under another prefix all of them run again', () => {
    const elsewhere = { ...training(), stackName: 'team-x-churn-modeltraining' };
    expect(jobHash(elsewhere)).not.to.equal(jobHash(training()));
    for (const after of [elsewhere, batch(), monitor()]) {
      const [start] = describeSideEffects({ action: 'create', after, resources: [] }, []);
      expect(start).to.include('unless this stack ran one with exactly these inputs before');
    }
  });

  it('leave what jobs and monitors have written', () => {
    function deleted(before: PipelineSpec): readonly string[] {
      return describeSideEffects({ action: 'delete', before, resources: [] }, []);
    }
    const scored = { batch_job_output_location: 's3://team-assets/scored' };
    const reports = { monitoring_output_location: 's3://team-assets/reports' };
    expect(deleted(batch('churn', scored))).to.deep.equal([
      'a job that still runs is stopped',
      'predictions already made stay under `s3://team-assets/scored`',
    ]);
    expect(deleted(monitor('churn', reports))).to.deep.equal([
      'monitoring of endpoint `churn` ends',
      'reports already written stay under `s3://team-assets/reports`',
    ]);
    expect(deleted(monitor('churn', { monitoring_output_location: undefined }))).to.have.length(1);
    expect(deleted(imageBuilder())).to.deep.equal(['images already pushed stay in ECR (`team/algorithm:v1`)']);
  });

  it('are none where tags alone change, and not said of tags alone where more does', () => {
    const facts = { action: 'update', before: realtime(), after: realtime(), resources: [] } as const;
    const tags = { path: 'tags.team', after: 'a' };
    expect(describeSideEffects(facts, [tags])).to.deep.equal(['nothing restarts: only tags change']);
    expect(describeSideEffects(facts, [tags, ...COUNT_CHANGED])).to.deep.equal([
      'nothing restarts: no input of a job or endpoint changes',
    ]);
  });
});
