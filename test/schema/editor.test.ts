import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { getLanguageService, TextDocument, type LanguageService } from 'vscode-json-languageservice';
import { PIPELINE_TYPES } from '../../schema/generated/attributes.ts';
import { descriptionsOf } from '../../schema/generated/descriptions.ts';
import { listExamples } from './support/list-examples.ts';

const SCHEMA = new URL('../../schema/mlops-config.schema.json', import.meta.url).href;

function createService(): LanguageService {
  const service = getLanguageService({
    schemaRequestService: (uri) => readFile(new URL(uri), 'utf8'),
    workspaceContext: { resolveRelativePath: (path, resource) => new URL(path, resource).href },
  });
  service.configure({ validate: true, schemas: [{ fileMatch: ['mlops-config.json'], uri: SCHEMA }] });
  return service;
}

/** The letters of a text: what Markdown and JSON leave of it. */
function plain(text: string): string {
  return text.replaceAll(/\\n|[^a-zA-Z]/g, '');
}

/** Labels that the editor offers where `|` stands. */
async function complete(service: LanguageService, textWithCursor: string): Promise<string[]> {
  const { document, offset } = open(textWithCursor);
  const list = await service.doComplete(document, document.positionAt(offset), service.parseJSONDocument(document));
  return (list?.items ?? []).map(({ label }) => label);
}

/** Text that the editor shows over the place where `|` stands. */
async function hover(service: LanguageService, textWithCursor: string): Promise<string> {
  const { document, offset } = open(textWithCursor);
  const shown = await service.doHover(document, document.positionAt(offset), service.parseJSONDocument(document));
  return JSON.stringify(shown?.contents ?? '');
}

function open(textWithCursor: string): { readonly document: TextDocument; readonly offset: number } {
  const offset = textWithCursor.indexOf('|');
  const text = textWithCursor.replace('|', '');
  return { document: TextDocument.create('file:///models/mlops-config.json', 'json', 1, text), offset };
}

describe('the schema in an editor', () => {
  const service = createService();

  it('completes pipeline types', async () => {
    expect(await complete(service, '{ "pipeline_type": | }')).to.include.members(
      PIPELINE_TYPES.map((type) => `"${type}"`),
    );
  });

  it('completes the attributes of the chosen type, and of no other', async () => {
    const labels = await complete(service, '{ "pipeline_type": "byom_batch_custom", | }');
    expect(labels).to.include.members(['batch_inference_data', 'custom_image_uri', 'split_type', 'depends_on']);
    expect(labels).to.not.include.members(['endpoint_name']);
    expect(labels).to.not.include.members(['tuner_configs']);
  });

  it('completes attributes and values inside `workloads`, with and without `defaults`', async () => {
    const entry = '{ "pipeline_type": "model_training_builtin", "data_input_mode": | }';
    expect(await complete(service, `{ "workloads": [${entry}] }`)).to.include('"FastFile"');
    expect(await complete(service, `{ "defaults": {}, "workloads": [${entry}] }`)).to.include('"FastFile"');
    expect(await complete(service, '{ "defaults": { | }, "workloads": [] }')).to.include.members([
      'tags',
      'kms_key_arn',
    ]);
  });

  it('completes keys of nested objects', async () => {
    const labels = await complete(service, '{ "pipeline_type": "byom_realtime_builtin", "serverless": { | } }');
    expect(labels).to.have.members(['memory_size_in_mb', 'max_concurrency', 'provisioned_concurrency']);
  });

  it('explains the pipeline type under the cursor', async () => {
    expect(await hover(service, '{ "pipeline_|type": "byom_image_builder" }')).to.contain('Which pipeline');
  });

  for (const type of PIPELINE_TYPES) {
    it(`explains every attribute of ${type}`, async () => {
      for (const [name, { description }] of Object.entries(descriptionsOf(type))) {
        if (name === 'pipeline_type') continue;
        const shown = await hover(service, `{ "pipeline_type": "${type}", "${name}|": "" }`);
        expect(plain(shown), name).to.contain(plain(description).slice(0, 40));
      }
    });
  }

  for (const file of ['mlops-config.json', 'mlops-settings.json']) {
    for (const { path, url } of listExamples(file)) {
      it(`has nothing to say against ${path}`, async () => {
        const document = TextDocument.create(url.href, 'json', 1, await readFile(url, 'utf8'));
        const diagnostics = await service.doValidation(document, service.parseJSONDocument(document));
        expect(diagnostics).to.deep.equal([]);
      });
    }
  }

  it('follows the `$schema` of an example and finds a fault in it', async () => {
    const [example] = listExamples('mlops-settings.json');
    const text = JSON.stringify({ ...example?.value, target: 'moon' });
    const document = TextDocument.create(String(example?.url), 'json', 1, text);
    const diagnostics = await service.doValidation(document, service.parseJSONDocument(document));
    expect(diagnostics.map(({ message }) => message)).to.have.lengthOf(1);
    expect(diagnostics[0]?.message).to.contain('local');
  });

  it('marks an unknown key once', async () => {
    const { document } = open(
      '{ "pipeline_type": "byom_image_builder", "custom_algorithm_docker": "a.zip", "ecr_repo_name": "ab", "image_tag": "1", "image_tga": "1" }',
    );
    const diagnostics = await service.doValidation(document, service.parseJSONDocument(document));
    expect(diagnostics.map(({ message }) => message)).to.have.lengthOf(1);
    expect(diagnostics[0]?.message).to.contain('image_tga');
  });
});
