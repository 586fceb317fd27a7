import { expect } from 'chai';
import { readPullRequestTarget } from '../../../../processor/adapters/codecommit/convert.ts';

const TARGET = {
  repositoryName: 'models',
  sourceReference: 'refs/heads/change',
  destinationReference: 'refs/heads/main',
  sourceCommit: 'a'.repeat(40),
  destinationCommit: 'b'.repeat(40),
};

describe('the page of a pull request of CodeCommit', () => {
  for (const [region, host] of [
    ['eu-central-1', 'console.aws.amazon.com'],
    ['cn-northwest-1', 'console.amazonaws.cn'],
    ['us-gov-east-1', 'console.amazonaws-us-gov.com'],
    ['eusc-de-east-1', 'console.amazonaws-eusc.eu'],
  ] as const) {
    it(`lies in the console of the partition of ${region}`, () => {
      const found = { pullRequestId: '12', pullRequestTargets: [TARGET] };
      expect(readPullRequestTarget(found, { repository: 'models', region })?.url).to.equal(
        `https://${host}/codesuite/codecommit/repositories/models/pull-requests/12/details?region=${region}`,
      );
    });
  }
});
