import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { API_MODELS, type ApiPath } from '../../../pipelines/control-plane/api-models.ts';
import { RequestRefused } from '../../../processor/api/answer.ts';
import { readPipelineId, writePipelineId } from '../../../processor/api/pipeline-id.ts';
import { acceptConfig, readConfig } from '../../../processor/api/read-config.ts';
import { parseSettings } from '../../../processor/config/settings/settings.ts';
import { CONFIG } from '../../helpers/api-events.ts';

/** Whether API Gateway lets a body through; the words that the models use mean the same in every draft. */
function letsThrough(path: ApiPath, body: unknown): boolean {
  return new Ajv2020().compile({ ...API_MODELS[path], $schema: undefined })(body);
}

function provision(body: unknown): void {
  const { settings } = parseSettings(undefined, 'mlops-settings.json');
  acceptConfig(readConfig(Buffer.from(JSON.stringify(body))), { settings, settingsFile: undefined });
}

describe('the models of API Gateway', () => {
  it('let a config through that the function takes', () => {
    expect(() => {
      provision(CONFIG);
    }).not.to.throw();
    expect(letsThrough('provisionpipeline', CONFIG)).to.equal(true);
  });

  it('let the longest pipeline id through that the function writes', () => {
    const path = `${'models/'.repeat(140)}mlops-config.json`;
    const id = writePipelineId({ kind: 'commit', commit: 'ab'.repeat(20), path, pointer: '/workloads/1000' });

    expect(letsThrough('pipelinestatus', { pipeline_id: id })).to.equal(true);
  });

  for (const given of [undefined, null, 7, '', 'x'.repeat(101)]) {
    it(`turn a pipeline_type away that is ${String(given).slice(0, 9)}, as the function does`, () => {
      const body = { ...CONFIG, pipeline_type: given };

      expect(letsThrough('provisionpipeline', body)).to.equal(false);
      expect(() => {
        provision(body);
      }).to.throw(RequestRefused);
    });
  }

  for (const given of ['', 'x'.repeat(2049)]) {
    it(`turn a pipeline_id of ${given.length} characters away, as the function does`, () => {
      expect(letsThrough('pipelinestatus', { pipeline_id: given })).to.equal(false);
      expect(readPipelineId(given)).to.equal(undefined);
    });
  }
});
