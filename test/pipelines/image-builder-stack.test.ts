import { execFileSync } from 'node:child_process';

import { expect } from 'chai';

import { buildNames } from '../../pipelines/image-builder/build-names.ts';
import { BUILDSPEC } from '../../pipelines/image-builder/buildspec.ts';
import type { ImageBuilderAttributes, PipelineSpec } from '../../pipelines/spec.ts';
import { pipelineMessage } from '../../pipelines/shared/lambda/pipeline-message.ts';
import { ENVIRONMENT, KEY } from './support/specs.ts';
import { allowedActions, propertiesOf, resourcesOf, statementsOf, templateOf } from './support/template.ts';

function imageSpec(attributes: Partial<ImageBuilderAttributes> = {}) {
  return {
    pipelineType: 'byom_image_builder',
    modelName: 'fraud-1.4.0',
    stackName: 'mlops-pipeline-fraud-byompipelineimagebuilder',
    environment: ENVIRONMENT,
    attributes: {
      custom_algorithm_docker: 's3://assets-bucket/fraud/image.zip',
      ecr_repo_name: 'mine/images',
      image_tag: 'fraud-1.4.0',
      ...attributes,
    },
  } as const satisfies PipelineSpec;
}

const IMAGE = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/mine/images:fraud-1.4.0';

function pipelineOf(spec: PipelineSpec): readonly [id: string, properties: Record<string, unknown>] {
  const found = Object.entries(resourcesOf(templateOf(spec), 'AWS::CodePipeline::Pipeline'));
  expect(found).to.have.lengthOf(1);
  const [first] = found;
  if (first === undefined) throw new Error('no pipeline');
  return first;
}

