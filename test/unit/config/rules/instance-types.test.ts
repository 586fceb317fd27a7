import { expect } from 'chai';

import { buildInstanceTypes } from '../../../../scripts/generate-instance-types.ts';
import { isInstanceTypeKnown } from '../../../../processor/config/rules/workload/instance-type.ts';
import catalogue from '../../../../processor/config/rules/workload/instance-types.json' with { type: 'json' };

describe('catalogue of instance types', () => {
  it('is what the installed SageMaker SDK enumerates', () => {
    expect(catalogue).to.deep.equal(buildInstanceTypes(catalogue.source.generated));
  });

  it('says when and from what it was made', () => {
    expect(catalogue.source.generated).to.match(/^\d{4}-\d{2}-\d{2}$/);
    expect(catalogue.source.package).to.equal('@aws-sdk/client-sagemaker');
  });

  it('knows each type for its uses alone', () => {
    expect(isInstanceTypeKnown('ml.t2.medium', 'endpoint')).to.equal(true);
    expect(isInstanceTypeKnown('ml.t2.medium', 'training')).to.equal(false);
    expect(isInstanceTypeKnown('ml.t3.medium', 'processing')).to.equal(true);
    expect(isInstanceTypeKnown('ml.m4.xlarge', 'training')).to.equal(true);
  });

  for (const type of ['ml.constructor.large', 'ml.m5', 'ml.m5.', '', 'ml.m5.large.x', 'm5.large']) {
    it(`does not know \`${type}\``, () => {
      expect(isInstanceTypeKnown(type, 'training')).to.equal(false);
    });
  }
});
