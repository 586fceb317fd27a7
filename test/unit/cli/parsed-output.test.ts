import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DOMParser, onErrorStopParsing } from '@xmldom/xmldom';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { CliWorld } from '../../helpers/cli-world.ts';
import { training } from '../config/rules/workloads.ts';

const schema = readFileSync(join(import.meta.dirname, '../../../schema/findings.schema.json'), 'utf8');

describe('output that programs parse', () => {
  let world: CliWorld;

  beforeEach(() => {
    world = new CliWorld();
  });
  afterEach(() => {
    world.remove();
  });

  /** Of `mlops validate`, which is to fail because there is no config file, and says so on stderr. */
  async function validateNothing(format: string): Promise<string> {
    const { code, stdout, stderr } = await world.run('validate', '--format', format);
    expect(code).to.equal(1);
    expect(stderr).to.match(/^error: there is no mlops-config\.json in .+ \[no-config-files\]\n/);
    return stdout;
  }

  it('is a whole document of findings where there is no config file, and never a valid one', async () => {
    const findings: unknown = JSON.parse(await validateNothing('json'));
    expect(findings).to.deep.equal({ valid: false, files: 0, workloads: 0, findings: [] });
    expect(new Ajv2020().validate(JSON.parse(schema) as object, findings)).to.equal(true);

    const sarif = JSON.parse(await validateNothing('sarif')) as { readonly version: string; readonly runs: unknown[] };
    expect(sarif.version).to.equal('2.1.0');
    expect(sarif.runs).to.have.length(1);
    expect(sarif).to.have.nested.property('runs[0].results').that.eql([]);

    const junit = new DOMParser({ onError: onErrorStopParsing }).parseFromString(
      await validateNothing('junit'),
      'text/xml',
    );
    expect(junit.documentElement?.tagName).to.equal('testsuites');
    expect(junit.documentElement?.getAttribute('tests')).to.equal('0');

    expect(await validateNothing('markdown')).to.equal('**0 files with 0 workloads: no findings**\n');
    expect(await validateNothing('text')).to.equal('');
  });

  it('is one document where a warning is all there is to say, and where settings alone were asked for', async () => {
    world.write({ 'churn/mlops-config.jsonc': {} });
    const findings = JSON.parse(await validateNothing('json')) as { readonly findings: readonly { code: string }[] };
    expect(findings).to.include({ valid: false, files: 0, workloads: 0 });
    expect(findings.findings.map(({ code }) => code)).to.deep.equal(['near-miss']);

    world.write({ 'mlops-settings.json': { stages: [{ name: 'dev' }] } });
    const settings = await world.run('validate', '--format', 'json', 'mlops-settings.json');
    expect(settings.code).to.equal(0);
    expect(JSON.parse(settings.stdout)).to.include({ valid: true, files: 1, workloads: 0 });
  });

  it('is empty where nothing is deployed, not missing', async () => {
    world.write({ 'churn/mlops-config.json': training() });
    expect(await world.list('status')).to.deep.equal([]);
    expect(await world.list('history')).to.deep.equal([]);
  });

  const early: readonly (readonly [string, readonly string[]])[] = [
    ['invalid-config', ['plan']],
    ['invalid-config', ['apply', '--auto-approve']],
    ['unknown-stage', ['status', '--stage', 'nowhere']],
    ['unknown-stage', ['history', '--stage', 'nowhere']],
    ['unknown-stack', ['history', 'mlops-pipeline-nothing']],
    ['unknown-stack', ['destroy', 'mlops-pipeline-nothing', '--auto-approve']],
    ['unreadable-file', ['show', 'nowhere.json']],
    ['unknown-ref', ['validate', '--ref', 'nowhere']],
  ];
  for (const [code, args] of early) {
    it(`is never half of one: mlops ${args.join(' ')} tells its error on stderr alone (${code})`, async () => {
      world.write({ 'churn/mlops-config.json': { ...training(), modl_name: 'churn' } });
      world.repository.commit();
      const ended = await world.run(...args, '--format', 'json');
      expect(ended.code).to.be.oneOf([1, 64]);
      expect(ended.stderr).to.include(`[${code}]`);
      expect(ended.stdout).to.equal('');
    });
  }
});
