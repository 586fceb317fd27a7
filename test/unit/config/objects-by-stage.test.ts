import { expect } from 'chai';
import { loadDesired } from '../../../processor/config/load-desired.ts';
import { rules } from '../../../processor/config/rules/index.ts';
import { load, realtime, settingsOf, summary, toBytes, training, type Config } from './support/load.ts';

const TWO = settingsOf({
  stages: [
    { name: 'dev', account: '111111111111', region: 'eu-central-1' },
    { name: 'prod', account: '222222222222', region: 'eu-central-1' },
  ],
});

const DEV = { security_group_ids: ['sg-0a1b2c3d'], subnets: ['subnet-0a1b2c3d'] };
const PROD = { security_group_ids: ['sg-1a1b2c3d'], subnets: ['subnet-1a1b2c3d', 'subnet-2a1b2c3d'] };

/** The attribute in each stage, and what is to be said of it. */
function read(config: Config, attribute: string) {
  const { workloads, findings } = load([config], TWO);
  return {
    findings: summary(findings),
    messages: findings.map(({ message, hint }) => `${message} (${hint ?? ''})`),
    values: workloads.map(({ spec }) => (spec.attributes as unknown as Record<string, unknown>)[attribute]),
  };
}

describe('an attribute that is an object', () => {
  it('is one for all stages, or one by stage', () => {
    for (const config of [realtime, (more: object) => training({ stages: ['dev', 'prod'], ...more })]) {
      expect(read(config({ vpc_config: DEV }), 'vpc_config').values).to.deep.equal([DEV, DEV]);
      expect(read(config({ vpc_config: { prod: PROD, dev: DEV } }), 'vpc_config')).to.deep.equal({
        findings: [],
        messages: [],
        values: [DEV, PROD],
      });
    }
  });

  it('tells environment variables from stages by what they hold', () => {
    const plain = { dev: '1', prod: '' };
    expect(read(realtime({ environment: plain }), 'environment').values).to.deep.equal([plain, plain]);
    const byStage = { dev: { LOG_LEVEL: 'debug' }, prod: {} };
    expect(read(realtime({ environment: byStage }), 'environment').values).to.deep.equal([{ LOG_LEVEL: 'debug' }, {}]);
  });

  it('may scale, deploy and be serverless by stage', () => {
    const small = { min_instances: 1, max_instances: 2, invocations_per_instance: 100 };
    const autoscaling = { dev: small, prod: { ...small, max_instances: 8 } };
    expect(read(realtime({ autoscaling }), 'autoscaling')).to.deep.include({
      findings: [],
      values: [small, { ...small, max_instances: 8 }],
    });
    const deployment = { dev: { strategy: 'all_at_once' }, prod: { strategy: 'rolling', step_percentage: 10 } };
    expect(read(realtime({ deployment }), 'deployment').values).to.deep.equal(Object.values(deployment));
    const serverless = {
      dev: { memory_size_in_mb: 1024, max_concurrency: 1 },
      prod: { memory_size_in_mb: 4096, max_concurrency: 20 },
    };
    const config = realtime({ serverless, data_capture_percentage: 0, inference_instance: undefined });
    expect(read(config, 'serverless').values).to.deep.equal(Object.values(serverless));
  });

  const faults: readonly (readonly [title: string, config: Config, finding: string, says: RegExp])[] = [
    [
      'a stage without a value',
      realtime({ vpc_config: { dev: DEV } }),
      'stage-value-missing /vpc_config',
      /`vpc_config` has no value for `prod`/,
    ],
    [
      'a stage that there is not',
      realtime({ vpc_config: { dev: DEV, prdo: PROD } }),
      'unknown-stage /vpc_config/prdo',
      /did you mean `prod`/,
    ],
    [
      'what is no name of a stage',
      realtime({ vpc_config: { dev: DEV, 'pr od': PROD } }),
      'unknown-stage /vpc_config/pr od',
      /is no name of a stage/,
    ],
    [
      'a value of another kind beside an object',
      realtime({ environment: { dev: { A: '1' }, prod: 'A' } }),
      'wrong-type /environment/prod',
      /`environment.prod`: `"A"` is not an object/,
    ],
    [
      'a key that is missing in one stage',
      realtime({ vpc_config: { dev: DEV, prod: { subnets: PROD.subnets } } }),
      'missing-attribute /vpc_config/prod',
      /`security_group_ids` is missing in `vpc_config.prod` \(add it, for example `"security_group_ids": \["sg-0a1b2c3d"\]`\)/,
    ],
    [
      'a key that is misspelt in one stage',
      realtime({ vpc_config: { dev: DEV, prod: { ...PROD, subnet: [] } } }),
      'unknown-attribute /vpc_config/prod/subnet',
      /`subnet` is no key of `vpc_config.prod` \(did you mean `subnets`\?\)/,
    ],
    [
      'a wrong value in one stage',
      realtime({ vpc_config: { dev: DEV, prod: { ...PROD, subnets: ['subnet'] } } }),
      'wrong-form /vpc_config/prod/subnets/0',
      /`vpc_config.prod.subnets\[0\]`: `"subnet"`/,
    ],
    [
      'a stage inside the object',
      realtime({ vpc_config: { ...DEV, subnets: { dev: DEV.subnets, prod: PROD.subnets } } }),
      'wrong-type /vpc_config/subnets',
      /`vpc_config.subnets`: an object with 2 members is not an array/,
    ],
    [
      'a variable that can be none',
      realtime({ environment: { '1ST': 'x' } }),
      'wrong-form /environment/1ST',
      /not allowed as a key in `environment`/,
    ],
    [
      'such a variable in one stage',
      realtime({ environment: { dev: { '1ST': 'x' }, prod: {} } }),
      'wrong-form /environment/dev/1ST',
      /not allowed as a key in `environment.dev`/,
    ],
  ];
  for (const [title, config, finding, says] of faults) {
    it(`has one finding for ${title}`, () => {
      const { findings, messages } = read(config, 'vpc_config');
      expect(findings, messages.join('\n')).to.deep.equal([finding]);
      expect(messages[0]).to.match(says);
    });
  }

  it('is no map of stages where one of its own keys stands', () => {
    const { findings, messages } = read(
      realtime({ vpc_config: { security_group_id: [], subnets: { dev: DEV.subnets, prod: PROD.subnets } } }),
      'vpc_config',
    );
    expect(findings).to.have.members([
      'unknown-attribute /vpc_config/security_group_id',
      'wrong-type /vpc_config/subnets',
    ]);
    expect(messages.join('\n')).to.include('did you mean `security_group_ids`?');
  });

  it('has its mistakes of meaning in the stage that they are in', () => {
    const small = { min_instances: 1, max_instances: 2, invocations_per_instance: 100 };
    const config = realtime({
      autoscaling: { dev: small, prod: { ...small, min_instances: 3 } },
      deployment: { dev: { strategy: 'all_at_once' }, prod: { strategy: 'linear', step_percentage: 5 } },
    });
    const files = [{ path: 'mlops-config.json', bytes: toBytes(config) }];
    const { findings } = loadDesired({ files, settings: TWO, rules });
    expect(findings.filter(({ severity }) => severity === 'error').map(({ pointer }) => pointer)).to.deep.equal([
      '/autoscaling/prod/min_instances',
      '/deployment/prod/step_percentage',
    ]);
  });

  it('says nothing of blanks in a variable that is named like a stage', () => {
    expect(read(realtime({ environment: { dev: ' ' } }), 'environment').findings).to.deep.equal([]);
  });
});
