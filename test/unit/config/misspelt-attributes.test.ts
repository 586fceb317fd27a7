import { expect } from 'chai';

import { ATTRIBUTES } from '../../../schema/generated/attributes.ts';
import { checkConfigs } from './rules/check-configs.ts';
import * as workloads from './rules/workloads.ts';

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

/** A workload of each kind that has attributes of its own. */
const WORKLOADS: readonly Attributes[] = Object.values(workloads).map((make) => make());

const REQUIRED = new Set(
  Object.values(ATTRIBUTES)
    .flat()
    .filter(({ required }) => required)
    .map(({ name }) => name),
);

/** Each slip in a name is one finding at the key, in a file of one workload and in `defaults`, with the name meant. */
function expectOneFinding(config: Attributes, name: string, meant: string): void {
  for (const slip of slipsOf(name)) {
    const hint = `did you mean \`${meant}\`?`;
    expect(check(renamed(config, name, slip)), slip).to.deep.equal([`unknown-attribute /${slip} -- ${hint}`]);
    const shared = { defaults: renamed(config, name, slip), workloads: [{ name: 'a' }] };
    expect(check(shared), slip).to.deep.equal([`unknown-attribute /defaults/${slip} -- ${hint}`]);
  }
}

describe('a misspelt attribute that a workload needs', () => {
  for (const config of WORKLOADS) {
    const type = String(config['pipeline_type']);
    const names = Object.keys(config).filter((name) => REQUIRED.has(name) && name !== 'pipeline_type');
    it(`is one finding, with the name that is meant: ${type}`, () => {
      for (const name of names) {
        expectOneFinding(config, name, name);
      }
    });
  }

  it('is one where its old spelling is misspelt once more, and the hint has the new one', () => {
    const { algo_hyperparameters, hyperparameters_ranges, ...rest } = workloads.tuner();
    const old = {
      ...rest,
      algo_hyperparamaters: algo_hyperparameters,
      hyperparamaters_ranges: hyperparameters_ranges,
    };
    for (const [name, meant] of [
      ['algo_hyperparamaters', 'algo_hyperparameters'],
      ['hyperparamaters_ranges', 'hyperparameters_ranges'],
    ] as const) {
      expectOneFinding(old, name, meant);
    }
  });

  it('is one where it is the type in `defaults`, whatever it is called', () => {
    for (const slip of slipsOf('pipeline_type')) {
      const file = {
        defaults: renamed(workloads.realtime(), 'pipeline_type', slip),
        workloads: [{ name: 'a' }, { name: 'b' }],
      };
      expect(check(file), slip).to.deep.equal([
        `unknown-attribute /defaults/${slip} -- did you mean \`pipeline_type\`?`,
      ]);
    }
    const file = {
      defaults: renamed(workloads.realtime(), 'pipeline_type', 'what'),
      workloads: [{ name: 'a' }, { name: 'b' }],
    };
    expect(check(file)).to.deep.equal(['missing-attribute /defaults/what -- did you mean it by `what`?']);
  });
});
