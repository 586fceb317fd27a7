import { Fn } from 'aws-cdk-lib';
import { CfnMonitoringSchedule } from 'aws-cdk-lib/aws-sagemaker';

import { jobHash } from '../../job-inputs.ts';
import { s3ConsoleUrl } from '../../shared/console-links.ts';
import { ENDED_STATUSES, jobConsoleUrl } from '../../shared/job-apis.ts';
import { JobOnDeploy } from '../../shared/job-on-deploy.ts';
import { s3Location } from '../../shared/s3-location.ts';
import { WaitForJob } from '../../shared/wait-for-job.ts';
import type { WorkloadStack } from '../../shared/workload-stack.ts';
import { analysisConfigResource } from '../analysis-config-resource.ts';
import { baselineJobRequest, baselineMaxRuntime } from '../baseline-job-request.ts';
import { hoursBetweenRuns } from '../hours-between-runs.ts';
import { followEndpoint } from '../follow-endpoint.ts';
import { jobDefinition } from '../job-definition.ts';
import { isClarify, MONITOR_KINDS, type MonitorSpec } from '../monitor-kinds.ts';
import { monitorNames } from '../monitor-names.ts';
import { baselineRole, monitorRole } from '../monitor-roles.ts';
import type { MonitorOutputs, MonitorParts } from './monitor-engine.ts';

/**
 * Amazon SageMaker Model Monitor: a processing job for the baseline, then a job definition and a monitoring schedule,
 * which are made only when the baseline is there. Amazon has closed it to new customers; what SageMaker answers to
 * them is the reason in the stack's event of the job definition.
 */
export function sageMakerModelMonitor(stack: WorkloadStack, { spec, notifications }: MonitorParts): MonitorOutputs {
  const { baselineJob } = monitorNames(spec);
  notifications.announce('BaselineEnds', { api: 'processing', names: [baselineJob], statuses: ENDED_STATUSES });
  const baseline = awaitedBaseline(stack, { spec, notifications });
  const role = monitorRole(stack, spec);
  const alarm = notifications.announceMonitor('Monitor', {
    roleArn: role.roleArn,
    hoursBetweenRuns: hoursBetweenRuns(spec.attributes.schedule_expression),
  });
  const definition = jobDefinition(stack, spec, role);
  definition.node.addDependency(baseline.finished, role);
  new CfnMonitoringSchedule(stack, 'MonitoringSchedule', {
    monitoringScheduleName: monitorNames(spec).schedule,
    monitoringScheduleConfig: {
      // Ref is the ARN; the name is not among the attributes of the type.
      monitoringJobDefinitionName: Fn.select(1, Fn.split('/', definition.ref)),
      monitoringType: MONITOR_KINDS[spec.pipelineType].monitoringType,
      scheduleConfig: { scheduleExpression: spec.attributes.schedule_expression },
    },
  });
  return {
    ...outputsOf(spec),
    ViolationsAlarmName: [alarm.ref, 'CloudWatch alarm: in alarm after a run that found violations'],
  };
}

function awaitedBaseline(stack: WorkloadStack, { spec, notifications }: MonitorParts): WaitForJob {
  const { baselineJob: jobName, baselineJobPattern: jobNamePattern } = monitorNames(spec);
  const inputsDigest = jobHash(spec);
  if (inputsDigest === undefined) throw new Error(`${spec.pipelineType} has no job inputs`);
  const wait = new WaitForJob(stack, 'Baseline', {
    api: 'processing',
    jobName,
    jobNamePattern,
    maxRuntimeSeconds: baselineMaxRuntime(spec),
  });
  const onDeploy = new JobOnDeploy(stack, 'OnDeploy', {
    api: 'processing',
    jobName,
    jobNamePattern,
    inputsDigest,
    jobRole: baselineRole(stack, spec),
    watch: wait.watch,
    request: (roleArn) => baselineJobRequest(spec, { jobName, roleArn, inputsDigest }),
  });
  onDeploy.job.node.addDependency(notifications);
  if (isClarify(spec)) onDeploy.job.node.addDependency(analysisConfigResource(stack, spec));
  if (spec.pipelineType === 'byom_model_explainability_monitor') followEndpoint(stack, spec);
  wait.startedBy(onDeploy.job);
  return wait;
}

function outputsOf(spec: MonitorSpec): MonitorOutputs {
  const { attributes, environment } = spec;
  const { region } = environment;
  const { baselineJob, baselineOutput, schedule, reports } = monitorNames(spec);
  const constraints = isClarify(spec) ? 'analysis.json' : 'constraints.json';
  return {
    BaselineJobName: [baselineJob, 'Processing job that computed the baseline'],
    BaselineConsoleUrl: [jobConsoleUrl(region, 'processing', baselineJob), 'The baseline job in the console'],
    ConstraintsLocation: [`${baselineOutput}/${constraints}`, 'What the monitor compares with'],
    MonitoringScheduleName: [schedule, 'Name of the monitoring schedule'],
    DataCaptureLocation: [
      `${attributes.data_capture_location}/${attributes.endpoint_name}`,
      'Captured requests and answers that are watched',
    ],
    ReportsLocation: [reports, 'Reports of the runs, below year, month, day and hour'],
    ReportsConsoleUrl: [s3ConsoleUrl(region, s3Location(reports)), 'Reports in the console'],
  };
}
