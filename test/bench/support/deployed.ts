import * as nodeFs from 'node:fs';
import { cdkSynthesizer } from '../../../processor/adapters/cdk/synthesizer.ts';
import type { FileSystem } from '../../../processor/adapters/local/file-system.ts';
import { StackStore } from '../../../processor/adapters/local/stack-store.ts';
import { prepareStateFolder, stateFolder } from '../../../processor/adapters/local/state-folder.ts';
import { loadDesired } from '../../../processor/config/load-desired.ts';
import { parseSettings } from '../../../processor/config/settings/settings.ts';
import { FINGERPRINT_OUTPUT, MANAGED_BY, TAGS, type DeployedStack } from '../../../processor/model/stack.ts';
import { fingerprint } from '../../../processor/plan/digest.ts';
import { localStage } from '../../helpers/local-target.ts';
import type { MadeFile } from './configs.ts';
import { bytesOf } from './repository.ts';

/** The stacks of a repository as they stand after applying it: what a list call tells of them. */
export function deployedStacks(files: readonly MadeFile[]): readonly DeployedStack[] {
  const { settings } = parseSettings(undefined);
  const { workloads } = loadDesired({ files: bytesOf(files), settings, rules: [] });
  const synthesizer = cdkSynthesizer();
  return workloads.map(({ spec }) => ({
    stackName: spec.stackName,
    stackId: `arn:aws:cloudformation:us-east-1:000000000000:stack/${spec.stackName}/${newId()}`,
    status: 'CREATE_COMPLETE',
    outputs: { [FINGERPRINT_OUTPUT]: fingerprint(spec, synthesizer.codeDigest(spec.pipelineType)) },
    tags: {
      [TAGS.managedBy]: MANAGED_BY,
      [TAGS.pipelineType]: spec.pipelineType,
      [TAGS.modelName]: spec.modelName,
      [TAGS.stage]: spec.environment.stage,
    },
    createdAt: '2026-01-05T09:00:00.000Z',
    terminationProtection: false,
  }));
}

/** Puts stacks into the files of the local target, without waiting for the disk. */
export function storeStacks(stateDir: string, stacks: readonly DeployedStack[]): StackStore {
  const fs: FileSystem = { ...nodeFs, fsyncSync: () => undefined };
  const folder = stateFolder(stateDir, localStage);
  prepareStateFolder(fs, folder, newId);
  const store = new StackStore(fs, folder, newId);
  for (const head of stacks) store.write({ serial: 0, head, detail: EMPTY });
  return store;
}

/** The store of a state folder as the program opens it: every write waits for the disk. */
export function openStore(stateDir: string): StackStore {
  return new StackStore(nodeFs, stateFolder(stateDir, localStage), newId);
}

const EMPTY = {
  resources: {},
  changeSets: [],
  events: [],
  operations: [],
  faultsUsed: {},
  template: { Resources: {} },
};

function newId(): string {
  return globalThis.crypto.randomUUID();
}
