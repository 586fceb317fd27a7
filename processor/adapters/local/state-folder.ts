import path from 'node:path';
import type { Stage } from '../../model/settings.ts';
import { UserError } from '../../model/errors.ts';
import { decodeEnvelope, encodeEnvelope, STATE_SCHEMA } from './envelope.ts';
import { listNames, makeFolder, publishFile, readTextIfPresent } from './durable-files.ts';
import type { FileSystem } from './file-system.ts';
import { keepOutOfGit } from './keep-out-of-git.ts';
import { corruptState, stateTooNew } from './state-errors.ts';

/** The folders of one account and region below the state folder. */
export interface StateFolder {
  readonly stateDir: string;
  readonly root: string;
  readonly stacks: string;
  /** Last generation of stacks whose name was used again: `<name>.<serial>.<uuid of the id>.json`. */
  readonly deleted: string;
  readonly assets: string;
  readonly lock: string;
  readonly journal: string;
  readonly faults: string;
}

/** Where everything of a stage lies. Throws `invalid-stage` when account or region could leave the folder. */
export function stateFolder(stateDir: string, stage: Stage): StateFolder {
  for (const part of [stage.account, stage.region]) {
    if (!/^[A-Za-z0-9-]+$/.test(part)) {
      throw new UserError('invalid-stage', `stage ${stage.name} has account or region ${JSON.stringify(part)}`, {
        instructions: ['use letters, digits and hyphens'],
      });
    }
  }
  const root = path.join(stateDir, stage.account, stage.region);
  return {
    stateDir,
    root,
    stacks: path.join(root, 'stacks'),
    deleted: path.join(root, 'deleted'),
    assets: path.join(root, 'assets'),
    lock: path.join(root, 'lock'),
    journal: path.join(root, 'journal.jsonl'),
    faults: path.join(stateDir, 'faults.json'),
  };
}

/** Makes the folders and gives them an identity, unless they have one. The first write to a state folder. */
export function prepareStateFolder(fs: FileSystem, folder: StateFolder, newId: () => string): void {
  keepOutOfGit(fs, folder.stateDir, newId);
  for (const each of [folder.stacks, folder.deleted, folder.assets, folder.lock]) makeFolder(fs, each);
  if (readLineage(fs, folder) !== undefined) return;
  const lineage = newId();
  publishFile(fs, { file: identityFile(folder), content: encodeEnvelope(lineage, 0, {}), nonce: newId() });
}

/** Identity of the state folder; undefined when nothing was ever stored. Throws `corrupt-state`, `state-too-new`. */
export function readLineage(fs: FileSystem, folder: StateFolder): string | undefined {
  const file = identityFile(folder);
  let text = readTextIfPresent(fs, file);
  // Without this file no other is believed.
  const giveUp = `move the folder ${folder.root} away if all its stacks may be forgotten`;
  if (text === undefined) {
    if (listNames(fs, folder.stacks).length === 0) return undefined;
    // A reader holds no lock: both may have come since the first look.
    text = readTextIfPresent(fs, file);
    if (text === undefined) throw corruptState({ file, problem: 'is missing beside files of stacks', giveUp });
  }
  const decoded = decodeEnvelope(text);
  switch (decoded.result) {
    case 'ok':
      return decoded.header.lineage;
    case 'newer':
      throw stateTooNew(file, decoded.schema, STATE_SCHEMA);
    case 'damaged':
      throw corruptState({ file, problem: decoded.problem, giveUp });
    default:
      return decoded satisfies never;
  }
}

function identityFile(folder: StateFolder): string {
  return path.join(folder.root, 'store.json');
}
