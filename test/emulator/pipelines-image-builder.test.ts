import { expect } from 'chai';

import { deployedNames, newNames } from '../helpers/deployed-names.ts';
import { ACCOUNT, EmulatorWorld, onlyChange, REGION, type Configs } from '../helpers/emulator-world.ts';
import { useEmulator } from './use-emulator.ts';

function image(change: Readonly<Record<string, unknown>> = {}): Configs {
  return {
    'models/fraud/mlops-config.json': {
      pipeline_type: 'byom_image_builder',
      custom_algorithm_docker: 'fraud/image.zip',
      ecr_repo_name: 'mlops-images',
      image_tag: 'fraud-2',
      ...change,
    },
  };
}

describe('image builders on the emulator', function () {
  this.timeout(60_000);
  const emulator = useEmulator({ latencyMs: 10 });

  it('makes a pipeline for each thing to build, one at a time, and leaves nothing behind', async () => {
    const world = new EmulatorWorld(emulator());
    try {
      await world.reset();
      const before = await deployedNames(world.clientConfig());

      const created = onlyChange(await world.deploy(image()));
      expect(created.outcome).to.include({ result: 'deployed' });
      const first = await outputsOf(world);
      expect(first['CustomAlgorithmImageURI']).to.equal(
        `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/mlops-images:fraud-2`,
      );

      const retagged = onlyChange(await world.deploy(image({ tags: { team: 'payments' } })));
      expect(retagged.outcome.result).to.equal('deployed');
      expect((await outputsOf(world))['PipelineName']).to.equal(first['PipelineName']);

      const rebuilt = onlyChange(await world.deploy(image({ custom_algorithm_docker: 'fraud/image-2.zip' })));
      expect(rebuilt.outcome.result).to.equal('deployed');
      expect((await outputsOf(world))['PipelineName']).not.to.equal(first['PipelineName']);
      const pipelines = rebuilt.resources.filter(({ type }) => type === 'AWS::CodePipeline::Pipeline');
      expect(pipelines.map(({ action }) => action)).to.have.members(['create', 'delete']);

      expect((await world.destroy()).succeeded).to.equal(true);
      expect(newNames(before, await deployedNames(world.clientConfig()))).to.deep.equal({});
    } finally {
      world.remove();
    }
  });
});

async function outputsOf(world: EmulatorWorld): Promise<Readonly<Record<string, string>>> {
  const [stack] = await (await world.target()).listStacks();
  return stack?.outputs ?? {};
}
