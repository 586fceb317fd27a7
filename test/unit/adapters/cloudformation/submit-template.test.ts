import { expect } from 'chai';
import { submitTemplate } from '../../../../processor/adapters/cloudformation/submit-template.ts';
import type { Stage } from '../../../../processor/model/settings.ts';
import type { Asset } from '../../../../processor/ports/stack-target.ts';

const LARGE = { Resources: {}, Description: 'x'.repeat(60_000) };

function stageIn(region: string, assetsBucket = 'assets'): Stage {
  return { name: 'dev', account: '111111111111', region, approval: false, protected: false, assetsBucket };
}

describe('submitTemplate', () => {
  const HOSTS = {
    'eu-west-1': 'assets.s3.eu-west-1.amazonaws.com',
    'cn-north-1': 'assets.s3.cn-north-1.amazonaws.com.cn',
    'us-iso-east-1': 'assets.s3.us-iso-east-1.c2s.ic.gov',
    'eusc-de-east-1': 'assets.s3.eusc-de-east-1.amazonaws.eu',
  };

  for (const [region, host] of Object.entries(HOSTS)) {
    it(`names the object of a large template by the host of ${region}`, async () => {
      const published: Asset[] = [];
      const store = {
        publish: (asset: Asset) => {
          published.push(asset);
          return Promise.resolve('uploaded' as const);
        },
      };

      const argument = await submitTemplate(LARGE, { store, stage: stageIn(region), endpoint: undefined });

      expect(argument).to.deep.equal({ TemplateURL: `https://${host}/${published[0]?.key ?? ''}` });
    });
  }
});
