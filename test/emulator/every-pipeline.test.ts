import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { expect } from 'chai';

import type { PipelineType } from '../../pipelines/spec.ts';
import type { AppliedChange, RunReport } from '../../processor/model/outcome.ts';
import { deployedNames, newNames, type DeployedNames } from '../helpers/deployed-names.ts';
import { BUCKET, EmulatorWorld } from '../helpers/emulator-world.ts';
import { NOT_MONITORS, type Expected } from './matrix/expected.ts';
import { MONITORS } from './matrix/expected-monitors.ts';
import { contradictions, physicalIds, type PhysicalIds } from './matrix/physical-ids.ts';
import { readBack } from './matrix/read-back.ts';
import { everyWorkload, pathOf, STAGE, TYPES, type Patches, type Size } from './matrix/workloads.ts';
import { eventually } from './stacks.ts';
import { useEmulator } from './use-emulator.ts';

const EXPECTED: Readonly<Record<PipelineType, Expected>> = { ...NOT_MONITORS, ...MONITORS };

/**
 * Each deployment starts a job of these, and so does an update; the end of each is announced. Autopilot's own is not.
 */
const JOBS_ANNOUNCED = 8;
const BASELINES = 4;

/** Kinds of things that the examples of a size must make: what a residue check that sees nothing would not notice. */
const KINDS: Readonly<Record<Size, readonly string[]>> = {
  minimal: [
    ...['alarms', 'endpointConfigs', 'endpoints', 'functions', 'jobDefinitions', 'logGroups', 'models'],
    ...['monitoringSchedules', 'pipelines', 'projects', 'restApis', 'roles', 'rules', 'stateMachines', 'topics'],
  ],
  full: ['scalableTargets', 'scalingPolicies', 'schedules'],
};

describe('every pipeline type on the emulator', function () {
  this.timeout(180_000);
  const emulator = useEmulator({ latencyMs: 10 });

  for (const size of ['minimal', 'full'] as const) {
    describe(`${size} examples`, () => {
      let world: EmulatorWorld;
      let atFirst: DeployedNames;
      let report: RunReport;
      const ids = new Map<PipelineType, PhysicalIds>();
      const earlier = new Map<PipelineType, PhysicalIds>();

      before(async () => {
        world = new EmulatorWorld(emulator(), STAGE);
        await world.reset();
        await putBaselines(world);
        atFirst = await deployedNames(world.clientConfig());
        await deploy({});
      });

      after(() => {
        world.remove();
      });

      async function deploy(patches: Patches): Promise<void> {
        report = await world.deploy(everyWorkload(size, patches));
        for (const type of TYPES) {
          earlier.set(type, ids.get(type) ?? new Map<string, string>());
          ids.set(type, await physicalIds(changeOf(type).stack, world.clientConfig()));
        }
      }

      function changeOf(type: PipelineType): AppliedChange {
        const change = report.stages[0]?.changes.find(({ configPath }) => configPath === pathOf(type));
        if (change === undefined) throw new Error(`no change of ${type}`);
        return change;
      }

      async function expectFound(type: PipelineType, wanted: unknown): Promise<void> {
        const { outcome } = changeOf(type);
        if (outcome.result !== 'deployed') throw new Error(`${type}: ${JSON.stringify(outcome)}`);
        const deployed = { outputs: outcome.outputs, resources: ids.get(type) ?? new Map<string, string>() };
        expect(await readBack(type, deployed, world.clientConfig())).to.containSubset(wanted);
      }

      for (const type of TYPES) {
        it(`${type}: what is there is what the config asks for`, async () => {
          expect(changeOf(type).action).to.equal('create');
          await expectFound(type, EXPECTED[type].deployed[size]);
        });
      }

      it('makes things of every kind that the deletion has to remove', async () => {
        const kinds = Object.keys(newNames(atFirst, await deployedNames(world.clientConfig())));
        expect(kinds).to.include.members([...KINDS[size]]);
      });

      describe('updated', () => {
        before(() => deploy(patchesOf(size, 'update')));

        for (const type of TYPES) {
          it(`${type}: the update happens as planned`, async () => {
            const change = changeOf(type);
            expect(change.action).to.equal('update');
            await expectFound(type, EXPECTED[type].update.found);
            expect(contradictions(change, earlier.get(type) ?? new Map(), ids.get(type) ?? new Map())).to.deep.equal(
              [],
            );
          });
        }
      });

      describe('replaced', () => {
        before(() => deploy(patchesOf(size, 'replace')));

        for (const type of TYPES) {
          const replace = EXPECTED[type].replace;
          it(`${type}: ${replace === undefined ? 'nothing is left to do' : 'the replacement happens as planned'}`, async () => {
            const change = changeOf(type);
            expect(change.action).to.equal(replace === undefined ? 'none' : 'replace');
            if (replace !== undefined) await expectFound(type, replace.found);
            expect(contradictions(change, earlier.get(type) ?? new Map(), ids.get(type) ?? new Map())).to.deep.equal(
              [],
            );
          });
        }
      });

      describe('deleted', () => {
        it('leaves nothing behind', async () => {
          // A function that still announces the end of a job would write its log group anew on the emulator.
          await eventually('announcements of ended jobs', async () => {
            const { counts } = await emulator().calls();
            const published = counts.find(({ action }) => action === 'Publish')?.count ?? 0;
            return published >= 2 * JOBS_ANNOUNCED + BASELINES ? published : undefined;
          });
          expect((await world.destroy()).succeeded).to.equal(true);
          expect(await (await world.target()).listStacks()).to.deep.equal([]);
          expect(newNames(atFirst, await deployedNames(world.clientConfig()))).to.deep.equal({});
        });
      });
    });
  }
});

function patchesOf(size: Size, step: 'update' | 'replace'): Patches {
  const patches = TYPES.map((type) => {
    const { update, replace } = EXPECTED[type];
    const full = size === 'full' ? update.onlyFull : undefined;
    return [type, { ...update.patch, ...full, ...(step === 'replace' && replace?.patch) }] as const;
  });
  return Object.fromEntries(patches);
}

async function putBaselines(world: EmulatorWorld): Promise<void> {
  const s3 = new S3Client(world.clientConfig());
  await s3.send(new CreateBucketCommand({ Bucket: 'mlops-monitoring-default' }));
  const Body = 'defaulted,age,district,income_band\n1,41,north,2\n';
  for (const folder of ['churn', 'credit', 'demand']) {
    await s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: `${folder}/baseline/baseline.csv`, Body }));
  }
  s3.destroy();
}
