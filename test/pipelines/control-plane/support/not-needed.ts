/**
 * Calls of resource types' handlers that no template of ours sets off, and why. Everything else that the registry names
 * must be allowed to the execution role.
 */
export const NOT_NEEDED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'AWS::ApiGateway::Method': { 'iam:PassRole': 'no Credentials' },
  'AWS::ApiGateway::RestApi': {
    'apigateway:UpdateRestApiPolicy': 'no Policy',
    'iam:PassRole': 'no Credentials in a Body',
    's3:GetObject': 'no BodyS3Location',
  },
  'AWS::ApplicationAutoScaling::ScalableTarget': {
    'application-autoscaling:DeleteScheduledAction': 'no ScheduledActions',
    'application-autoscaling:PutScheduledAction': 'no ScheduledActions',
    'iam:PassRole': 'no RoleARN: the service-linked role',
    'lambda:DeleteProvisionedConcurrencyConfig': 'targets are endpoints, not functions',
    'lambda:GetProvisionedConcurrencyConfig': 'targets are endpoints, not functions',
    'lambda:PutProvisionedConcurrencyConfig': 'targets are endpoints, not functions',
  },
  'AWS::CodePipeline::Pipeline': {
    'codepipeline:DisableStageTransition': 'no DisableInboundStageTransitions',
    'codepipeline:EnableStageTransition': 'no DisableInboundStageTransitions',
    'codepipeline:StartPipelineExecution': 'no RestartExecutionOnUpdate',
    'codestar-connections:PassConnection': 'the source is S3',
  },
  'AWS::IAM::Policy': {
    'iam:DeleteGroupPolicy': 'of roles only',
    'iam:DeleteUserPolicy': 'of roles only',
    'iam:GetGroupPolicy': 'of roles only',
    'iam:GetUserPolicy': 'of roles only',
    'iam:PutGroupPolicy': 'of roles only',
    'iam:PutUserPolicy': 'of roles only',
  },
  'AWS::IAM::Role': {
    'iam:AttachRolePolicy': 'no ManagedPolicyArns',
    'iam:DetachRolePolicy': 'no ManagedPolicyArns',
    'iam:DeleteRolePermissionsBoundary': 'a boundary is never taken away',
  },
  'AWS::Lambda::Function': {
    'ec2:DescribeNetworkInterfaces': 'no VpcConfig',
    'ec2:DescribeSecurityGroups': 'no VpcConfig',
    'ec2:DescribeSubnets': 'no VpcConfig',
    'ec2:DescribeVpcs': 'no VpcConfig',
    'elasticfilesystem:DescribeMountTargets': 'no FileSystemConfigs',
    's3files:ListMountTargets': 'no FileSystemConfigs',
    'lambda:AssociateRuntimeAlias': 'no RuntimeManagementConfig',
    'lambda:DeleteFunctionCodeSigningConfig': 'no CodeSigningConfigArn',
    'lambda:DeleteFunctionConcurrency': 'no ReservedConcurrentExecutions',
    'lambda:GetCodeSigningConfig': 'no CodeSigningConfigArn',
    'lambda:GetLayerVersion': 'no Layers',
    'lambda:PassCapacityProvider': 'no CapacityProviderConfig',
    'lambda:PublishVersion': 'no PublishToLatestPublished',
    'lambda:PutFunctionCodeSigningConfig': 'no CodeSigningConfigArn',
    'lambda:PutFunctionConcurrency': 'no ReservedConcurrentExecutions',
    'lambda:PutFunctionRecursionConfig': 'no RecursiveLoop',
    'lambda:PutFunctionScalingConfig': 'no FunctionScalingConfig',
    'lambda:PutRuntimeManagementConfig': 'no RuntimeManagementConfig',
  },
  'AWS::Logs::LogGroup': {
    'firehose:TagDeliveryStream': 'no delivery of a data protection policy',
    'logs:AssociateKmsKey': 'no KmsKeyId',
    'logs:CreateLogDelivery': 'no delivery of a data protection policy',
    'logs:DeleteIndexPolicy': 'no FieldIndexPolicies',
    'logs:DeleteResourcePolicy': 'no ResourcePolicyDocument',
    'logs:DisassociateKmsKey': 'no KmsKeyId',
    'logs:PutBearerTokenAuthentication': 'no BearerTokenAuthenticationEnabled',
    'logs:PutDataProtectionPolicy': 'no DataProtectionPolicy',
    'logs:PutIndexPolicy': 'no FieldIndexPolicies',
    'logs:PutLogGroupDeletionProtection': 'no DeletionProtectionEnabled',
    'logs:PutResourcePolicy': 'no ResourcePolicyDocument',
    's3:REST.PUT.OBJECT': 'no delivery of a data protection policy',
  },
  'AWS::SNS::Subscription': {
    'iam:GetRole': 'no SubscriptionRoleArn',
    'iam:PassRole': 'no SubscriptionRoleArn',
  },
  'AWS::SNS::Topic': {
    'iam:GetRole': 'no DeliveryStatusLogging',
    'iam:PassRole': 'no DeliveryStatusLogging',
    'sns:PutDataProtectionPolicy': 'no DataProtectionPolicy',
  },
  'AWS::StepFunctions::StateMachine': {
    's3:GetObject': 'no DefinitionS3Location',
    's3:GetObjectVersion': 'no DefinitionS3Location',
  },
};

/** Types without handlers in the registry, and what CloudFormation calls for them (their pages in the user guide). */
export const WITHOUT_HANDLERS: Readonly<Record<string, readonly string[]>> = {
  'AWS::CloudFormation::WaitCondition': [],
  'AWS::CloudFormation::WaitConditionHandle': [],
  'AWS::CodeBuild::Project': [
    'codebuild:BatchGetProjects',
    'codebuild:CreateProject',
    'codebuild:DeleteProject',
    'codebuild:UpdateProject',
    'iam:PassRole',
  ],
  // Custom resources: their function is invoked in the name of the execution role.
  'Custom::AnalysisConfig': ['lambda:InvokeFunction'],
  'Custom::SageMakerJob': ['lambda:InvokeFunction'],
};
