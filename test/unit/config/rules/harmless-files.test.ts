import { expect } from 'chai';
import { readConfigText } from '../../../../processor/config/read/read-config-text.ts';
import type { RuleContext } from '../../../../processor/config/rules/shared/rule.ts';
import { checkUntrustedContent } from '../../../../processor/config/rules/file/untrusted-content.ts';
import { parseSettings } from '../../../../processor/config/settings/settings.ts';
import { makeConfigs } from '../../../bench/support/configs.ts';

/** Each gives a finding, alone or as the value of the member that it is put in. */
const FAULTS: readonly Readonly<Record<string, unknown>>[] = [
  { note: 'see {{resolve:ssm:x}}' },
  { note: '${Token[AWS.AccountId.0]}' },
  { note: 'use ${HOME} here' },
  { note: 'AKIAABCDEFGHIJKLMNOP' },
  { note: ['ghp_abcdefghijklmnopqrst'] },
  { note: 'sk-abcdefghijklmnopqrstuvwxyz' },
  { note: 'hf_abcdefghijklmnopqrstuvwxyz' },
  { note: 'https://user:word@example.com/x' },
  { note: '-----BEGIN RSA PRIVATE KEY-----' },
  { DB_PASSWORD: 'correct horse' },
  { apiKey: 'correct horse' },
  { 'secret-token': 'correct horse' },
  { PRIVATE_KEY: 'correct horse' },
  { note: { Ref: 'Bucket' } },
  { note: { 'Fn::Sub': 'x' } },
  { 'a${b}': 'x' },
];
const FORMS = [
  (value: unknown) => JSON.stringify(value),
  (value: unknown) => JSON.stringify(value, null, 2),
  (value: unknown) => JSON.stringify({ escaped: 'C:\\x', value }, null, '\t'),
  (value: unknown) => JSON.stringify({ foreign: 'é', value }),
  (value: unknown) => JSON.stringify(value).replaceAll('$', '\\u0024').replaceAll('k', '\\u006b'),
];

function isHarmless(value: unknown): boolean {
  const { parsed, findings } = readConfigText(Buffer.from(JSON.stringify(value)), 'x');
  expect(findings).to.deep.equal([]);
  return parsed?.isHarmless === true;
}

describe('files that are harmless as a whole', () => {
  const valid = makeConfigs(1200).map(({ path, text }, index) => {
    const config = JSON.parse(text) as Record<string, unknown>;
    const fault = FAULTS[index % FAULTS.length] ?? {};
    const form = FORMS[Math.floor(index / FAULTS.length) % FORMS.length] ?? JSON.stringify;
    return { path, text: index % 3 === 0 ? form({ ...config, environment: fault }) : text, isFaulty: index % 3 === 0 };
  });
  const files = valid.flatMap(({ path, text }) => readConfigText(Buffer.from(text), path).parsed ?? []);
  const written = files.map((source) => ({
    source,
    pipelineType: 'byom_image_builder' as const,
    pointer: '',
    attributes: {},
    pointerOf: () => '',
  }));
  const context: RuleContext = { settings: parseSettings(undefined).settings, written, resolved: [] };

  it('have the same findings as when each text and name is looked at', () => {
    const plain = checkUntrustedContent({ ...context, files });
    expect(plain).to.have.lengthOf(400);
    expect(checkUntrustedContent(context)).to.deep.equal(plain);
  });

  it('are the valid ones, and none with a fault', () => {
    expect(files).to.have.lengthOf(valid.length);
    const harmless = new Set(files.filter(({ isHarmless }) => isHarmless).map(({ file }) => file));
    for (const { path, isFaulty } of valid) expect(harmless.has(path), path).to.equal(!isFaulty);
  });

  it('may hold texts that name secrets, but no members that do', () => {
    expect(isHarmless({ note: 'the password is in the secret, Fn::Sub and Ref' })).to.equal(true);
    expect(isHarmless({ password: 'note' })).to.equal(false);
  });

  it('are told apart however many names were read before', () => {
    expect(isHarmless({ nested: [{ token: 'x' }] })).to.equal(false);
    for (let file = 0; file < 3; file++) {
      const names = Array.from({ length: 4000 }, (_, index) => [`n${file}:${index}`, 'x']);
      expect(isHarmless(Object.fromEntries(names))).to.equal(true);
    }
    // One that was read before, and one that was not.
    for (const name of ['token', 'db_password'] as const) {
      expect(isHarmless({ nested: [{ [name]: 'x' }] }), name).to.equal(false);
      expect(isHarmless({ nested: [{ [name]: 'x' }] }), name).to.equal(false);
    }
  });
});
