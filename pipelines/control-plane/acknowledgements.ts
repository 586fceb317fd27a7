import type { Acknowledgement, LinterAcknowledgement } from '../shared/acknowledgements.ts';

/**
 * Findings of checkers in the stacks of the control plane that stand, each with its reason, in the manner of
 * pipelines/shared/acknowledgements.ts: a finding that is not here fails a test, and so does an entry without a
 * finding.
 */
export const CONTROL_ACKNOWLEDGEMENTS: readonly Acknowledgement[] = [
  {
    finding: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    reason: 'only calls that know no resource; each is listed with its reason in CONTROL_ALL_RESOURCES',
  },
  {
    finding:
      /^AwsSolutions-IAM5\[Resource::arn:aws:(cloudformation|cloudwatch|events|iam|lambda|logs|scheduler|sns):.+mlops-pipeline-\*(\/\*)?\]$/,
    reason: 'the stacks of the prefix and what CloudFormation makes for them: it begins with the stack’s name',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::arn:aws:kms:.+:key\/\*\]$/,
    reason:
      'whichever key encrypts the secret: decrypting is allowed through Secrets Manager and for that one secret alone (encryption context); the execution role’s, for workloads, is used by CloudFormation alone',
  },
  {
    finding:
      /^AwsSolutions-IAM5\[Resource::arn:aws:(apigateway|application-autoscaling|cloudwatch|codebuild|codepipeline|kms|sagemaker|states):.+\*\]$/,
    reason:
      'names that CloudFormation, the service or a config gives; the execution role is used by CloudFormation alone, for the prefix’s stacks alone',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::arn:aws:s3:::mlops-assets-.+\/mlops\/\*\]$/,
    reason: 'bundles and large templates, named after their content',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::arn:aws:s3:::mlops-assets-[0-9a-z-]+\/(model_card_exports\/)?\*\]$/,
    reason: 'model cards: reads the files of metrics that requests name, and SageMaker writes exports in its name',
  },
  {
    finding: /^AwsSolutions-IAM5\[Resource::arn:aws:s3:::mlops-pipeline-artifacts-.+\*\]$/,
    reason: 'artifacts of the one pipeline, in a bucket of its own: CodePipeline names them',
  },
  {
    finding:
      /^AwsSolutions-IAM5\[Resource::arn:aws:(s3:::\*|ecr:.+:\*:repository\/\*|sns:.+:\*|logs:.+\/aws\/sagemaker\/\*)\]$/,
    reason: 'the permissions boundary: it grants nothing, and the roles below it name what they use',
  },
  {
    finding: /^AwsSolutions-IAM4\[/,
    reason: 'the policy that API Gateway documents for its log role; no other would be kept up with what it logs',
  },
  {
    finding: /^AwsSolutions-CB4$/,
    reason:
      'no customer key unless one is given: artifacts are encrypted with AWS’s key of S3 (encryptionKey names it)',
  },
  {
    finding: /^AwsSolutions-S1$|^NIST\.800\.53\.R5-S3BucketLoggingEnabled$/,
    reason:
      'access logs need a second bucket for each; data events of CloudTrail tell more and are the account’s to choose',
  },
  {
    finding: /^NIST\.800\.53\.R5-S3BucketReplicationEnabled$/,
    reason: 'a second region is the owner’s to choose and to pay; bundles and plans can be made again from Git',
  },
  {
    finding: /^NIST\.800\.53\.R5-S3DefaultEncryptionKMS$/,
    reason:
      'encrypted with S3’s own key: readers in other accounts cannot use AWS’s KMS key, and a customer key is theirs to give',
  },
  {
    finding: /^NIST\.800\.53\.R5-IAMNoInlinePolicy$/,
    reason: 'a policy for one role belongs to it; the execution role’s and the boundary are managed policies',
  },
  {
    finding: /^NIST\.800\.53\.R5-CloudWatchLogGroupEncrypted$/,
    reason: 'CloudWatch Logs encrypts with its own key, or with the one that is given',
  },
  {
    finding: /^NIST\.800\.53\.R5-LambdaConcurrency$/,
    reason: 'reserved concurrency is taken from all others in the account, and a new account has none to give',
  },
  {
    finding: /^NIST\.800\.53\.R5-LambdaDLQ$/,
    reason: 'invoked synchronously, or by EventBridge, which repeats; a lost mail is in the function’s log',
  },
  {
    finding: /^NIST\.800\.53\.R5-LambdaInsideVPC$/,
    reason: 'the functions call public AWS APIs and GitHub; a VPC would add a way in, and cost',
  },
  {
    finding: /^NIST\.800\.53\.R5-LambdaFunctionPublicAccessProhibited$/,
    reason:
      'the webhook receiver: GitHub signs no request for IAM; every delivery is checked against the shared secret',
  },
  {
    finding: /^AwsSolutions-APIG3$|^NIST\.800\.53\.R5-APIGWAssociatedWithWAF$/,
    reason: 'only IAM principals get past the authoriser; a web ACL is the account’s to choose and to pay',
  },
  { finding: /^AwsSolutions-COG4$/, reason: 'callers are machines with IAM credentials, not people in a user pool' },
  {
    finding: /^NIST\.800\.53\.R5-APIGWCacheEnabledAndEncrypted$/,
    reason: 'a request is a commit or asks for what is so now; neither is cached',
  },
  {
    finding: /^NIST\.800\.53\.R5-APIGWSSLEnabled$/,
    reason: 'the client certificate is for HTTP back ends; these are Lambda functions, called with IAM',
  },
];

