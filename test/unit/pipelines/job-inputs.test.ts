import { expect } from 'chai';
import { jobAttributeNames, jobHash, jobInputs } from '../../../pipelines/job-inputs.ts';
import type { PipelineSpec } from '../../../pipelines/spec.ts';
import { autopilot, batch, imageBuilder, monitor, realtime, training, tuner } from '../../helpers/specs.ts';

const SPECS: readonly PipelineSpec[] = [training(), tuner(), autopilot(), batch(), monitor(), imageBuilder()];

function withAttribute(spec: PipelineSpec, name: string, value: unknown): PipelineSpec {
  return { ...spec, attributes: { ...spec.attributes, [name]: value } } as unknown as PipelineSpec;
}

describe('jobInputs', () => {
  it('are none where no job runs', () => {
    expect(jobInputs(realtime())).to.equal(undefined);
    expect(jobHash(realtime())).to.equal(undefined);
    expect(jobAttributeNames('byom_realtime_custom')).to.eql([]);
  });

  for (const spec of SPECS) {
    it(`of ${spec.pipelineType} change with each attribute of the job, and with no other`, () => {
      const names = jobAttributeNames(spec.pipelineType);

      expect(names).not.to.be.empty;
      for (const name of names) {
        expect(jobHash(withAttribute(spec, name, 'another value')), name).not.to.equal(jobHash(spec));
      }
      for (const name of ['tags', 'model_name']) {
        expect(names).not.to.include(name);
        expect(jobHash(withAttribute(spec, name, { a: 'b' })), name).to.equal(jobHash(spec));
      }
    });

    it(`of ${spec.pipelineType} do not depend on notifications or on the order of keys`, () => {
      const environment = { ...spec.environment, notifications: { emails: ['a@b.example'] } };
      const attributes = Object.fromEntries(Object.entries(spec.attributes).reverse());

      expect(jobHash({ ...spec, environment, attributes } as unknown as PipelineSpec)).to.equal(jobHash(spec));
    });

    it(`of ${spec.pipelineType} differ between two stacks`, () => {
      expect(jobHash({ ...spec, stackName: 'another' })).not.to.equal(jobHash(spec));
    });
  }

  it('pass over the schedule of monitors and batch jobs', () => {
    expect(jobAttributeNames('byom_batch_builtin')).not.to.include('schedule_expression');
    expect(jobAttributeNames('byom_model_bias_monitor')).not.to.include('schedule_expression');
  });
});
