import { expect } from 'chai';

import { parseSettings } from '../../../processor/config/settings/settings.ts';
import { checkConfigs } from './rules/check-configs.ts';
import { dataQuality, realtime, realtimeCustom } from './rules/workloads.ts';
import { toBytes } from './support/load.ts';

const ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const KEY = `arn:aws:kms:us-east-1:111111111111:key/${ID}`;
const HOST = '111111111111.dkr.ecr.us-east-1.amazonaws.com';

/** What is said behind the noun, and the repair where there is one. */
function said(config: unknown): string {
  const [finding, ...others] = checkConfigs({ 'a.json': config }).filter(({ severity }) => severity === 'error');
  expect(others).to.deep.equal([]);
  const part = finding?.message.replace(/^.*"` has not the form of the [^:]+(?:: )?/, '') ?? 'nothing';
  const repair = /^did you mean `(.*)`\?$/.exec(finding?.hint ?? '')?.[1];
  return repair === undefined ? part : `${part} -> ${repair}`;
}

describe('the wrong part of an ARN', () => {
  const keys: readonly (readonly [arn: string, said: string])[] = [
    ['arn:aws:s3:::my-bucket', 'it names the service `s3`, not `kms`'],
    [`arn:aws:kms:us-east-1:11111111111:key/${ID}`, 'its account `11111111111` has 11 digits, not twelve'],
    [`arn:aws:kms:us-east-1:1111-1111-1111:key/${ID}`, `its account \`1111-1111-1111\` is not twelve digits -> ${KEY}`],
    [`arn:aws:kms:us-east-1::key/${ID}`, 'it names no account'],
    [`arn:aws:kms::111111111111:key/${ID}`, 'it names no region'],
    [`arn:aws:kms:us-east-1a:111111111111:key/${ID}`, `its region \`us-east-1a\` has not the form of one -> ${KEY}`],
    [`arn:aws:kms:useast1:111111111111:key/${ID}`, `its region \`useast1\` has not the form of one -> ${KEY}`],
    [`arn:amazon:kms:us-east-1:111111111111:key/${ID}`, 'its partition `amazon` is none, such as `aws`'],
    [`arn:aws:kms:us-east-1:key/${ID}`, 'it has 5 parts between colons, not six'],
    [`arn:aws:kms:us-east-1:111111111111:${ID}`, `\`${ID}\` does not start with \`key/\` -> ${KEY}`],
    [`arn:aws:kms:us-east-1:111111111111:keys/${ID}`, `\`keys/${ID}\` does not start with \`key/\` -> ${KEY}`],
    ['arn:aws:kms:us-east-1:111111111111:key/', 'nothing stands behind `key/`'],
    // No part of it is wrong by itself.
    ['arn:aws:kms:us-east-1:111111111111:key/my key', ''],
    [ID, 'an ARN starts with `arn:aws:`'],
    [`aws:kms:us-east-1:111111111111:key/${ID}`, `an ARN starts with \`arn:aws:\` -> ${KEY}`],
  ];
  for (const [arn, expected] of keys) {
    it(`is named: ${arn}`, () => {
      expect(said(dataQuality({ kms_key_arn: arn }))).to.equal(expected);
    });
  }

  const packages: readonly (readonly [resource: string, said: string])[] = [
    // A group is no package: without a version nobody can say which one is meant.
    ['model-package-group/churn', '`model-package-group/churn` does not start with `model-package/`'],
    ['model-package/churn/', 'it names no version'],
    ['model-package/churn/latest', 'its version `latest` is no number'],
  ];
  const prefix = 'arn:aws:sagemaker:us-east-1:111111111111:';
  for (const [resource, expected] of packages) {
    it(`is named: ${resource}`, () => {
      expect(said(realtime({ model_package_name: `${prefix}${resource}` }))).to.equal(expected);
    });
  }
  it('is named: the version with a letter before it', () => {
    expect(said(realtime({ model_package_name: `${prefix}model-package/churn/v3` }))).to.equal(
      `its version \`v3\` is no number -> ${prefix}model-package/churn/3`,
    );
  });
  it('is named in the settings, where some ARNs have no region', () => {
    const stage = { name: 'dev', account: '111111111111', region: 'eu-west-1' };
    function ofRole(role_arn: string): string | undefined {
      return parseSettings(toBytes({ stages: [{ ...stage, role_arn }] })).findings[0]?.message;
    }
    expect(ofRole('arn:aws:iam::1111:role/deploy')).to.match(/: its account `1111` has 4 digits, not twelve$/);
    expect(ofRole('arn:aws:iam::111111111111:user/deploy')).to.match(/: `user\/deploy` does not start with `role\/`$/);
  });
});

describe('the wrong part of the address of an image', () => {
  const registry = 'is no registry of the form `<account>.dkr.ecr.<region>.amazonaws.com`';
  const images: readonly (readonly [uri: string, said: string])[] = [
    ['fraud:1.4', 'it names no registry, which is `<account>.dkr.ecr.<region>.amazonaws.com`'],
    ['library/fraud:1.4', 'it names no registry, which is `<account>.dkr.ecr.<region>.amazonaws.com`'],
    ['docker.io/library/fraud:1.4', `\`docker.io\` ${registry}`],
    ['public.ecr.aws/team/fraud:1.4', `\`public.ecr.aws\` ${registry}`],
    ['11111111111.dkr.ecr.us-east-1.amazonaws.com/fraud:1', 'its account `11111111111` has 11 digits, not twelve'],
    ['111111111111.dkr.ecr.amazonaws.com/fraud:1', 'it names no region'],
    [`${HOST}:fraud/1`, 'a colon stands behind its registry, where a slash belongs'],
    [`${HOST}/Fraud:1`, `its repository \`Fraud\` has capitals -> ${HOST}/fraud:1`],
    [`${HOST}/fraud:`, `no tag stands behind its colon -> ${HOST}/fraud`],
    [`${HOST}/fraud:v:1`, 'its tag `v:1` is none: up to 128 letters, digits, `_`, `.` and `-`'],
    [`${HOST}/fraud@sha256:abc`, 'its digest is not `sha256:` and 64 hexadecimal digits'],
    [`s3://team/fraud.tar`, 'it starts with `s3://`, and not with its registry'],
    [KEY, 'it is an ARN'],
  ];
  for (const [uri, expected] of images) {
    it(`is named: ${uri}`, () => {
      expect(said(realtimeCustom({ custom_image_uri: uri }))).to.equal(expected);
    });
  }
  it('is added to the name that was written, or the image is to be pushed there', () => {
    function hint(uri: string): string | undefined {
      return checkConfigs({ 'a.json': realtimeCustom({ custom_image_uri: uri }) }).at(-1)?.hint;
    }
    const host = '<account>.dkr.ecr.<region>.amazonaws.com';
    expect(hint('fraud:1.4')).to.equal(`write its registry before it: \`${host}/fraud:1.4\``);
    expect(hint('team/fraud')).to.equal(`write its registry before it: \`${host}/team/fraud\``);
    for (const other of ['ghcr.io', 'public.ecr.aws', 'localhost:5000']) {
      expect(hint(`${other}/fraud:1`)).to.equal(`push it to a repository in ECR, as \`${host}/fraud:1\``);
    }
    for (const none of [`11111.dkr.ecr.us-east-1.amazonaws.com/fraud`, 'Fraud of 2024', KEY, 's3://team/fraud.tar']) {
      expect(hint(none), none).to.match(/^(?:a valid one is|did you mean) `/);
    }
  });
  it('is repaired: swapped letters, slashes too many, signs behind it', () => {
    for (const uri of [`${HOST.replace('dkr', 'drk')}/fraud:1`, `${HOST}//fraud:1`, `${HOST}/fraud:1,`]) {
      expect(said(realtimeCustom({ custom_image_uri: uri }))).to.match(new RegExp(`-> ${HOST}/fraud:1$`));
    }
  });
});
