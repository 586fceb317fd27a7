import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WatchRecord } from '../../processor/ports/watch-records.ts';
import { watchRecordFile } from '../../processor/adapters/watch/watch-record-file.ts';
import { initRepository, type TestRepository } from './git-repository.ts';
import * as fs from 'node:fs';

/** A bare repository that somebody pushes to, and a folder beside it for whoever follows it. */
export class GitWorld {
  readonly folder = mkdtempSync(join(tmpdir(), 'mlops-git-world-'));
  readonly remote = join(this.folder, 'remote.git');
  /** Where commits are made. */
  readonly work: TestRepository;
  readonly stateDir = join(this.folder, 'state');

  constructor() {
    const root = join(this.folder, 'work');
    mkdirSync(root);
    this.work = initRepository(root, this.folder);
    execFileSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', this.remote], { env: this.work.env });
    this.work.git('--git-dir', this.remote, 'config', 'receive.denyDeleteCurrent', 'ignore');
    this.work.git('remote', 'add', 'origin', this.remote);
  }

  /** Where Git runs without the user's own config. */
  get env(): Readonly<Record<string, string | undefined>> {
    return this.work.env;
  }

  /** Writes files into the work tree; an object as JSON. */
  write(files: Readonly<Record<string, object | string>>): void {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(join(this.work.root, path, '..'), { recursive: true });
      const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
      writeFileSync(join(this.work.root, path), text);
    }
  }

  /** Commits config files, or whatever else is in the work tree, and pushes; gives the commit. */
  push(
    files: Readonly<Record<string, object | string>> = {},
    options: { readonly branch?: string; readonly message?: string } = {},
  ): string {
    this.write(files);
    const commit = this.work.commit(options.message);
    this.work.git('push', '--quiet', '--force', 'origin', `HEAD:refs/heads/${options.branch ?? 'main'}`);
    return commit;
  }

  /** Sets the work tree and the branch of the remote to any commit. */
  forcePush(commit: string, branch = 'main'): void {
    this.work.git('reset', '--quiet', '--hard', commit);
    this.work.git('push', '--quiet', '--force', 'origin', `${commit}:refs/heads/${branch}`);
  }

  record(): WatchRecord | undefined {
    return watchRecordFile(fs, join(this.stateDir, 'watch')).read();
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
