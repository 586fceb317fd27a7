import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

import { JOB_APIS, type JobApi } from './job-apis.ts';
import { VIOLATIONS } from './lambda/job-message.ts';
import { PIPELINE_EVENT } from './lambda/pipeline-message.ts';
import { addMailTopic } from './mail-topic.ts';
import { PipelineFunction } from './pipeline-function.ts';
import { allow } from './statements.ts';
import type { WorkloadStack } from './workload-stack.ts';

/** Which state changes are announced. */
export interface JobStates {
  readonly api: JobApi;
  /** Exact names, or `{ prefix }` for names that SageMaker makes up. */
  readonly names: readonly (string | { readonly prefix: string })[];
  readonly statuses: readonly string[];
}

/** The scheduled runs of one monitor. */
export interface MonitorRuns {
  /** Role of the runs, and of nothing else. */
  readonly roleArn: string;
  /** 1 to 24. */
  readonly hoursBetweenRuns: number;
}

const SECONDS_PER_HOUR = 3_600;

/**
 * Mails the administrators when a job changes its state: rules for the job's events, a function that writes a message
 * for people, and the topic. The topic is the one of the settings, or one of this stack: encrypted (with the config's
 * key, or SNS's own), reachable by TLS alone, with a subscription for each address of the settings.
 */
export class JobNotifications extends Construct {
  readonly topicArn: string;
  readonly #notify: PipelineFunction;

  constructor(stack: WorkloadStack, id: string) {
    super(stack, id);
    const { environment, attributes, modelName, name } = stack.spec;
    const { kms_key_arn: kmsKeyArn } = attributes;
    this.topicArn =
      environment.notifications.topicArn ??
      addMailTopic(this, {
        about: stack.spec.modelName,
        kmsKeyArn: stack.spec.attributes.kms_key_arn,
        emails: environment.notifications.emails,
      });
    const workload = name === undefined ? `model "${modelName}"` : `model "${modelName}" (${name})`;
    this.#notify = new PipelineFunction(stack, 'NotifyJobState', {
      bundle: 'notify-job-state',
      description: 'Writes a message about a job for people and publishes it',
      timeoutSeconds: 30,
      environment: {
        TOPIC_ARN: this.topicArn,
        SUBJECT_MATTER: `${workload} in stage "${environment.stage}"`,
      },
      kmsKeyArn,
      statements: [
        allow(['sns:Publish'], [this.topicArn]),
        ...(kmsKeyArn === undefined ? [] : [allow(['kms:Decrypt', 'kms:GenerateDataKey'], [kmsKeyArn])]),
      ],
    });
  }

  /** Announces state changes of jobs. */
  announce(id: string, { api, names, statuses }: JobStates): void {
    const { detailType, label, nameField, statusField } = JOB_APIS[api];
    if (detailType === undefined) throw new Error(`SageMaker announces no state changes of a ${label}`);
    this.#addRule(id, `Announces ${label}s that are ${statuses.join(', ')}`, {
      source: ['aws.sagemaker'],
      'detail-type': [detailType],
      detail: { [nameField]: [...names], [statusField]: [...statuses] },
    });
  }

  /** Announces the ends of executions of a CodePipeline pipeline. */
  announcePipeline(id: string, { name }: { readonly name: string }): void {
    this.#addRule(id, `Announces the ends of the pipeline ${name}`, {
      source: ['aws.codepipeline'],
      'detail-type': [PIPELINE_EVENT],
      detail: { pipeline: [name], state: ['SUCCEEDED', 'FAILED', 'CANCELED', 'STOPPED'] },
    });
  }

  /**
   * Announces runs of a monitor that found violations, failed or were stopped, and keeps an alarm on violations.
   *
   * No metric of SageMaker counts violations: the containers publish values by feature, whose names nobody knows
   * beforehand, against constraints that the baseline made. The exit message of a run does say it; and SageMaker makes
   * up the names of runs, so the role tells whose. That events carry `RoleArn` is in the developer guide (events that
   * SageMaker AI sends, processing job); `ExitMessage` is not in its sample of a failed job, but code that AWS has
   * published for a completed one reads it there (aws-samples/sagemaker-ssh-helper, `low_gpu_lambda.py`).
   */
  announceMonitor(id: string, { roleArn, hoursBetweenRuns }: MonitorRuns): CfnAlarm {
    const { detailType, statusField } = JOB_APIS.processing;
    const runs = { source: ['aws.sagemaker'], 'detail-type': [detailType] };
    const violations = this.#addRule(`${id}FindsViolations`, 'Announces monitoring runs that found violations', {
      ...runs,
      detail: { RoleArn: [roleArn], [statusField]: ['Completed'], ExitMessage: [{ prefix: VIOLATIONS }] },
    });
    this.#addRule(`${id}Fails`, 'Announces monitoring runs that failed or were stopped', {
      ...runs,
      detail: { RoleArn: [roleArn], [statusField]: ['Failed', 'Stopped'] },
    });
    return this.#alarmOn(`${id}Violations`, violations, hoursBetweenRuns * SECONDS_PER_HOUR);
  }

  /**
   * In alarm for about one interval of the schedule after a run with violations; EventBridge counts the matches of each
   * rule. It has no action: CloudWatch cannot publish to a topic under SNS's own key, and the message with the reason
   * is sent already. It is the state: for dashboards, other alarms, and the deployments of the endpoint.
   */
  #alarmOn(id: string, rule: CfnRule, period: number): CfnAlarm {
    return new CfnAlarm(this, id, {
      alarmDescription: 'A run of the monitor found violations',
      namespace: 'AWS/Events',
      metricName: 'TriggeredRules',
      dimensions: [{ name: 'RuleName', value: rule.ref }],
      statistic: 'Sum',
      period,
      evaluationPeriods: 1,
      threshold: 1,
      comparisonOperator: 'GreaterThanOrEqualToThreshold',
      treatMissingData: 'notBreaching',
    });
  }

  #addRule(id: string, description: string, eventPattern: Readonly<Record<string, unknown>>): CfnRule {
    const { functionArn } = this.#notify.fn;
    const rule = new CfnRule(this, id, {
      description,
      eventPattern,
      targets: [{ id: 'NotifyJobState', arn: functionArn }],
    });
    new CfnPermission(this, `${id}Permission`, {
      action: 'lambda:InvokeFunction',
      functionName: functionArn,
      principal: 'events.amazonaws.com',
      sourceArn: rule.attrArn,
    });
    return rule;
  }
}
