import { expect } from 'chai';
import { adoptableNames } from '../../../processor/bootstrap/adoptable.ts';
import { listPlaces } from '../../../processor/bootstrap/list-places.ts';
import { createSurroundings } from '../../../processor/cli/bootstrap/bootstrap-surroundings.ts';
import type { AccountInspector } from '../../../processor/ports/account-inspector.ts';
import type { StackTarget } from '../../../processor/ports/stack-target.ts';
import { HOME, installable, OTHER } from './settings.ts';

describe('what can be adopted', () => {
  it('is every bucket, repository and role that would be made somewhere', () => {
    expect(adoptableNames(installable())).to.deep.equal([
      `mlops-assets-${HOME}-eu-west-1`,
      'staging-bucket',
      `mlops-assets-${OTHER}-eu-west-1`,
      `mlops-pipeline-artifacts-${HOME}-eu-west-1`,
      'team/images',
      'api-gateway-log-role',
    ]);
  });

  it('is taken at its word where the account may not be looked at', async () => {
    const settings = installable();
    const [place] = listPlaces(settings);
    if (place === undefined) throw new Error('no place');
    const blind: Partial<AccountInspector> = {
      bucket: () => Promise.resolve('absent'),
      imageRepository: () => Promise.resolve('unknown'),
      apiGatewayLogRole: () => Promise.resolve('unknown'),
    };
    const empty: Partial<StackTarget> = { describeStack: () => Promise.resolve(undefined) };
    const surroundings = createSurroundings(() => blind as AccountInspector);
    const target = empty as StackTarget;

    const adopted = new Set(['api-gateway-log-role', 'team/images']);
    const found = await surroundings.findExisting(place, { target, adopted, settings });
    expect([found.apiGatewayLogRole, [...found.repositories]]).to.deep.equal([true, ['team/images']]);
    const unsaid = await surroundings.findExisting(place, { target, adopted: new Set(), settings });
    expect(unsaid.apiGatewayLogRole).to.equal(false);
  });
});
