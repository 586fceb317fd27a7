import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'chai';
import { unzipSync } from 'fflate';
import { listBundleFiles } from '../../../../processor/adapters/bundle/bundle-files.ts';
import { findRuntimePackages, requiredPackages } from '../../../../processor/adapters/bundle/runtime-packages.ts';
import { writeZip } from '../../../../processor/adapters/bundle/write-zip.ts';
import { UserError } from '../../../../processor/model/errors.ts';
import { useTemporaryFolder } from '../../../helpers/temporary-folder.ts';

describe('what the processor takes along', () => {
  const folder = useTemporaryFolder();

  function write(file: string, text: string): string {
    const target = path.join(folder(), file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
    return target;
  }

  function installs(place: string, dependencies: readonly string[] = []): void {
    const needs = Object.fromEntries(dependencies.map((name) => [name, '*']));
    write(`${place}/package.json`, JSON.stringify({ name: path.basename(place), dependencies: needs }));
    write(`${place}/index.js`, `// ${place}`);
  }

  it('is the packages that its files require, and no others', () => {
    const program = write(
      'dist/program.js',
      `require("@aws-sdk/client-s3"); require('aws-cdk-lib/aws-iam'); require("node:fs"); require("ajv/dist/x"); "require(\\"@aws-cdk/not-quoted\\")"`,
    );
    expect(requiredPackages([program])).to.deep.equal(['@aws-sdk/client-s3', 'aws-cdk-lib']);
  });

  it('is each package once, with what it depends on', () => {
    installs('node_modules/a', ['b', 'c']);
    installs('node_modules/b', ['c']);
    installs('node_modules/c', ['a']);
    installs('node_modules/unused');
    expect(findRuntimePackages(folder(), ['a']).map(({ destination }) => destination)).to.deep.equal([
      'node_modules/a',
      'node_modules/b',
      'node_modules/c',
    ]);
  });

  it('keeps two versions of a package apart', () => {
    installs('node_modules/a', ['c']);
    installs('node_modules/b', ['c', 'd']);
    installs('node_modules/c');
    installs('node_modules/b/node_modules/c');
    installs('node_modules/b/node_modules/d', ['c']);
    const found = findRuntimePackages(folder(), ['a', 'b']);
    const places = found.map(({ source, destination }) => [destination, path.relative(folder(), source)]);
    // What asks for the inner version finds that one: beside itself, or in a folder above itself.
    expect(places).to.deep.equal([
      ['node_modules/a', 'node_modules/a'],
      ['node_modules/b', 'node_modules/b'],
      ['node_modules/b/node_modules/c', 'node_modules/b/node_modules/c'],
      ['node_modules/c', 'node_modules/c'],
      ['node_modules/d', 'node_modules/b/node_modules/d'],
      ['node_modules/d/node_modules/c', 'node_modules/b/node_modules/c'],
    ]);
  });

  it('says which package is not installed', () => {
    installs('node_modules/a', ['gone']);
    expect(() => findRuntimePackages(folder(), ['a']))
      .to.throw(UserError, 'gone')
      .with.property('code', 'package-missing');
  });

  it('leaves out types, maps, tests, documents and the engine’s cache, and keeps licences', () => {
    write('dist/mlops.js', 'require("aws-cdk-lib");');
    write('dist/program-1-x64.cache', 'cache');
    write('dist/bundle/0.zip', 'older');
    write('dist/lambda/start-job/index.js', 'to read');
    write('dist/lambda/start-job-0.zip', 'to deploy');
    installs('node_modules/aws-cdk-lib');
    for (const file of ['index.d.ts', 'index.js.map', 'README.md', 'LICENSE.md', 'test/a.js', '.jsii', 'data.json']) {
      write(`node_modules/aws-cdk-lib/${file}`, '');
    }
    expect(listBundleFiles(path.join(folder(), 'dist')).map((file) => file.path)).to.deep.equal([
      'dist/lambda/start-job-0.zip',
      'dist/mlops.js',
      'node_modules/aws-cdk-lib/LICENSE.md',
      'node_modules/aws-cdk-lib/data.json',
      'node_modules/aws-cdk-lib/index.js',
      'node_modules/aws-cdk-lib/package.json',
    ]);
  });

  it('has the same bytes wherever and whenever it is packed', () => {
    const files = ['a.js', 'b.zip', 'c.json'].map((name) => ({
      path: name,
      source: write(name, name.repeat(5_000)),
    }));
    const first = writeZip(path.join(folder(), 'first.zip'), files);
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Pacific/Auckland';
    for (const { source } of files) utimesSync(source, new Date(0), new Date(1e12));
    const second = writeZip(path.join(folder(), 'second.zip'), files);
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;

    expect(second).to.deep.equal(first);
    const bytes = readFileSync(path.join(folder(), 'first.zip'));
    expect(bytes.length).to.equal(first.bytes).and.to.be.lessThan(40_000);
    const unpacked = unzipSync(bytes);
    expect(Object.keys(unpacked)).to.deep.equal(['a.js', 'b.zip', 'c.json']);
    expect(Buffer.from(unpacked['c.json'] ?? []).toString()).to.equal('c.json'.repeat(5_000));
  });
});
