import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { canonicalJson } from '../../pipelines/canonical-json.ts';
import type { PipelineSpec } from '../../pipelines/spec.ts';
import { loadDesired } from '../../processor/config/load-desired.ts';
import { completeSettings } from '../../processor/config/settings/complete-settings.ts';
import { synthesizableExamples } from './support/examples.ts';
import { templateOf } from './support/template.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:111111111111:ml';
const EMAILS = ['ml-admins@example.com', 'ml-team@example.com'];
const BEFORE = {
  stages: [{ name: 'dev', account: '111111111111', region: 'eu-west-1' }],
  notifications: { emails: EMAILS },
};

const CHANGES: readonly (readonly [what: string, settings: Parameters<typeof completeSettings>[0]])[] = [
  ['an address more', { ...BEFORE, notifications: { emails: [...EMAILS, 'on-call@example.com'] } }],
  ['another order', { ...BEFORE, notifications: { emails: [...EMAILS].reverse() } }],
  ['a topic of its own', { ...BEFORE, notifications: { emails: EMAILS, topic_arn: TOPIC } }],
  ['a repository of images', { ...BEFORE, ecr_repository: 'ml-images' }],
];

function specOf(name: string, settings: Parameters<typeof completeSettings>[0]): PipelineSpec {
  const path = `${name}/mlops-config.json`;
  const bytes = readFileSync(new URL(`../../examples/${path}`, import.meta.url));
  const { workloads } = loadDesired({ files: [{ path, bytes }], settings: completeSettings(settings), rules: [] });
  return workloads[0]?.spec ?? expect.fail(path);
}

/** What a workload is made of decides whether it is updated: settings that its stack does not use are not among it. */
describe('settings that a workload is made of', function () {
  this.timeout(60_000);
  const used = new Set<string>();

  for (const { name } of synthesizableExamples().filter((example) => example.name.endsWith('/minimal'))) {
    it(`are those that its template uses: ${name}`, () => {
      const before = specOf(name, BEFORE);
      const resources = canonicalJson(templateOf(before).Resources);
      for (const [what, settings] of CHANGES) {
        const after = specOf(name, settings);
        const isUsed = canonicalJson(templateOf(after).Resources) !== resources;
        const isInput = canonicalJson(after.environment) !== canonicalJson(before.environment);
        expect(isInput, what).to.equal(isUsed);
        if (isUsed) used.add(what);
      }
    });
  }

  it('are addresses and a topic for some of them, never the order of addresses', () => {
    expect([...used].sort()).to.deep.equal(['a topic of its own', 'an address more']);
  });
});
