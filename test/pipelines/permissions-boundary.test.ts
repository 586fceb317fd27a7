import { expect } from 'chai';
import { jobHash } from '../../pipelines/job-inputs.ts';
import type { PipelineSpec } from '../../pipelines/spec.ts';
import { synthesize, type Template } from '../../pipelines/synthesize.ts';
import { fingerprint } from '../../processor/plan/digest.ts';
import { autopilot, batch, imageBuilder, monitor, realtime, training, tuner } from '../helpers/specs.ts';
import { world } from '../helpers/world.ts';

const BOUNDARY = 'arn:aws:iam::111111111111:policy/mlops-pipeline-boundary-eu-west-1';
const LAMBDA_CODE = new Proxy({}, { get: (_, name) => ({ key: `mlops/lambda/${String(name)}.zip` }) });
const SPECS: readonly PipelineSpec[] = [
  training(),
  tuner(),
  autopilot(),
  realtime(),
  batch('churn', { schedule_expression: 'cron(0 3 * * ? *)' }),
  monitor(),
  imageBuilder(),
];

function bounded(spec: PipelineSpec): PipelineSpec {
  return { ...spec, environment: { ...spec.environment, permissionsBoundaryArn: BOUNDARY } };
}

function compile(spec: PipelineSpec): Template {
  const provenance = { fingerprint: 'f', configPath: 'a/mlops-config.json', commit: null, codeDigest: 'c' };
  return synthesize(spec, { provenance, lambdaCode: LAMBDA_CODE }).template;
}

function rolesOf({ Resources }: Template) {
  return Object.entries(Resources).filter(([, { Type }]) => Type === 'AWS::IAM::Role');
}

describe('the permissions boundary of a stage', () => {
  for (const spec of SPECS) {
    it(`bounds every role of ${spec.pipelineType} and changes nothing else`, () => {
      const [free, bound] = [compile(spec), compile(bounded(spec))];

      expect(rolesOf(free)).not.to.be.empty;
      const withBoundary = rolesOf(free).map(([id, role]) => [
        id,
        { ...role, Properties: { ...role.Properties, PermissionsBoundary: BOUNDARY } },
      ]);
      expect(bound.Resources).to.deep.equal({ ...free.Resources, ...Object.fromEntries(withBoundary) });
    });

    it(`is part of the fingerprint of ${spec.pipelineType} and not of its job`, () => {
      expect(fingerprint(bounded(spec), 'c')).not.to.equal(fingerprint(spec, 'c'));
      expect(jobHash(bounded(spec))).to.equal(jobHash(spec));
    });

    it(`makes an update of a deployed ${spec.pipelineType} that starts nothing`, () => {
      const [change] = world().stage('dev').has(spec).wants(bounded(spec)).plan().stages[0]?.changes ?? [];

      expect(change?.action).to.equal('update');
      expect(change?.sideEffects).to.deep.equal(['nothing restarts: no input of a job or endpoint changes']);
      expect(change?.config).to.deep.equal([{ path: 'settings.permissions_boundary_arn', after: BOUNDARY }]);
    });
  }
});
