import { expect } from 'chai';
import { readReviewOrigin } from '../../../processor/cli/review/review-origin.ts';
import type { World } from '../../../processor/cli/shared/world.ts';

const COMMIT = 'a'.repeat(40);
const NO_FLAGS = { pullRequest: undefined, base: undefined, head: undefined, approvedFork: false };

function origin(
  env: Readonly<Record<string, string>>,
  flags: Partial<typeof NO_FLAGS | { readonly pullRequest: string } | { readonly approvedFork: boolean }> = {},
) {
  return readReviewOrigin({ env } as unknown as World, { ...NO_FLAGS, ...flags });
}

describe('what a review is asked for', () => {
  for (const [title, env, pullRequest, head] of [
    ['MLOPS_PULL_REQUEST', { MLOPS_PULL_REQUEST: '12' }, '12', undefined],
    ['MLOPS_HEAD_COMMIT', { MLOPS_PULL_REQUEST: '12', MLOPS_HEAD_COMMIT: COMMIT }, '12', COMMIT],
    ['a webhook', { CODEBUILD_WEBHOOK_TRIGGER: 'pr/7', CODEBUILD_RESOLVED_SOURCE_VERSION: COMMIT }, '7', COMMIT],
    ['a source version', { CODEBUILD_SOURCE_VERSION: 'pr/7' }, '7', undefined],
    [
      'our own name before CodeBuild’s',
      { MLOPS_PULL_REQUEST: '12', CODEBUILD_SOURCE_VERSION: 'pr/7' },
      '12',
      undefined,
    ],
  ] as const) {
    it(`comes from the environment: ${title}`, () => {
      expect(origin(env)).to.include({ pullRequest, head, forkApproved: false });
    });
  }

  it('comes from options before the environment', () => {
    const env = { MLOPS_PULL_REQUEST: '12', MLOPS_HEAD_COMMIT: COMMIT };
    expect(origin(env, { pullRequest: '3' })).to.include({ pullRequest: '3', head: undefined });
    expect(origin({ ...env, CODEBUILD_BUILD_ID: 'x' }, { pullRequest: '12' }).head).to.equal(COMMIT);
  });

  it('is no pull request of a branch build or of an odd value', () => {
    for (const value of ['main', 'branch/pr/7', 'pr/', 'pr/7/x', 'pr/x', '']) {
      expect(() => origin({ CODEBUILD_SOURCE_VERSION: value }), value).to.throw('there is no pull request to review');
    }
  });

  it('takes the repository from the control plane when it is named whole', () => {
    const whole = { MLOPS_SOURCE_PROVIDER: 'github', MLOPS_REPOSITORY: 'acme/models', MLOPS_BRANCH: 'main' };
    const env = { ...whole, MLOPS_PULL_REQUEST: '1' };
    expect(origin(env).source).to.deep.equal({ provider: 'github', repository: 'acme/models', branch: 'main' });
    for (const name of Object.keys(whole)) expect(origin({ ...env, [name]: '' }).source, name).to.equal(undefined);
  });

  it('refuses a host that is none of ours instead of not having read it', () => {
    const env = { MLOPS_SOURCE_PROVIDER: 'gitlab', MLOPS_PULL_REQUEST: '1' };
    expect(() => origin(env))
      .to.throw('MLOPS_SOURCE_PROVIDER is `gitlab`')
      .with.property('code', 'invalid-environment');
    const { MLOPS_SOURCE_PROVIDER } = env;
    const commits = { pullRequest: undefined, base: 'main' } as unknown as { readonly pullRequest: string };
    expect(origin({ MLOPS_SOURCE_PROVIDER }, commits).source, 'two commits need no host').to.equal(undefined);
  });

  it('takes a fork for approved only when it is told so plainly', () => {
    const env = { MLOPS_PULL_REQUEST: '1', MLOPS_HEAD_COMMIT: COMMIT };
    expect(origin({ ...env, MLOPS_FORK_APPROVED: 'true' }).forkApproved).to.equal(true);
    for (const value of ['', '0', 'false', 'TRUE', 'yes']) {
      expect(origin({ ...env, MLOPS_FORK_APPROVED: value }).forkApproved, value).to.equal(false);
    }
  });

  it('takes no fork for approved where nobody says which commit was', () => {
    const env = { MLOPS_FORK_APPROVED: 'true', CODEBUILD_WEBHOOK_TRIGGER: 'pr/7' };
    expect(origin(env).forkApproved).to.equal(false);
    expect(origin({ ...env, CODEBUILD_RESOLVED_SOURCE_VERSION: COMMIT }).forkApproved).to.equal(true);
    expect(origin(env, { approvedFork: true }).forkApproved).to.equal(true);
  });

  for (const [partition, region, host] of [
    ['aws', 'eu-west-1', 'console.aws.amazon.com'],
    ['aws-cn', 'cn-north-1', 'console.amazonaws.cn'],
    ['aws-us-gov', 'us-gov-west-1', 'console.amazonaws-us-gov.com'],
  ] as const) {
    it(`links the page of the build in the console of ${partition}`, () => {
      const arn = `arn:${partition}:codebuild:${region}:111111111111:build/review:0a1b-0c`;
      expect(origin({ MLOPS_PULL_REQUEST: '1', CODEBUILD_BUILD_ARN: arn }).detailsUrl).to.equal(
        `https://${host}/codesuite/codebuild/111111111111/projects/review/build/review%3A0a1b-0c/?region=${region}`,
      );
    });
  }

  it('links no page from an ARN that is none', () => {
    for (const arn of [
      '',
      'x',
      'arn:aws:codebuild:eu-west-1:1:build/a:b',
      'arn:aws:codebuild:eu-west-1/x:111111111111:build/a:0a',
    ]) {
      expect(origin({ MLOPS_PULL_REQUEST: '1', CODEBUILD_BUILD_ARN: arn }).detailsUrl, arn).to.equal(undefined);
    }
  });
});
