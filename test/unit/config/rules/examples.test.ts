import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { loadDesired } from '../../../../processor/config/load-desired.ts';
import { rules } from '../../../../processor/config/rules/index.ts';
import { parseSettings } from '../../../../processor/config/settings/settings.ts';

const EXAMPLES = join(import.meta.dirname, '../../../../examples');
const NAME = 'mlops-config.json';

/** Warnings that an example has on purpose: alone, a monitor has no endpoint; a full one shows every attribute. */
const ACCEPTED = ['monitored-endpoint-unknown', 'monitor-attribute-unused', 'old-spelling'];

function findConfigs(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(NAME))
    .sort();
}

function readIfThere(path: string): Buffer | undefined {
  return existsSync(path) ? readFileSync(path) : undefined;
}

function findingsOf(folder: string, paths: readonly string[]) {
  const { settings, findings } = parseSettings(readIfThere(join(folder, 'mlops-settings.json')));
  const files = paths.map((path) => ({ path, bytes: readFileSync(join(folder, path)) }));
  return [...findings, ...loadDesired({ files, settings, rules }).findings];
}

describe('rules: examples', () => {
  const single = findConfigs(EXAMPLES).filter((path) => !path.startsWith('repository'));

  it('are there for every pipeline type', () => {
    expect(single).to.have.length.of.at.least(24);
  });

  for (const path of single) {
    it(`find no fault in examples/${path}`, () => {
      const findings = findingsOf(EXAMPLES, [path]).filter(({ code }) => !ACCEPTED.includes(code));
      expect(findings).to.deep.equal([]);
    });
  }

  it('find nothing but an old spelling in examples/repository', () => {
    const folder = join(EXAMPLES, 'repository');
    const findings = findingsOf(folder, findConfigs(folder)).filter(({ code }) => code !== 'old-spelling');
    expect(findings).to.deep.equal([]);
  });
});
