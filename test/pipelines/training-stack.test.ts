import { expect } from 'chai';

import { autopilotSpec, ENVIRONMENT, KEY, trainingSpec, tunerSpec } from './support/specs.ts';
import { allowedActions, propertiesOf, resourcesOf, statementsOf, templateOf } from './support/template.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:123456789012:admins';

/** The request in the custom resource, with the role's ARN written as ROLE. */
function requestOf(spec: Parameters<typeof templateOf>[0]): Record<string, unknown> {
  const { Request } = propertiesOf(templateOf(spec), 'Job', 'Custom::SageMakerJob');
  const parts = (Request as { readonly 'Fn::Join': readonly [string, readonly unknown[]] })['Fn::Join'][1];
  const text = parts.map((part) => (typeof part === 'string' ? part : 'ROLE')).join('');
  return JSON.parse(text) as Record<string, unknown>;
}

describe('training stack', () => {
  it('starts the job by a custom resource that invokes the function which calls SageMaker', () => {
    const template = templateOf(trainingSpec());

    const job = propertiesOf(template, 'Job', 'Custom::SageMakerJob');

    expect(job).to.deep.include({
      ServiceToken: { 'Fn::GetAtt': ['RunOnDeployFunction', 'Arn'] },
      StartFunction: { 'Fn::GetAtt': ['StartJobFunction', 'Arn'] },
      JobApi: 'training',
    });
    expect(job['JobName']).to.match(/^churn-training-[0-9a-f]{10}$/);
    expect(job['InputsDigest']).to.match(/^[0-9a-f]{64}$/);
    expect(requestOf(trainingSpec())).to.deep.include({ TrainingJobName: job['JobName'], RoleArn: 'ROLE' });
    expect(template.Resources['Job']?.['DependsOn']).to.include.members([
      'NotificationsJobEnds',
      'NotificationsJobEndsPermission',
    ]);
  });

  it('holds the request of each kind', () => {
    expect(requestOf(tunerSpec())).to.have.nested.property('TrainingJobDefinition.RoleArn', 'ROLE');
    expect(requestOf(autopilotSpec())).to.have.property('RoleArn', 'ROLE');
  });

  it('fixture 74: takes hyperparameters of any size, as none travels as a parameter of the template', () => {
    const algo_hyperparameters = Object.fromEntries([...Array(90).keys()].map((n) => [`p${n}`, 'x'.repeat(500)]));
    const spec = trainingSpec({ algo_hyperparameters });

    expect(requestOf(spec)['HyperParameters']).to.deep.equal(algo_hyperparameters);
    expect(templateOf(spec)).to.not.have.property('Parameters');
  });

  it('changes the custom resource with the inputs only', () => {
    function job(attributes: Parameters<typeof trainingSpec>[0]) {
      return propertiesOf(templateOf(trainingSpec(attributes)), 'Job', 'Custom::SageMakerJob')['JobName'];
    }

    expect(job({ instance_count: 3 })).not.to.equal(job({}));
    expect(job({ tags: { team: 'x' } })).to.equal(job({}));
  });

  it('lets the job read its data, write its output, pull its image, and no more', () => {
    const template = templateOf(trainingSpec());
    function actions(resource: string) {
      return allowedActions(template, 'JobRole', resource);
    }

    expect(actions('arn:aws:s3:::assets-bucket/churn/train.csv*')).to.deep.equal(['s3:GetObject']);
    expect(actions('arn:aws:s3:::assets-bucket/churn/output/*')).to.have.members([
      's3:GetObject',
      's3:AbortMultipartUpload',
      's3:PutObject',
    ]);
    expect(actions('arn:aws:ecr:eu-west-1:141502667606:repository/sagemaker-xgboost')).to.include('ecr:BatchGetImage');
    expect(actions('arn:aws:s3:::assets-bucket')).to.deep.equal(['s3:ListBucket', 's3:ListBucket', 's3:ListBucket']);
  });

  it('reads the whole bucket only for a manifest, which names objects anywhere in it', () => {
    const template = templateOf(trainingSpec({ s3_data_type: 'ManifestFile' }));

    expect(allowedActions(template, 'JobRole', 'arn:aws:s3:::assets-bucket/*')).to.deep.equal(['s3:GetObject']);
  });

  it('takes a wildcard in a key as the letter that it is', () => {
    const template = templateOf(trainingSpec({ job_output_location: 's3://assets-bucket/a*b' }));

    const written = statementsOf(template).find(({ actions }) => actions.includes('s3:PutObject'));
    expect(written?.resources).to.deep.equal(['arn:aws:s3:::assets-bucket/a${*}b/*']);
  });

  it('uses the key everywhere when there is one, and names none otherwise', () => {
    const withKey = templateOf(trainingSpec({ kms_key_arn: KEY }));
    expect(propertiesOf(withKey, 'NotificationsTopic', 'AWS::SNS::Topic')['KmsMasterKeyId']).to.equal(KEY);
    expect(propertiesOf(withKey, 'NotifyJobStateFunction', 'AWS::Lambda::Function')['KmsKeyArn']).to.equal(KEY);
    expect(allowedActions(withKey, 'JobRole', KEY)).to.include.members([
      'kms:Decrypt',
      'kms:GenerateDataKey',
      'kms:CreateGrant',
    ]);
    expect(allowedActions(withKey, 'NotifyJobStateRole', KEY)).to.include.members([
      'kms:Decrypt',
      'kms:GenerateDataKey',
    ]);

    const { Metadata, ...without } = templateOf(trainingSpec());
    expect(Metadata).to.have.property('Mlops');
    expect(JSON.stringify(without)).not.to.match(/kms:|KmsKeyArn/);
    expect(without.Resources['NotificationsTopic']?.Properties).to.have.property('KmsMasterKeyId', 'alias/aws/sns');
  });

  it('lets a job into a VPC only when the config has one', () => {
    const vpc_config = { security_group_ids: ['sg-1'], subnets: ['subnet-1'] };
    function ec2(attributes: Parameters<typeof trainingSpec>[0]) {
      const actions = allowedActions(templateOf(trainingSpec(attributes)), 'JobRole', '*');
      return actions.filter((action) => action.startsWith('ec2:'));
    }

    expect(ec2({ vpc_config })).to.include('ec2:CreateNetworkInterface');
    expect(ec2({})).to.deep.equal([]);
  });

  it('mails the administrators by a topic of its own that takes TLS only', () => {
    const template = templateOf(trainingSpec());

    const [subscription] = Object.values(resourcesOf(template, 'AWS::SNS::Subscription'));
    expect(subscription).to.deep.include({ Endpoint: 'ml-admins@example.com', Protocol: 'email' });
    expect(JSON.stringify(resourcesOf(template, 'AWS::SNS::TopicPolicy'))).to.include('"aws:SecureTransport":"false"');
  });

  it('keeps the subscriptions of others when an address is added in front', () => {
    function emails(list: readonly string[]) {
      const environment = { ...ENVIRONMENT, notifications: { emails: list } };
      return Object.keys(resourcesOf(templateOf({ ...trainingSpec(), environment }), 'AWS::SNS::Subscription'));
    }

    expect(emails(['new@example.com', 'ml-admins@example.com'])).to.include.members(emails(['ml-admins@example.com']));
  });

  it('uses the topic of the settings when there is one', () => {
    const environment = { ...ENVIRONMENT, notifications: { topicArn: TOPIC, emails: ['ml-admins@example.com'] } };

    const template = templateOf({ ...trainingSpec(), environment });

    expect(resourcesOf(template, 'AWS::SNS::Topic')).to.deep.equal({});
    expect(resourcesOf(template, 'AWS::SNS::Subscription')).to.deep.equal({});
    expect(allowedActions(template, 'NotifyJobStateRole', TOPIC)).to.deep.equal(['sns:Publish']);
  });

  it('announces every end of the job, by its exact name', () => {
    const template = templateOf(tunerSpec());
    const { JobName } = propertiesOf(template, 'Job', 'Custom::SageMakerJob');

    const rules = Object.values(resourcesOf(template, 'AWS::Events::Rule'));

    expect(rules).to.have.lengthOf(1);
    expect(rules[0]?.['EventPattern']).to.deep.equal({
      source: ['aws.sagemaker'],
      'detail-type': ['SageMaker HyperParameter Tuning Job State Change'],
      detail: {
        HyperParameterTuningJobName: [JobName],
        HyperParameterTuningJobStatus: ['Completed', 'Failed', 'Stopped'],
      },
    });
  });

  it('announces the jobs that Autopilot runs, since nobody announces Autopilot', () => {
    const rules = Object.values(resourcesOf(templateOf(autopilotSpec({ job_name: 'auto-1' })), 'AWS::Events::Rule'));

    const patterns = rules.map(({ EventPattern }) => EventPattern as { readonly 'detail-type': readonly string[] });
    expect(new Set(patterns.flatMap((pattern) => pattern['detail-type']))).to.deep.equal(
      new Set([
        'SageMaker HyperParameter Tuning Job State Change',
        'SageMaker Processing Job State Change',
        'SageMaker Training Job State Change',
        'SageMaker Transform Job State Change',
      ]),
    );
    for (const pattern of patterns) expect(JSON.stringify(pattern)).to.include('{"prefix":"auto-1');
  });

  it('tells where the results and the job are', () => {
    const { Outputs } = templateOf(trainingSpec({ job_name: 'nightly' }));

    expect(Outputs).to.have.nested.property('JobName.Value', 'nightly');
    expect(Outputs).to.have.deep.nested.property('JobArn.Value', { 'Fn::GetAtt': ['Job', 'JobArn'] });
    expect(Outputs).to.have.nested.property('OutputLocation.Value', 's3://assets-bucket/churn/output');
    expect(Outputs).to.have.nested.property('TrainingDataLocation.Value', 's3://assets-bucket/churn/train.csv');
    expect(Outputs).to.have.nested.property(
      'ConsoleUrl.Value',
      'https://console.aws.amazon.com/sagemaker/home?region=eu-west-1#/jobs/nightly',
    );
  });

  it('speaks the names of other partitions', () => {
    const environment = { ...ENVIRONMENT, region: 'cn-north-1' };

    const text = JSON.stringify(templateOf({ ...trainingSpec(), environment }));

    expect(text).to.include('arn:aws-cn:s3:::assets-bucket').and.not.include('arn:aws:');
    expect(text).to.include('https://console.amazonaws.cn/').and.not.include('console.aws.amazon.com');
  });
});
