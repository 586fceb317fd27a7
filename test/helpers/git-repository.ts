import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A real repository for tests, made without any of the user's own Git config. */
export interface TestRepository {
  readonly root: string;
  /** Environment that keeps the user's Git config out. */
  readonly env: Readonly<Record<string, string | undefined>>;
  git(...args: readonly string[]): string;
  /** Text files by path. */
  write(files: Readonly<Record<string, string>>): void;
  /** Commits everything, and gives the commit's id. */
  commit(message?: string): string;
  /** Puts any entry into the index, whatever the file system allows. */
  stage(mode: string, blobId: string, file: string): void;
  /** Stores a blob and gives its id. */
  blob(content: string): string;
}

/** Initialises a repository in the folder, which must exist. */
export function initRepository(root: string, home: string = root): TestRepository {
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    GIT_CONFIG_GLOBAL: path.join(home, '.gitconfig-of-test'),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_DATE: '2026-01-05T09:00:00Z',
    GIT_COMMITTER_DATE: '2026-01-05T09:00:00Z',
  };
  function run(args: readonly string[], input?: string): string {
    const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
    const options = { cwd: root, env, input, stdio: ['pipe', 'pipe', 'pipe'] as 'pipe'[] };
    return execFileSync('git', [...identity, ...args], options)
      .toString()
      .trim();
  }
  run(['init', '--quiet', '--initial-branch=main']);
  return {
    root,
    env,
    git: (...args) => run(args),
    write: (files) => {
      for (const [file, text] of Object.entries(files)) {
        mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
        writeFileSync(path.join(root, file), text);
      }
    },
    commit: (message = 'change') => {
      run(['add', '--all']);
      run(['commit', '--quiet', '--allow-empty', '--message', message]);
      return run(['rev-parse', 'HEAD']);
    },
    stage: (mode, blobId, file) => {
      run(['update-index', '-z', '--index-info'], `${mode} ${blobId}\t${file}\0`);
    },
    blob: (content) => run(['hash-object', '-w', '--stdin'], content),
  };
}
