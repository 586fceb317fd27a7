import { expect } from 'chai';

import { check, type Config, realtime } from './support/load.ts';

const AWS_KEY = ['AKIA', 'IOSFODNN7EXAMPLE'].join('');
const TOKEN = ['ghp_', 'abcdefghijklmnopqrstuvwxyz0123456789'].join('');
const PEM = ['-----BEGIN RSA', 'PRIVATE KEY-----\nMIIBOgIBAAJBAK'].join(' ');
const WORD = 'correct-horse-battery';

describe('secrets in configs', () => {
  const cases: readonly (readonly [fixture: string, config: Config, secret: string])[] = [
    ['67: access key as a name', realtime({ model_name: `${AWS_KEY}_` }), AWS_KEY],
    ['67: access key as a bucket', realtime({ data_capture_location: `${AWS_KEY}/x` }), AWS_KEY],
    ['67: access key as an unknown key', realtime({ [AWS_KEY]: 1 }), AWS_KEY],
    ['67: token as an instance', realtime({ inference_instance: TOKEN }), TOKEN],
    ['67: token as a pipeline type', realtime({ pipeline_type: TOKEN }), TOKEN],
    ['67: PEM as an endpoint', realtime({ endpoint_name: PEM }), 'MIIBOgIBAAJBAK'],
    ['67: PEM cut short by its length', realtime({ endpoint_name: PEM.repeat(20) }), 'MIIBOgIBAAJBAK'],
    ['67: value of a password', realtime({ environment: { DB_PASSWORD: { value: WORD } } }), WORD],
    ['67: wrong type of a password', realtime({ tags: { password: [WORD] } }), WORD],
    ['67: number as a password', realtime({ environment: { dbPassword: 918273645 } }), '918273645'],
    ['67: text with a bidi mark as a token', realtime({ environment: { api_token: `${WORD}\u202e` } }), WORD],
  ];
  for (const [fixture, config, secret] of cases) {
    it(`fixture ${fixture} is refused and never echoed`, () => {
      const findings = check(config);
      expect(findings).to.have.lengthOf(1);
      const { message, hint, related } = findings[0] ?? {};
      expect(JSON.stringify([message, hint, related])).not.to.include(secret);
    });
  }
});