/** Calls that a role of the control plane may do on all resources, and why; the boundary's are the workloads'. */
export const CONTROL_ALL_RESOURCES: Readonly<Record<string, string>> = {
  'sagemaker:ListModelCards': 'listing knows no resource in IAM',
  'sagemaker:Search': 'searching knows no resource in IAM; for the card of a model and the job of an artifact',
  'cloudformation:DescribeStacks': 'listing all stacks of an account is allowed on all of them or not at all',
  'cloudformation:ListStacks': 'knows no resource in IAM; tells of deleted stacks',
  'application-autoscaling:DescribeScalableTargets': 'describing has no resources in IAM',
  'application-autoscaling:DescribeScalingPolicies': 'describing has no resources in IAM',
  'application-autoscaling:DescribeScheduledActions': 'describing has no resources in IAM',
  'cloudwatch:GetMetricData': 'metrics have no resources in IAM; asked when a scaling policy is made',
  'logs:DescribeIndexPolicies': 'asked about all groups at once',
  'logs:DescribeLogGroups': 'CloudFormation looks for a group among all',
  'logs:DescribeResourcePolicies': 'resource policies of CloudWatch Logs have no resources in IAM',
  'sns:GetSubscriptionAttributes': 'subscriptions have no resources in IAM',
  'sns:SetSubscriptionAttributes': 'subscriptions have no resources in IAM',
  'sns:Unsubscribe': 'subscriptions have no resources in IAM',
};

/** Findings of template linters in the stacks of the control plane that stand. */
export const CONTROL_LINTER_ACKNOWLEDGEMENTS: readonly LinterAcknowledgement[] = [
  {
    tool: 'cloudformation-validate',
    rule: 'E3050',
    finding: /: Ref to IAM role '\w+' with Path '\/mlops\/' - use GetAtt \w+\.Arn instead$/,
    reason: 'it is the GetAtt already; the validator takes one for the other',
  },
  {
    tool: 'cloudformation-validate',
    rule: 'W9002',
    finding: /: Property 'KmsKeyArn' has a hardcoded ARN\b/,
    reason: 'the key is the settings’, in literal form: a template is compiled for one place and has no parameters',
  },
  {
    tool: 'cloudformation-validate',
    rule: 'W9013',
    finding: /: Hardcoded account ID in ARN\b/,
    reason: 'the same as W9002; of the stack sets, the accounts of the control plane and of the other stages',
  },
];
