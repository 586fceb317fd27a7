import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';
import { unzipSync } from 'fflate';

import { FAMILIES, LAMBDA_SOURCES } from '../../pipelines/families.ts';
import { cdkSynthesizer } from '../../processor/adapters/cdk/synthesizer.ts';
import { UserError } from '../../processor/model/errors.ts';
import { buildLambdas, type Manifest } from '../../scripts/build-lambdas.ts';
import { realtimeSpec, trainingSpec } from './support/specs.ts';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
/** Functions that belong to no pipeline, by the folder that they are found in. */
const CONTROL_PLANE = { 'say-hello': 'pipelines/control-plane', 'say-goodbye': 'processor/lambda' };
const PROVENANCE = { fingerprint: 'f', configPath: 'a/mlops-config.json', commit: null, dependsOn: ['other'] };

describe('build of the Lambda functions', function () {
  this.timeout(120_000);
  let root: string;
  let manifest: Manifest;
  let digests: Record<string, string>;

  before(async () => {
    root = mkdtempSync(join(tmpdir(), 'mlops-build-'));
    cpSync(join(PROJECT, 'pipelines'), join(root, 'pipelines'), { recursive: true });
    symlinkSync(join(PROJECT, 'node_modules'), join(root, 'node_modules'));
    // Those of the control plane are tried with two of our own.
    rmSync(join(root, 'pipelines/control-plane'), { recursive: true, force: true });
    for (const [name, folder] of Object.entries(CONTROL_PLANE)) {
      mkdirSync(join(root, folder), { recursive: true });
      writeFileSync(join(root, folder, `${name}.lambda.ts`), `export const handler = async () => '${name}';\n`);
    }
    ({ manifest, digests } = await build('first'));
  });

  after(() => {
    rmSync(root, { recursive: true });
  });

  async function build(name: string) {
    const outdir = join(root, name);
    await buildLambdas({ root, outdir });
    function read(file: string): unknown {
      return JSON.parse(readFileSync(join(outdir, file), 'utf8'));
    }
    return {
      manifest: read('lambda/manifest.json') as Manifest,
      digests: read('pipeline-digests.json') as Record<string, string>,
    };
  }

  function edit(file: string, change: (text: string) => string): void {
    const path = join(root, 'pipelines', file);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
  }

  it('names every bundle after its bytes', () => {
    expect(Object.keys(manifest)).to.have.members([...Object.keys(LAMBDA_SOURCES), ...Object.keys(CONTROL_PLANE)]);
    for (const [name, { key, sha256, bytes, file }] of Object.entries(manifest)) {
      const zip = readFileSync(join(root, 'first', 'lambda', file));
      expect(createHash('sha256').update(zip).digest('hex'), name).to.equal(sha256);
      expect(zip.byteLength, name).to.equal(bytes);
      expect(key).to.equal(`mlops/lambda/${name}-${sha256}.zip`);
    }
  });

  it('puts one file into each bundle, with a handler that Node loads by itself', () => {
    for (const [name, { file }] of Object.entries(manifest)) {
      const files = unzipSync(readFileSync(join(root, 'first', 'lambda', file)));
      expect(Object.keys(files), name).to.deep.equal(['index.js']);
      const bundle = join(root, 'first', 'lambda', name, 'index.js');
      expect(readFileSync(bundle)).to.deep.equal(Buffer.from(files['index.js'] ?? []));
      const probe = `process.stdout.write(typeof require(${JSON.stringify(bundle)}).handler)`;
      expect(execFileSync(process.execPath, ['-e', probe], { cwd: tmpdir(), encoding: 'utf8' }), name).to.equal(
        'function',
      );
    }
  });

  it('has a digest for every pipeline type that can be synthesised', () => {
    expect(Object.keys(digests)).to.have.members(Object.keys(FAMILIES));
    for (const digest of Object.values(digests)) expect(digest).to.match(/^[0-9a-f]{64}$/);
  });

  it('gives the same bytes in another time zone, and when only a comment changed', async () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Pacific/Honolulu';
    try {
      edit('training/training-stack.ts', (text) => `// a remark\n${text}`);
      edit('shared/start-job.lambda.ts', (text) => `/* a remark */ ${text}`);

      expect(await build('comment')).to.deep.equal({ manifest, digests });
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it('changes the digest of the types that a change touches, and no other', async () => {
    edit('training/training-role.ts', (text) => text.replace('Runs the jobs of', 'Runs all jobs of'));
    const stack = await build('stack');
    expect(stack.manifest).to.deep.equal(manifest);
    expect(stack.digests['model_tuner_builtin']).not.to.equal(digests['model_tuner_builtin']);
    expect(stack.digests['byom_realtime_custom']).to.equal(digests['byom_realtime_custom']);

    edit('realtime/lambda/invoke-endpoint.ts', (text) => text.replace('inference done', 'inferred'));
    const lambda = await build('lambda-change');
    expect(lambda.manifest['invoke-endpoint']).not.to.deep.equal(manifest['invoke-endpoint']);
    expect(lambda.manifest['start-job']).to.deep.equal(manifest['start-job']);
    expect(lambda.digests['byom_realtime_custom']).not.to.equal(digests['byom_realtime_custom']);
    expect(lambda.digests['model_tuner_builtin']).to.equal(stack.digests['model_tuner_builtin']);
  });

  it('leaves the digests of the pipelines alone when a function of the control plane changes', async () => {
    writeFileSync(join(root, 'processor/lambda/say-goodbye.lambda.ts'), "export const handler = async () => 'bye';\n");
    const changed = await build('control-plane-change');
    expect(changed.manifest['say-goodbye']).not.to.deep.equal(manifest['say-goodbye']);
    expect(changed.manifest['say-hello']).to.deep.equal(manifest['say-hello']);
  });

  it('refuses two functions of one name', async () => {
    const file = join(root, 'processor/lambda/say-hello.lambda.ts');
    writeFileSync(file, "export const handler = async () => '';\n");
    try {
      const error = await build('twice').then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(String(error)).to.match(
        /say-hello\.lambda\.ts and pipelines\/control-plane\/say-hello\.lambda\.ts would both/,
      );
    } finally {
      rmSync(file);
    }
  });

  describe('cdkSynthesizer', () => {
    function synthesizer() {
      return cdkSynthesizer({ buildFolder: join(root, 'first') });
    }

    it('knows the digest of a type without compiling anything', () => {
      expect(synthesizer().codeDigest('model_training_builtin')).to.equal(digests['model_training_builtin']);
    });

    it('returns template, stable tags and the bundles that the template refers to', async () => {
      const spec = trainingSpec({ tags: { team: 'retention', 'mlops:stage': 'a lie' } });

      const stack = await synthesizer().synthesize(spec, PROVENANCE);

      expect(stack.stackName).to.equal(spec.stackName);
      expect(stack.tags).to.deep.equal({
        team: 'retention',
        'mlops:managed-by': 'mlops-config-processor',
        'mlops:pipeline-type': 'model_training_builtin',
        'mlops:model-name': 'churn',
        'mlops:stage': 'dev',
      });
      expect(stack.assets.map(({ key }) => key)).to.have.members(
        ['notify-job-state', 'run-on-deploy', 'start-job'].map((name) => manifest[name]?.key),
      );
      for (const asset of stack.assets) {
        const { key, sha256, bytes } = asset;
        const content = await asset.read();
        expect(JSON.stringify(stack.template)).to.include(key);
        expect(content.byteLength).to.equal(bytes);
        expect(createHash('sha256').update(content).digest('hex')).to.equal(sha256);
      }
      expect(stack.template.Metadata?.['Mlops']).to.deep.include({
        codeDigest: digests['model_training_builtin'],
        dependsOn: ['other'],
      });
    });

    it('tags stacks with the repository that the settings name', async () => {
      const spec = realtimeSpec();
      const environment = { ...spec.environment, repository: 'acme/models' };

      const { tags } = await synthesizer().synthesize({ ...spec, environment }, PROVENANCE);

      expect(tags).to.have.property('mlops:repository', 'acme/models');
    });

    it('asks for the build when there is none', () => {
      const unbuilt = cdkSynthesizer({ buildFolder: join(root, 'nowhere') });

      expect(() => unbuilt.codeDigest('model_training_builtin'))
        .to.throw(UserError)
        .that.deep.includes({ code: 'build-missing', instructions: ['run: npm run build'] });
    });
  });
});
