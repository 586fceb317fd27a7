import { expect } from 'chai';
import type { ImageFound, ImageProblem, ImageRequest } from '../../pipelines/images/image-request.ts';
import { imageTable } from '../../pipelines/images/image-table.ts';
import { listRegions } from '../../pipelines/images/list-regions.ts';
import { groupVersions } from '../../pipelines/images/resolve-version.ts';
import { retrieveImageUri } from '../../pipelines/images/retrieve-image-uri.ts';

function found(request: ImageRequest): ImageFound {
  const answer = retrieveImageUri(request);
  if ('problem' in answer) throw new Error(answer.problem.message);
  return answer;
}

function problem(request: Partial<ImageRequest>): ImageProblem {
  const answer = retrieveImageUri({
    framework: 'xgboost',
    version: '1.7-1',
    region: 'eu-west-1',
    scope: 'training',
    ...request,
  });
  if ('uri' in answer) throw new Error(`expected a problem, got ${answer.uri}`);
  return answer.problem;
}

/** Expected URIs read off the accounts and tags that AWS publishes, not off the table under test. */
const FRAMEWORKS = Object.keys(imageTable.frameworks);

const URIS: readonly (readonly [Omit<ImageRequest, 'scope'> & Partial<ImageRequest>, string])[] = [
  [{ framework: 'kmeans', version: '1', region: 'eu-west-1' }, '438346466558.dkr.ecr.eu-west-1.amazonaws.com/kmeans:1'],
  [
    { framework: 'blazingtext', version: '1', region: 'us-east-1' },
    '811284229777.dkr.ecr.us-east-1.amazonaws.com/blazingtext:1',
  ],
  [
    { framework: 'linear-learner', version: '9', region: 'us-west-2' },
    '174872318107.dkr.ecr.us-west-2.amazonaws.com/linear-learner:1',
  ],
  [{ framework: 'lda', version: '1', region: 'eu-central-1' }, '353608530281.dkr.ecr.eu-central-1.amazonaws.com/lda:1'],
  [
    { framework: 'xgboost', version: '1', region: 'us-east-1' },
    '811284229777.dkr.ecr.us-east-1.amazonaws.com/xgboost:1',
  ],
  [
    { framework: 'xgboost', version: 'latest', region: 'us-east-1' },
    '811284229777.dkr.ecr.us-east-1.amazonaws.com/xgboost:latest',
  ],
  [
    { framework: 'xgboost', version: '1.7-1', region: 'cn-north-1' },
    '450853457545.dkr.ecr.cn-north-1.amazonaws.com.cn/sagemaker-xgboost:1.7-1',
  ],
  [
    { framework: 'xgboost', version: '0.90-2', region: 'eu-west-1' },
    '141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-xgboost:0.90-2-cpu-py3',
  ],
  [
    { framework: 'xgboost', version: '1.5-1', region: 'eu-west-1', instanceType: 'ml.c6g.large' },
    '141502667606.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-xgboost:1.5-1-arm64',
  ],
  [
    { framework: 'sklearn', version: '1.2-1', region: 'us-iso-east-1' },
    '833128469047.dkr.ecr.us-iso-east-1.c2s.ic.gov/sagemaker-scikit-learn:1.2-1-cpu-py3',
  ],
  [
    { framework: 'sklearn', version: '1.0-1', region: 'us-isob-east-1', instanceType: 'ml.m6g.large' },
    '281123927165.dkr.ecr.us-isob-east-1.sc2s.sgov.gov/sagemaker-scikit-learn:1.0-1-arm64-cpu-py3',
  ],
  [
    { framework: 'sparkml-serving', version: '3.3', region: 'us-gov-west-1', scope: 'inference' },
    '414596584902.dkr.ecr.us-gov-west-1.amazonaws.com/sagemaker-sparkml-serving:3.3',
  ],
  [
    { framework: 'model-monitor', region: 'us-east-1', scope: 'monitoring' },
    '156813124566.dkr.ecr.us-east-1.amazonaws.com/sagemaker-model-monitor-analyzer',
  ],
  [
    { framework: 'clarify', region: 'us-east-1', scope: 'processing' },
    '205585389593.dkr.ecr.us-east-1.amazonaws.com/sagemaker-clarify-processing:1.0',
  ],
  [
    { framework: 'pytorch', version: '2.1', region: 'us-east-1', pythonVersion: 'py310', instanceType: 'ml.g5.xlarge' },
    '763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-training:2.1-gpu-py310',
  ],
  [
    {
      framework: 'pytorch',
      version: '2.1',
      region: 'us-east-1',
      pythonVersion: 'py310',
      scope: 'inference',
      serverless: true,
    },
    '763104351884.dkr.ecr.us-east-1.amazonaws.com/pytorch-inference:2.1-cpu-py310',
  ],
];

