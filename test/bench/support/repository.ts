import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { initRepository } from '../../helpers/git-repository.ts';
import { makeConfigs, type MadeFile } from './configs.ts';
import type { FileBytes } from './validation-path.ts';

/** A committed repository of made-up config files. */
export interface BenchRepository {
  readonly root: string;
  readonly files: readonly MadeFile[];
  /** A folder beside it for whatever is needed. */
  readonly beside: string;
}

const folders: string[] = [];

/** Made once per call; `removeFolders` removes all. */
export function makeRepository(
  count: number,
  change: (files: readonly MadeFile[]) => readonly MadeFile[] = (all) => all,
): BenchRepository {
  const folder = makeFolder();
  const root = path.join(folder, 'repository');
  mkdirSync(root);
  const files = change(makeConfigs(count));
  const repository = initRepository(root, folder);
  repository.write(Object.fromEntries(files.map((file) => [file.path, file.text])));
  repository.commit();
  return { root, files, beside: folder };
}

/** A new temporary folder. */
export function makeFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'mlops-bench-'));
  folders.push(folder);
  return folder;
}

/** Writes a file of the work tree again. */
export function changeFile({ root }: BenchRepository, { path: file, text }: MadeFile): void {
  writeFileSync(path.join(root, file), text);
}

/** The files as validation gets them. */
export function bytesOf(files: readonly MadeFile[]): readonly FileBytes[] {
  return files.map(({ path: file, text }) => ({ path: file, bytes: new TextEncoder().encode(text) }));
}

/** At the end of a run. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}
