/**
 * Findings of security checkers that stand, each with its reason, and every call that is allowed on all resources.
 * Tests compare this list with what the checkers find in the templates of all examples: a finding that is not here
 * fails, an entry that nothing needs fails, too.
 */
export interface Acknowledgement {
  /** Matches the rule's name as cdk-nag writes it, for IAM5 with the wildcard in brackets. */
  readonly finding: RegExp;
  readonly reason: string;
}

/** Calls that may have the resource `*`, and why they cannot have another. */
export const ALL_RESOURCES: Readonly<Record<string, string>> = {
  'cloudwatch:PutMetricData': 'metrics have no resources in IAM; a condition restricts the namespace to SageMaker',
  'ecr:GetAuthorizationToken': 'the login token belongs to no repository; pulling is restricted to one',
  'ec2:CreateNetworkInterface': 'the interface does not exist yet; only with vpc_config',
  'ec2:CreateNetworkInterfacePermission': 'the interface does not exist yet; only with vpc_config',
  'ec2:DeleteNetworkInterface': 'SageMaker names its interfaces; only with vpc_config',
  'ec2:DeleteNetworkInterfacePermission': 'SageMaker names its interfaces; only with vpc_config',
  'ec2:DescribeDhcpOptions': 'describing has no resources in IAM; only with vpc_config',
  'ec2:DescribeNetworkInterfaces': 'describing has no resources in IAM; only with vpc_config',
  'ec2:DescribeSecurityGroups': 'describing has no resources in IAM; only with vpc_config',
  'ec2:DescribeSubnets': 'describing has no resources in IAM; only with vpc_config',
  'ec2:DescribeVpcs': 'describing has no resources in IAM; only with vpc_config',
  'logs:CreateLogDelivery': 'log delivery of a state machine has no resources in IAM',
  'logs:DeleteLogDelivery': 'log delivery of a state machine has no resources in IAM',
  'logs:DescribeLogGroups': 'asked by Step Functions about all groups before it delivers to one',
  'logs:DescribeResourcePolicies': 'resource policies of CloudWatch Logs have no resources in IAM',
  'logs:GetLogDelivery': 'log delivery of a state machine has no resources in IAM',
  'logs:ListLogDeliveries': 'log delivery of a state machine has no resources in IAM',
  'logs:PutResourcePolicy': 'resource policies of CloudWatch Logs have no resources in IAM',
  'logs:UpdateLogDelivery': 'log delivery of a state machine has no resources in IAM',
};

/** Findings of security checkers in the stacks of workloads that stand. */
export const ACKNOWLEDGEMENTS: readonly Acknowledgement[] = [
  {
    finding: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    reason: 'only calls that know no resource; each is listed with its reason in ALL_RESOURCES, and a test compares',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::arn:aws:s3:::.+\*\]$/,
    reason: 'the objects below a location of the config; their names are not known beforehand',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::arn:aws:logs:.+\/aws\/sagemaker\/.+\*\]$/,
    reason: 'SageMaker names the log streams below the group of the workload’s kind of job, or of its endpoint',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::arn:aws:sagemaker:[^:]+:\d{12}:[a-z-]+\/.+\*\]$/,
    reason: 'the jobs of this workload by the first part of their names, and the jobs that Autopilot runs for it',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::arn:aws:s3:::.+\/\*\/analysis_config\.json\]$/,
    reason: 'the two files of each baseline, whose names have a hash of its inputs; nothing else can be written',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::arn:aws:sagemaker:[^:]+:\d{12}:(endpoint-config|model)\/\*\]$/,
    reason: 'describing what a watched endpoint serves: generated names, which change with every update of it',
  },
  {
    finding: /^AwsSolutions-CB4$/,
    reason: 'the key is the config’s choice (kms_key_arn); without it CodeBuild encrypts with the key of AWS for S3',
  },
  {
    finding: /^NIST\.800\.53\.R5-CloudWatchAlarmAction$/,
    reason:
      'the function that EventBridge calls for the same event sends the message, with its reason; CloudWatch cannot publish to a topic under SNS’s own key',
  },
  {
    finding: /^AwsSolutions-SF2$/,
    reason:
      'one function, asked once a minute; the log of the state machine has every step, and tracing needs two more calls on all resources',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::arn:aws:ecr:[^:]+:\*:repository\/\*\]$/,
    reason:
      'Autopilot and model packages choose their own images; reading only, and never without the repository’s leave',
  },
  {
    finding: /^NIST\.800\.53\.R5-IAMNoInlinePolicy$/,
    reason: 'a policy for one role belongs to it; as managed policies they would use up the account’s 1,500',
  },
  {
    finding: /^NIST\.800\.53\.R5-CloudWatchLogGroupEncrypted$/,
    reason:
      'CloudWatch Logs encrypts with its own key; no payload is logged, and a customer key must name the log service in its policy or the deployment fails',
  },
  {
    finding: /^NIST\.800\.53\.R5-LambdaConcurrency$/,
    reason: 'reserved concurrency is taken from all others in the account; the API is throttled instead',
  },
  {
    finding: /^NIST\.800\.53\.R5-LambdaDLQ$/,
    reason:
      'invoked synchronously or by CloudFormation, which sees every failure; a lost mail is in the function’s log',
  },
  {
    finding: /^NIST\.800\.53\.R5-LambdaInsideVPC$/,
    reason: 'the functions call public AWS APIs and nothing else; a VPC would add a way in, and cost',
  },
  {
    finding: /^NIST\.800\.53\.R5-SageMakerEndpointConfigurationKMSKeyConfigured$/,
    reason: 'the key is the config’s choice (kms_key_arn); without it SageMaker encrypts with its own',
  },
  {
    finding: /^AwsSolutions-APIG3$|^NIST\.800\.53\.R5-APIGWAssociatedWithWAF$/,
    reason:
      'only IAM principals of the account get past the authoriser; a web ACL is the account’s to choose and to pay',
  },
  {
    finding: /^AwsSolutions-COG4$/,
    reason: 'callers are machines with IAM credentials, not people in a user pool',
  },
  {
    finding: /^NIST\.800\.53\.R5-APIGWCacheEnabledAndEncrypted$/,
    reason: 'predictions are not cached: every request is for the model, and captured for the monitors',
  },
  {
    finding: /^NIST\.800\.53\.R5-APIGWSSLEnabled$/,
    reason: 'the client certificate is for HTTP back ends; this one is a Lambda function, called with IAM',
  },
];

/** A finding of a template linter that stands in every template that has it. */
export interface LinterAcknowledgement {
  readonly tool: 'cfn-lint' | 'cloudformation-validate';
  readonly rule: string;
  /** Matches `<path in the template>: <message>`. */
  readonly finding: RegExp;
  readonly reason: string;
}

/** Findings of template linters in the stacks of workloads that stand. */
export const LINTER_ACKNOWLEDGEMENTS: readonly LinterAcknowledgement[] = [
  {
    tool: 'cfn-lint',
    rule: 'E4002',
    finding: /^Metadata\.Mlops\b/,
    reason: 'CloudFormation takes any JSON as Metadata; the linter’s list of types has no fractions such as 0.5',
  },
  {
    tool: 'cloudformation-validate',
    rule: 'W9002',
    finding: /: Property 'KmsKeyArn' has a hardcoded ARN\b/,
    reason: 'the key is the config’s, in literal form: a template is compiled for one stage and has no parameters',
  },
  {
    tool: 'cloudformation-validate',
    rule: 'W9013',
    finding: /: Hardcoded account ID in ARN\b/,
    reason: 'the same as W9002: the account is the stage’s, and a template that is moved to another one must not work',
  },
];