describe('image lookup', () => {
  for (const [request, uri] of URIS) {
    const { framework, version = 'no version', region } = request;
    it(`finds ${framework} ${version} in ${region}${request.instanceType === undefined ? '' : ` on ${request.instanceType}`}`, () => {
      expect(found({ scope: 'training', ...request }).uri).to.equal(uri);
    });
  }

  it('says what it chose in place of the requester', () => {
    const versionless = found({ framework: 'linear-learner', version: '9', region: 'us-east-1', scope: 'training' });
    expect(versionless.notes).to.deep.equal(['version "9" of linear-learner is not known: 1, its only one, is taken']);

    const python = found({
      framework: 'tensorflow',
      version: '1.15.4',
      region: 'us-east-1',
      scope: 'training',
      instanceType: 'ml.m5.large',
    });
    expect(python.pythonVersion).to.equal('py37');
    expect(python.notes).to.deep.equal([
      'Python version of tensorflow is not given: py37 is taken, the newest of py3, py36, py37',
    ]);

    const scope = found({ framework: 'vw', version: '8.7.0', region: 'us-east-1', scope: 'inference' });
    expect(scope.notes).to.deep.equal(['vw has training images only: one of these is taken for inference']);
    expect(found({ framework: 'kmeans', version: '1', region: 'us-east-1', scope: 'inference' }).notes).to.deep.equal(
      [],
    );
  });

  it('names the nearest framework', () => {
    const wrong = problem({ framework: 'xgbost' });
    expect(wrong).to.include({ kind: 'framework', given: 'xgbost' });
    expect(wrong.nearest).to.deep.equal(['xgboost']);
    expect(wrong.message).to.match(/^framework "xgbost" is not known; did you mean xgboost\? choose one of /);
    expect(wrong.allowed).to.deep.equal(FRAMEWORKS);
  });

  it('does not take an inherited property for a framework or region', () => {
    expect(problem({ framework: 'constructor' }).kind).to.equal('framework');
    expect(problem({ region: 'toString' }).kind).to.equal('region');
  });

  it('names the nearest version and region, and all that are allowed', () => {
    const version = problem({ version: '1.7' });
    expect(version.kind).to.equal('version');
    expect(version.nearest).to.include('1.7-1');
    expect(version.allowed).to.include.members(['0.90-1', '1.7-1', 'latest']);

    const region = problem({ region: 'eu-west-9' });
    expect(region.kind).to.equal('region');
    expect(region.nearest).to.include.members(['eu-west-1', 'eu-west-2', 'eu-west-3']);
    expect(region.allowed).to.include('us-gov-east-1');
  });

  it('names what else stands in the way', () => {
    const pytorch = { framework: 'pytorch', version: '2.1', pythonVersion: 'py310' };
    expect(problem({ ...pytorch, pythonVersion: 'py38' })).to.deep.include({
      kind: 'python-version',
      allowed: ['py310'],
    });
    expect(problem(pytorch).message).to.match(/^instance type for pytorch is missing; .*cpu, gpu/);
    expect(problem({ ...pytorch, instanceType: 'm5.large' })).to.include({ kind: 'instance-type', given: 'm5.large' });
    expect(
      problem({ framework: 'chainer', version: '5.0', pythonVersion: 'py3', instanceType: 'ml.inf1.xlarge' }),
    ).to.deep.include({
      kind: 'processor',
      allowed: ['cpu', 'gpu'],
    });
    expect(problem({ framework: 'kmeans', version: '1', instanceType: 'ml.trn1.2xlarge' }).message).to.contain(
      'pytorch only',
    );
    expect(problem({ framework: 'kmeans', version: '1', instanceType: 'ml.m6g.large' }).message).to.contain('Graviton');
    expect(problem({ ...pytorch, instanceType: 'ml.p2.xlarge' }).message).to.contain('P2 ended with pytorch 1.13');
    expect(problem({ framework: 'huggingface', version: '4.28', instanceType: 'ml.g5.xlarge' }).kind).to.equal(
      'base-framework-version',
    );
    expect(problem({ ...pytorch, scope: 'processing', instanceType: 'ml.m5.large' }).kind).to.equal('scope');
  });

  it('gives every message without full stop, with the value and a cure', () => {
    for (const request of [
      { framework: 'x' },
      { version: 'y' },
      { region: 'z' },
      { instanceType: 'ml.trn1.2xlarge' },
    ]) {
      const { message, given } = problem(request);
      expect(message)
        .to.contain(`"${given ?? ''}"`)
        .and.contain('; ');
      expect(message).not.to.match(/\.$/);
    }
  });
});

