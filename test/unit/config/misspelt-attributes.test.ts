import { expect } from 'chai';

import { ATTRIBUTES } from '../../../schema/generated/attributes.ts';
import { checkConfigs } from './rules/check-configs.ts';
import {
  autopilot,
  batch,
  bias,
  dataQuality,
  explainability,
  imageBuilder,
  modelQuality,
  realtime,
  realtimeCustom,
  training,
  tuner,
} from './rules/workloads.ts';

type Attributes = Readonly<Record<string, unknown>>;

/** Swapped letters, a letter too few at either end and within, other capitals, other signs between the words. */
function slipsOf(name: string): readonly string[] {
  const last = name.length - 1;
  const middle = name.includes('_') ? name.indexOf('_') - 1 : 1;
  const slips = [
    `${name.slice(0, middle)}${name[middle + 1]}${name[middle]}${name.slice(middle + 2)}`,
    name.slice(1),
    name.slice(0, last),
    `${name.slice(0, middle)}${name.slice(middle + 1)}`,
    name.toUpperCase(),
    name.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
    name.replaceAll('_', '-'),
    name.replaceAll('_', ' '),
    name.replaceAll('_', ''),
  ];
  return [...new Set(slips)].filter((slip) => slip !== name);
}

function renamed(attributes: Attributes, from: string, to: string): Attributes {
  return Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key === from ? to : key, value]));
}

function check(config: Attributes): readonly string[] {
  return checkConfigs({ 'a.json': config })
    .filter(({ code }) => !['monitored-endpoint-unknown', 'old-spelling'].includes(code))
    .map(({ code, pointer, hint }) => `${code} ${pointer} -- ${hint}`);
}

const WORKLOADS: readonly Attributes[] = [
  training(),
  tuner(),
  autopilot(),
  realtime(),
  realtimeCustom(),
  batch(),
  dataQuality(),
  modelQuality(),
  bias(),
  explainability(),
  imageBuilder(),
];

const REQUIRED = new Set(
  Object.values(ATTRIBUTES)
    .flat()
    .filter(({ required }) => required)
    .map(({ name }) => name),
);

describe('a misspelt attribute that a workload needs', () => {
  for (const config of WORKLOADS) {
    const type = String(config['pipeline_type']);
    const names = Object.keys(config).filter((name) => REQUIRED.has(name) && name !== 'pipeline_type');
    it(`is one finding, with the name that is meant: ${type}`, () => {
      for (const name of names) {
        for (const slip of slipsOf(name)) {
          const hint = `did you mean \`${name}\`?`;
          expect(check(renamed(config, name, slip)), slip).to.deep.equal([`unknown-attribute /${slip} -- ${hint}`]);
          const shared = { defaults: renamed(config, name, slip), workloads: [{ name: 'a' }] };
          expect(check(shared), slip).to.deep.equal([`unknown-attribute /defaults/${slip} -- ${hint}`]);
        }
      }
    });
  }

  it('is one where its old spelling is misspelt once more, and the hint has the new one', () => {
    const { algo_hyperparameters, hyperparameters_ranges, ...rest } = tuner();
    const old = {
      ...rest,
      algo_hyperparamaters: algo_hyperparameters,
      hyperparamaters_ranges: hyperparameters_ranges,
    };
    for (const [name, meant] of [
      ['algo_hyperparamaters', 'algo_hyperparameters'],
      ['hyperparamaters_ranges', 'hyperparameters_ranges'],
    ] as const) {
      for (const slip of slipsOf(name)) {
        const hint = `did you mean \`${meant}\`?`;
        expect(check(renamed(old, name, slip)), slip).to.deep.equal([`unknown-attribute /${slip} -- ${hint}`]);
        const shared = { defaults: renamed(old, name, slip), workloads: [{ name: 'a' }] };
        expect(check(shared), slip).to.deep.equal([`unknown-attribute /defaults/${slip} -- ${hint}`]);
      }
    }
  });

  it('is one where it is the type in `defaults`, whatever it is called', () => {
    for (const slip of slipsOf('pipeline_type')) {
      const file = { defaults: renamed(realtime(), 'pipeline_type', slip), workloads: [{ name: 'a' }, { name: 'b' }] };
      expect(check(file), slip).to.deep.equal([
        `unknown-attribute /defaults/${slip} -- did you mean \`pipeline_type\`?`,
      ]);
    }
    const file = { defaults: renamed(realtime(), 'pipeline_type', 'what'), workloads: [{ name: 'a' }, { name: 'b' }] };
    expect(check(file)).to.deep.equal(['missing-attribute /defaults/what -- did you mean it by `what`?']);
  });
});