describe('image builder stack', () => {
  it('fetches the zip and builds it', () => {
    const [, pipeline] = pipelineOf(imageSpec());

    expect(pipeline).to.deep.include({
      Name: buildNames(imageSpec()).pipeline,
      PipelineType: 'V2',
      ExecutionMode: 'QUEUED',
      ArtifactStore: { Type: 'S3', Location: 'assets-bucket' },
    });
    expect(pipeline['Stages']).to.deep.equal([
      {
        Name: 'Source',
        Actions: [
          {
            Name: 'Source',
            ActionTypeId: { Category: 'Source', Owner: 'AWS', Provider: 'S3', Version: '1' },
            Configuration: {
              S3Bucket: 'assets-bucket',
              S3ObjectKey: 'fraud/image.zip',
              PollForSourceChanges: 'false',
            },
            OutputArtifacts: [{ Name: 'Context' }],
          },
        ],
      },
      {
        Name: 'Build',
        Actions: [
          {
            Name: 'Build',
            ActionTypeId: { Category: 'Build', Owner: 'AWS', Provider: 'CodeBuild', Version: '1' },
            Configuration: { ProjectName: { Ref: 'BuildProject' } },
            InputArtifacts: [{ Name: 'Context' }],
          },
        ],
      },
    ]);
  });

  it('is another pipeline, which runs, when something else is built, and the same one otherwise', () => {
    const [id, { Name }] = pipelineOf(imageSpec());

    for (const other of [{ image_tag: 'v2' }, { custom_algorithm_docker: 's3://assets-bucket/new.zip' }]) {
      const [otherId, properties] = pipelineOf(imageSpec(other));
      expect(otherId).not.to.equal(id);
      expect(properties['Name']).not.to.equal(Name);
    }
    for (const same of [{ tags: { team: 'fraud' } }, { kms_key_arn: KEY }]) {
      const [sameId, properties] = pipelineOf(imageSpec(same));
      expect(sameId).to.equal(id);
      expect(properties['Name']).to.equal(Name);
    }
  });

  it('fences artifacts by the first twenty letters of the pipeline’s name', () => {
    const { pipeline, pipelinePrefix } = buildNames(imageSpec());

    expect(pipelinePrefix).to.match(/^image-[0-9a-f]{10}-$/);
    expect(pipeline.slice(0, 20).startsWith(pipelinePrefix)).to.equal(true);
    expect(pipeline.length).to.be.at.most(100);
    const artifacts = `arn:aws:s3:::assets-bucket/${pipelinePrefix}*`;
    expect(allowedActions(templateOf(imageSpec()), 'BuildRole', artifacts)).to.have.members([
      's3:GetObject',
      's3:GetObjectVersion',
    ]);
    expect(allowedActions(templateOf(imageSpec()), 'PipelineRole', artifacts)).to.include('s3:PutObject');
  });

  it('builds in a privileged container and pushes to one repository', () => {
    const template = templateOf(imageSpec());

    const project = propertiesOf(template, 'BuildProject', 'AWS::CodeBuild::Project');

    expect(project).to.have.nested.property('Environment.PrivilegedMode', true);
    expect(project).to.have.deep.nested.property('Environment.EnvironmentVariables', [
      { Name: 'REGISTRY', Type: 'PLAINTEXT', Value: '123456789012.dkr.ecr.eu-west-1.amazonaws.com' },
      { Name: 'IMAGE_URI', Type: 'PLAINTEXT', Value: IMAGE },
    ]);
    expect(JSON.parse(String((project['Source'] as Record<string, unknown>)['BuildSpec']))).to.deep.equal(BUILDSPEC);
    const repository = 'arn:aws:ecr:eu-west-1:123456789012:repository/mine/images';
    expect(allowedActions(template, 'BuildRole', repository)).to.include('ecr:PutImage');
    const pushes = statementsOf(template).filter(({ actions }) => actions.includes('ecr:PutImage'));
    expect(pushes.flatMap(({ resources }) => resources)).to.deep.equal([repository]);
    expect(template.Outputs['CustomAlgorithmImageURI']).to.have.property('Value', IMAGE);
  });

  it('has the image scanned, and lets a refused scan pass', () => {
    const command = BUILDSPEC.phases.build.commands.at(-1) ?? '';
    const env = { IMAGE_URI: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/mine/images:v1.2' };
    function run(aws: string): string {
      return execFileSync('sh', ['-c', `aws() { ${aws}; }; ${command}`], { env, encoding: 'utf8' });
    }

    expect(run('echo "$@"')).to.equal('ecr start-image-scan --repository-name mine/images --image-id imageTag=v1.2\n');
    expect(run('return 254')).to.match(/^no scan was started here/);
  });

  it('never puts a value of the config into a command', () => {
    const project = propertiesOf(templateOf(imageSpec()), 'BuildProject', 'AWS::CodeBuild::Project');
    const { BuildSpec: text } = project['Source'] as { readonly BuildSpec: string };
    const { phases } = JSON.parse(text) as typeof BUILDSPEC;
    const commands = Object.values(phases).flatMap((phase) => [...phase.commands]);

    expect(commands).to.have.lengthOf(5);
    for (const command of commands) expect(command).not.to.match(/fraud|mine\/images/);
    expect(commands.join('\n').match(/(?<!")\$[A-Z_]+/g)).to.equal(null);
  });

  it('runs again when the zip is uploaded again', () => {
    const { EventPattern: pattern } = propertiesOf(templateOf(imageSpec()), 'PipelineUpload', 'AWS::Events::Rule');

    expect(pattern).to.deep.equal({
      source: ['aws.s3'],
      'detail-type': ['Object Created'],
      detail: { bucket: { name: ['assets-bucket'] }, object: { key: ['fraud/image.zip'] } },
    });
  });

  it('encrypts with the key', () => {
    const template = templateOf(imageSpec({ kms_key_arn: KEY }));

    expect(propertiesOf(template, 'BuildProject', 'AWS::CodeBuild::Project')).to.have.property('EncryptionKey', KEY);
    const [, pipeline] = pipelineOf(imageSpec({ kms_key_arn: KEY }));
    expect(pipeline).to.have.deep.nested.property('ArtifactStore.EncryptionKey', { Type: 'KMS', Id: KEY });
  });
});

describe('pipelineMessage', () => {
  const options = { region: 'eu-west-1', subjectMatter: 'model "fraud" in stage "dev"' };

  it('names the failed action and its reason', () => {
    const message = pipelineMessage(
      {
        'detail-type': 'CodePipeline Pipeline Execution State Change',
        detail: {
          pipeline: 'image-1',
          'execution-id': 'e1',
          state: 'FAILED',
          'additional-attributes': { failedActions: [{ action: 'Source', additionalInformation: 'no such object' }] },
        },
      },
      options,
    );

    expect(message).to.deep.equal({
      jobName: 'image-1',
      status: 'failed',
      subject: 'Image build failed: image-1',
      text: [
        'The image build image-1 of model "fraud" in stage "dev" has failed.',
        'Reason: Source: no such object',
        'Console: https://console.aws.amazon.com/codesuite/codepipeline/pipelines/image-1/executions/e1/timeline?region=eu-west-1',
      ].join('\n'),
    });
  });

  it('says that a build succeeded', () => {
    const detail = { pipeline: 'image-1', 'execution-id': 'e1', state: 'SUCCEEDED' };

    expect(pipelineMessage({ detail }, options).text).to.match(/has succeeded\.\nConsole/);
  });
});
