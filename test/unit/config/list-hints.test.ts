import { expect } from 'chai';
import { parseSettings } from '../../../processor/config/settings/settings.ts';
import type { Finding } from '../../../processor/model/finding.ts';
import { checkConfigs } from './rules/check-configs.ts';
import { bias, realtime, training, tuner } from './rules/workloads.ts';
import { toBytes } from './support/load.ts';

type Values = Readonly<Record<string, unknown>>;

const SUBNETS = ['subnet-0a1b2c3d'];
const TUNING = { objective_metric_name: 'validation:auc', max_jobs: 4, max_parallel_jobs: 2 };

function ofConfig(config: unknown): readonly Finding[] {
  return checkConfigs({ 'mlops-config.json': config });
}

function ofSettings(settings: Values): readonly Finding[] {
  return parseSettings(toBytes(settings)).findings;
}

/** All lists, and what is found where such a value stands in one's place. */
const LISTS: Readonly<Record<string, (value: unknown) => readonly Finding[]>> = {
  stages: (stages) => ofConfig(realtime({ stages })),
  depends_on: (depends_on) => ofConfig(realtime({ depends_on })),
  attribute_names: (attribute_names) => ofConfig(training({ attribute_names })),
  security_group_ids: (ids) => ofConfig(realtime({ vpc_config: { security_group_ids: ids, subnets: SUBNETS } })),
  subnets: (subnets) => ofConfig(realtime({ vpc_config: { security_group_ids: ['sg-0a1b2c3d'], subnets } })),
  alarms: (alarms) => ofConfig(realtime({ deployment: { strategy: 'canary', alarms } })),
  hyperparameters_to_keep_static: (names) =>
    ofConfig(tuner({ tuner_configs: { ...TUNING, hyperparameters_to_keep_static: names } })),
  label_headers: (label_headers) => ofConfig(bias({ model_predicted_label_config: { label: 0, label_headers } })),
  label_values_or_threshold: (values) =>
    ofConfig(bias({ bias_config: { facet_name: 'age', label_values_or_threshold: values } })),
  emails: (emails) => ofSettings({ notifications: { emails } }),
  allowed_accounts: (allowed_accounts) => ofSettings({ allowed_accounts }),
};

/** Findings about the form of the list, or of an item. */
function faultsIn(list: string, value: unknown): readonly Finding[] {
  const findings = LISTS[list]?.(value) ?? [];
  return findings.filter(({ pointer, code }) => pointer.includes(`/${list}`) && /^(?:wrong|too)-/.test(code));
}

function proposed({ hint = '' }: Finding): unknown {
  const shown = /^write (?:a list, such as |for example )?`(.*)`(?: in double quotes)?$/.exec(hint)?.[1];
  return shown === undefined ? expect.fail(hint) : (JSON.parse(shown) as unknown);
}

describe('what is proposed for a list', () => {
  for (const list of Object.keys(LISTS)) {
    it(`is a sound one, whatever stands in its place: ${list}`, () => {
      for (const value of [5, 111111111111, true, false, 'foo bar', 'sg-0a1b2c3d', 'a@b.co, c@d.co', 'x,,y']) {
        const faults = faultsIn(list, value);
        // Only one attribute takes text as well, which is to hold a list.
        const kind = list === 'attribute_names' && typeof value === 'string' ? 'wrong-form' : 'wrong-type';
        const [fault = expect.fail(JSON.stringify(value))] = faults;
        expect(faults.map(({ code }) => code)).to.deep.equal([kind]);
        const hint = proposed(fault);
        expect(hint, fault.hint).to.be.an('array');
        expect(faultsIn(list, hint), fault.hint).to.deep.equal([]);
      }
    });

    it(`is a sound item for what is none: ${list}`, () => {
      for (const value of [5, true]) {
        const [fault] = faultsIn(list, [value]);
        if (list === 'label_values_or_threshold' && value === 5) expect(fault).to.equal(undefined);
        else if (list === 'allowed_accounts') expect(fault?.hint).to.match(/twelve digits|`"\d{12}"`/);
        else expect(faultsIn(list, [proposed(fault ?? expect.fail())]), fault?.hint).to.deep.equal([]);
      }
    });
  }

  it('is no list without items, and none that hides more than it helps', () => {
    for (const value of [',', ' , ', '', `${'x'.repeat(200)},y`]) {
      expect(faultsIn('label_headers', value)[0]?.hint, value).to.match(/^put brackets around the items/);
    }
    expect(faultsIn('subnets', ',')[0]?.hint).to.match(/^write a list, such as `\["subnet-/);
  });

  it('ends no code span of a page where it is shown', () => {
    expect(faultsIn('label_headers', 'a`b,c')[0]?.hint).to.equal('write `["a\\u{60}b", "c"]`');
  });

  it('says what is meant where text has a form that no number has', () => {
    const hints = ofSettings({ stack_prefix: 5, stages: [{ name: 'dev', region: 5, role_arn: true }] }).map(
      ({ hint }) => hint,
    );
    expect(hints).to.have.members([
      'a valid one is `mlops-pipeline`',
      'a valid one is `eu-central-1`',
      'a valid one is `arn:aws:iam::111111111111:role/mlops-deploy`',
    ]);
  });
});
