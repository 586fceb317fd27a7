import { expect } from 'chai';

import { loadDesired } from '../../../../processor/config/load-desired.ts';
import { rules } from '../../../../processor/config/rules/index.ts';
import type { Finding, Severity } from '../../../../processor/model/finding.ts';
import type { Settings, Stage } from '../../../../processor/model/settings.ts';

export const ACCOUNT = '111111111111';

/** A stage of its own account, so that names of stages never clash by accident. */
export function stage(name: string, overrides: Partial<Stage> = {}): Stage {
  const account = overrides.account ?? ACCOUNT;
  const region = overrides.region ?? 'us-east-1';
  return { name, account, region, approval: false, protected: false, assetsBucket: 'team-assets', ...overrides };
}

export function settingsWith(stages: readonly Stage[], overrides: Partial<Settings> = {}): Settings {
  return {
    target: 'local',
    stackPrefix: 'mlops-pipeline',
    stages,
    notifications: { emails: [] },
    guards: {},
    allowedAccounts: [],
    ...overrides,
  };
}

export const ONE_STAGE = settingsWith([stage('dev')]);
export const TWO_STAGES = settingsWith([stage('dev'), stage('prod', { account: '222222222222', region: 'eu-west-1' })]);

export type Configs = Readonly<Record<string, unknown>>;

/** Everything that all rules say about these files, as the program would: parsed, shaped, normalised. */
export function checkConfigs(configs: Configs, settings: Settings = ONE_STAGE): readonly Finding[] {
  const files = Object.entries(configs).map(([path, value]) => ({
    path,
    bytes: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value, undefined, 2)),
  }));
  return loadDesired({ files, settings, rules }).findings;
}

/** What a finding is expected to be; `hint` and `message` only have to contain the text. */
export interface Expected {
  readonly code: string;
  readonly pointer: string;
  readonly severity?: Severity;
  readonly file?: string;
  readonly message?: string;
  readonly hint?: string;
  /** Files of the related places. */
  readonly related?: readonly string[];
}

export interface RuleCase {
  readonly title: string;
  /** One config alone, or several files. */
  readonly config?: unknown;
  readonly configs?: Configs;
  readonly settings?: Settings;
  /** All findings, in order; none for a valid commit. */
  readonly expected: readonly Expected[];
}

/** One test per case: exactly these findings, each at its place. */
export function testRules(cases: readonly RuleCase[]): void {
  for (const { title, config, configs, settings, expected } of cases) {
    it(title, () => {
      const findings = checkConfigs(configs ?? { 'mlops-config.json': config }, settings);
      const summary = findings.map(({ severity, code, pointer }) => `${severity} ${code} ${pointer}`);
      expect(summary).to.deep.equal(
        expected.map(({ severity = 'error', code, pointer }) => `${severity} ${code} ${pointer}`),
      );
      for (const [index, wanted] of expected.entries()) expectFinding(findings[index], wanted);
    });
  }
}

function expectFinding(finding: Finding | undefined, { file, message, hint, related }: Expected): void {
  if (file !== undefined) expect(finding?.file).to.equal(file);
  if (message !== undefined) expect(finding?.message).to.contain(message);
  if (hint !== undefined) expect(finding?.hint).to.contain(hint);
  if (related !== undefined) expect(finding?.related?.map((place) => place.file)).to.deep.equal(related);
  // The manners of every message: lower case or a quoted name first, no full stop, a cure
  expect(finding?.message).to.match(/^[^A-Z]|^(?:EventBridge|Model Monitor|SageMaker|AWS)/);
  expect(finding?.message).to.not.match(/\.$|failed to/);
  expect(finding?.hint ?? '', 'a hint').to.not.equal('');
  expect(finding?.line).to.be.greaterThan(0);
}
