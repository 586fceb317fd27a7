import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { unzipSync } from 'fflate';
import { packProcessor, type ProcessorBundle } from '../../../../processor/adapters/bundle/processor-bundle.ts';
import { useTemporaryFolder } from '../../../helpers/temporary-folder.ts';

const ROOT = path.resolve(import.meta.dirname, '../../../..');
const COMMIT = '0a1b2c3d4e5f60718293a4b5c6d7e8f901234567';

describe('the packed processor', function () {
  this.timeout(180_000);
  const folder = useTemporaryFolder();
  let bundle: ProcessorBundle;

  before('pack it', () => {
    if (!existsSync(path.join(ROOT, 'dist/mlops.js'))) throw new Error('dist/ is missing: run npm run build');
    bundle = packProcessor();
  });

  function unpack(): string {
    const place = path.join(folder(), 'processor');
    for (const [name, bytes] of Object.entries(unzipSync(readFileSync(bundle.file)))) {
      mkdirSync(path.dirname(path.join(place, name)), { recursive: true });
      writeFileSync(path.join(place, name), bytes);
    }
    return path.join(place, 'dist/mlops.js');
  }

  it('lies under its own hash and is small enough to start in seconds', async () => {
    const bytes = await bundle.read();
    expect(createHash('sha256').update(bytes).digest('hex')).to.equal(bundle.sha256);
    expect(bundle.key).to.equal(`processor/${bundle.sha256}.zip`);
    expect(bundle.bytes).to.equal(bytes.length).and.to.be.lessThan(40_000_000);
  });

  it('is not packed again as long as nothing has changed', () => {
    let packed = 0;
    expect(packProcessor({ onPack: () => (packed += 1) }).sha256).to.equal(bundle.sha256);
    expect(packed).to.equal(0);
  });

  it('validates, plans and applies all pipeline types in an empty folder, without anything beside it', () => {
    const program = unpack();
    const models = path.join(folder(), 'models');
    for (const type of readdirSync(path.join(ROOT, 'examples')).filter((name) => /^(?:byom|model)_/.test(name))) {
      cpSync(path.join(ROOT, 'examples', type, 'minimal'), path.join(models, type), { recursive: true });
    }
    const env = { PATH: process.env['PATH'], MLOPS_COMMIT: COMMIT, HOME: folder() };
    function mlops(...args: readonly string[]): string {
      return execFileSync(process.execPath, [program, ...args], { cwd: models, env, stdio: 'pipe' }).toString();
    }

    expect(JSON.parse(mlops('validate', '--format', 'json'))).to.include({ valid: true });
    mlops('plan', '--target', 'local', '--out', 'plan.json');
    const plan = JSON.parse(readFileSync(path.join(models, 'plan.json'), 'utf8')) as {
      readonly commit: string;
      readonly summary: { readonly create: number };
    };
    expect(plan.commit).to.equal(COMMIT);
    expect(plan.summary.create).to.equal(12);
    const report = JSON.parse(mlops('apply', 'plan.json', '--auto-approve', '--format', 'json')) as object;
    expect(report).to.include({ succeeded: true });
    expect(JSON.parse(mlops('plan', '--format', 'json', '--detailed-exitcode'))).to.have.nested.property(
      'summary.none',
      12,
    );
  });
});