describe('image table', () => {
  it('lists the frameworks of the orchestrator and those that it could not resolve', () => {
    expect(FRAMEWORKS).to.include.members([
      'blazingtext',
      'knn',
      'seq2seq',
      'sklearn',
      'pytorch',
      'tensorflow',
      'huggingface',
    ]);
    expect(FRAMEWORKS).not.to.include('pytorch-neuron');
  });

  it('lists the regions of all partitions', () => {
    expect(listRegions()).to.include.members(['af-south-1', 'cn-northwest-1', 'us-gov-west-1', 'us-isof-south-1']);
    expect(listRegions().length).to.be.at.least(40);
  });

  it('finds an image for every listed version of an algorithm in every region that has one', () => {
    let uris = 0;
    for (const framework of ['kmeans', 'lda', 'xgboost', 'sklearn']) {
      const all = imageTable.frameworks[framework]?.groups ?? [];
      const groups = all.length === 1 ? all : all.filter(({ scopes }) => scopes.includes('training'));
      for (const version of new Set(groups.flatMap(groupVersions))) {
        const { allowed } = problem({ framework, version, region: 'nowhere', instanceType: 'ml.m5.large' });
        for (const region of allowed) {
          const { uri } = found({ framework, version, region, scope: 'training', instanceType: 'ml.m5.large' });
          expect(uri).to.match(/^\d{12}\.dkr\.ecr\.[a-z0-9-]+\.[a-z.0-9-]+\/[a-z-]+:[\w.-]+$/);
          uris++;
        }
      }
    }
    expect(uris).to.be.greaterThan(400);
  });

  it('dates its table and names the release', () => {
    expect(imageTable.source.package).to.equal('sagemaker');
    expect(imageTable.source.version).to.match(/^2\.\d+\.\d+$/);
    expect(imageTable.source.generated).to.match(/^20\d\d-\d\d-\d\d$/);
  });

  it('answers a thousand requests in well under a second', () => {
    const started = process.hrtime.bigint();
    for (let i = 0; i < 1000; i++)
      found({ framework: 'xgboost', version: '1.7-1', region: 'eu-west-1', scope: 'training' });
    expect(Number(process.hrtime.bigint() - started) / 1e6).to.be.below(500);
  });
});
