import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../model/errors.ts';
import type { BranchTip, GitRemote, Relation } from '../../ports/git-remote.ts';
import { isOwnFault, remoteError } from './remote-errors.ts';
import type { RemoteUrl } from './remote-url.ts';
import { unreadableRepository } from './repository-errors.ts';
import { runGit, type Environment, type GitRunner } from './run-git.ts';
import { runRemoteGit } from './run-remote-git.ts';

export interface MirrorOptions {
  /** Made on the first fetch, and anew when it is damaged: it holds nothing that the remote does not have. */
  readonly folder: string;
  readonly remote: RemoteUrl;
  /** As `readBranchName` gives it. */
  readonly branch: string;
  readonly env: Environment;
  /** Milliseconds for a question, and for bringing commits here. */
  readonly timeouts?: { readonly list: number; readonly fetch: number };
  /** Packs at which they are brought together. @default 50 */
  readonly mostPacks?: number;
}

/** Bringing a large repository here for the first time may take its time. */
const TIMEOUTS = { list: 60_000, fetch: 30 * 60_000 };

/** What must not be collected, although no branch leads there any more. */
const KEPT = 'refs/mlops/applied';

/**
 * A bare copy of one branch. Each look first asks where the branch points, which transfers next to nothing, and fetches
 * only what is new. Nothing of the remote is executed or checked out, and its config and hooks are never read.
 */
export function openMirror(options: MirrorOptions): GitRemote {
  const { folder, remote, branch, env, timeouts = TIMEOUTS, mostPacks = 50 } = options;
  const runner: GitRunner = { folder, env };
  const ref = `refs/heads/${branch}`;

  /** Two Git processes that write the same references at once would take each other's locks for damage. */
  let last: Promise<unknown> = Promise.resolve();
  function oneAtATime<T>(action: () => Promise<T>): Promise<T> {
    const result = last.then(action, action);
    last = result.catch(() => undefined);
    return result;
  }

  async function lookAndFetch(): Promise<BranchTip> {
    await prepare();
    const tip = (await list([ref])).get(ref);
    const here = await readRef(ref);
    if (tip === undefined) return gone(here);
    if (tip === here) return { kind: 'commit', commit: tip };
    const fetched = await fetch(`+${ref}:${ref}`);
    if (fetched.code !== 0) {
      if (!isOwnFault(fetched)) throw remoteError(fetched, remote);
      await renew();
      const again = await fetch(`+${ref}:${ref}`);
      if (again.code !== 0) throw remoteError(again, remote);
    }
    await tidy();
    // The branch may have moved on since it was asked for: what came is what counts.
    const commit = await readRef(ref);
    if (commit === undefined) throw unreadableRepository(folder, 'the fetched branch is not there');
    return { kind: 'commit', commit };
  }

  async function gone(last: string | undefined): Promise<BranchTip> {
    const all = await list([]);
    const names = [...all.keys()].map((name) => name.replace(/^refs\/heads\//, ''));
    const sameCommit = names.filter((name) => all.get(`refs/heads/${name}`) === last);
    return { kind: 'gone', branches: names, sameCommit };
  }

  async function list(refs: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const args = ['ls-remote', '--quiet', '--heads', '--', remote.url, ...refs];
    const result = await runRemoteGit(runner, args, { remote, timeout: timeouts.list });
    if (result.code !== 0) throw remoteError(result, remote);
    const lines = result.stdout.toString().split('\n');
    const found = lines.map((line) => /^([0-9a-f]{40,64})\t(refs\/heads\/.+)$/.exec(line));
    return new Map(found.flatMap((match) => (match === null ? [] : [[match[2] ?? '', match[1] ?? ''] as const])));
  }

  async function fetchPullRequest(number: number): Promise<void> {
    await prepare();
    // Kept until the next one of the same number: what a review reads must not be tidied away meanwhile.
    const fetched = await fetch(`+refs/pull/${number}/head:refs/mlops/pull/${number}`);
    if (fetched.code === 0) return;
    if (!fetched.stderr.includes("couldn't find remote ref")) throw remoteError(fetched, remote);
    throw new UserError('no-pull-request', `the remote has no pull request ${number}: refs/pull/${number}/head`, {
      instructions: ['only remotes that keep pull requests as GitHub does can be reviewed from here'],
    });
  }

  async function fetch(refspec: string) {
    const flags = ['--quiet', '--no-tags', '--no-recurse-submodules', '--no-write-fetch-head', '--force'];
    // Packs are flushed to the disk before a branch points into them, single objects are not.
    const args = ['-c', 'fetch.unpackLimit=1', 'fetch', ...flags, '--', remote.url, refspec];
    return runRemoteGit(runner, args, { remote, timeout: timeouts.fetch });
  }

  /** Each fetch brings a pack of its own; hundreds of them make every reading slow. */
  async function tidy(): Promise<void> {
    const packs = readdirSync(path.join(folder, 'objects', 'pack')).filter((name) => name.endsWith('.pack'));
    if (packs.length < mostPacks) return;
    await runRemoteGit(runner, ['repack', '-a', '-d', '--quiet'], { remote, timeout: timeouts.fetch });
  }

  async function prepare(): Promise<void> {
    if (!existsSync(path.join(folder, 'HEAD'))) await renew();
  }

  /** Only ever what this program made: a folder of this name with anything else in it is left alone. */
  async function renew(): Promise<void> {
    const found = existsSync(folder) ? readdirSync(folder) : [];
    if (found.length > 0 && !found.includes('HEAD') && !found.includes('objects')) {
      throw new UserError('unreadable-repository', `${folder} is not the copy of a repository`, {
        instructions: ['move it away, or choose another folder with --state-dir'],
      });
    }
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const made = await runGit(runner, ['init', '--quiet', '--bare', '--template=', '--', folder]);
    if (made.code !== 0) throw unreadableRepository(folder, made.stderr);
  }

  async function readRef(name: string): Promise<string | undefined> {
    if (!existsSync(folder)) return undefined;
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
    const result = await runGit(runner, args);
    const commit = result.stdout.toString().trim();
    return result.code === 0 && /^[0-9a-f]{40,64}$/.test(commit) ? commit : undefined;
  }

  async function relate(commit: string, other: string): Promise<Relation> {
    if (commit === other) return 'same';
    if ((await readRef(other)) === undefined) return 'unknown';
    if (await isAncestor(other, commit)) return 'newer';
    return (await isAncestor(commit, other)) ? 'older' : 'apart';
  }

  async function isAncestor(older: string, newer: string): Promise<boolean> {
    const { code, stderr } = await runGit(runner, ['merge-base', '--is-ancestor', older, newer]);
    if (code > 1) throw unreadableRepository(folder, stderr);
    return code === 0;
  }

  async function keep(commit: string): Promise<void> {
    const { code, stderr } = await runGit(runner, ['update-ref', KEPT, commit]);
    if (code !== 0) throw unreadableRepository(folder, stderr);
  }

  return {
    folder,
    fetchTip: () => oneAtATime(lookAndFetch),
    fetchPullRequest: (number) => oneAtATime(() => fetchPullRequest(number)),
    relate,
    keep,
  };
}
