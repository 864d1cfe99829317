import { isWithin } from '../text/path.ts';
import { absolute } from './disk.ts';
import { cannotRepeat } from './outside.ts';

/** What git was asked and could not tell. `message` says the way out. */
export class GitError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'GitError';
  }
}

/** A working copy. Paths are absolute, with `/` between the names; what is asked is answered as it is now. */
export class Repository {
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  /** The repository around a folder. `wants`: what needs it, "--since". Throws `GitError` where there is none. */
  static around(folder: string, wants: string): Repository {
    const { status, stdout, error } = run(folder, ['rev-parse', '--show-toplevel']);
    if (error) throw new GitError(`${wants} asks git, which is not installed here.`);
    if (status !== 0) throw new GitError(`${wants} asks git what has changed, and ${folder} is in no repository.`);
    return new Repository(absolute(stdout.toString('utf8').replace(/\r?\n$/, '')));
  }

  /** The commit from which what is here and a branch, tag or commit went apart. Throws `GitError`. */
  forkFrom(ref: string): string {
    if (run(this.root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]).status !== 0) throw this.#unknown(ref);
    const { status, stdout } = run(this.root, ['merge-base', ref, 'HEAD']);
    if (status === 0) return stdout.toString('utf8').trim();
    if (this.#isShallow()) throw shallow(ref);
    throw new GitError(`what is checked out here has no history in common with ${ref}.`);
  }

  /** Branches that others have: the one that this branch is pushed to, and the main one of the remote. */
  publishedBranches(): readonly string[] {
    const names = ['@{upstream}', 'origin/HEAD'].flatMap((ref) => {
      const { status, stdout } = run(this.root, ['rev-parse', '--abbrev-ref', '--symbolic-full-name', ref]);
      return status === 0 ? [stdout.toString('utf8').trim()] : [];
    });
    return [...new Set(names)];
  }

  /** Files that differ from a commit, saved or committed since, and those that git does not know yet. */
  changedSince(commit: string): readonly string[] {
    return [...this.#names(['diff', '--name-only', '-z', '--no-renames', '--diff-filter=d', commit, '--']), ...this.untracked()];
  }

  /** Files of which the index holds something else than the last commit. */
  staged(): readonly string[] {
    const isFirst = run(this.root, ['rev-parse', '--verify', '--quiet', 'HEAD']).status !== 0;
    return this.#names(isFirst ? ['ls-files', '--cached', '-z'] : ['diff', '--cached', '--name-only', '-z', '--no-renames', '--diff-filter=d', '--']);
  }

  /** Files that are saved otherwise than in the index, or deleted. */
  unstaged(): readonly string[] {
    return this.#names(['diff', '--name-only', '-z', '--no-renames', '--']);
  }

  untracked(): readonly string[] {
    return this.#names(['ls-files', '--others', '--exclude-standard', '-z']);
  }

  /** Files that are otherwise in a commit than they are saved: changed, deleted or made since. */
  differingFrom(commit: string): readonly string[] {
    return [...this.#names(['diff', '--name-only', '-z', '--no-renames', commit, '--']), ...this.untracked()];
  }

  /** The bytes of a file in a commit, or with '' in the index; undefined where it has none. */
  read(commit: string, path: string): Uint8Array | undefined {
    if (!isWithin(path, this.root)) return undefined;
    const { status, stdout } = run(this.root, ['cat-file', 'blob', `${commit}:${path.slice(this.root.length + 1)}`]);
    return status === 0 ? stdout : undefined;
  }

  /** The files in a commit, absolute, with their sizes in bytes; no links, and nothing of other repositories. */
  filesIn(commit: string): readonly { readonly path: string; readonly size: number }[] {
    const { status, stdout, stderr } = run(this.root, ['ls-tree', '-r', '-l', '-z', '--full-tree', commit]);
    if (status !== 0) throw new GitError(`git ls-tree failed: ${stderr.toString('utf8').trim()}`);
    return stdout.toString('utf8').split('\0').flatMap((line) => {
      const [, size, path] = /^100\d+ blob \S+ +(\d+)\t([\s\S]+)$/.exec(line) ?? [];
      return path === undefined ? [] : [{ path: `${this.root}/${path}`, size: Number(size) }];
    });
  }

  /** The bytes of many files in a commit, each as `read` gives it. */
  readAll(commit: string, paths: readonly string[]): readonly Uint8Array[] {
    const wanted = paths.map((path) => `${commit}:${path.slice(this.root.length + 1)}\n`).join('');
    const { stdout } = run(this.root, ['cat-file', '--batch'], wanted);
    let from = 0;
    return paths.map((path) => {
      const end = stdout.indexOf(10, from);
      const [, size] = / blob (\d+)$/.exec(stdout.toString('latin1', from, end)) ?? [];
      if (size === undefined) throw new GitError(`git cat-file does not give ${path}.`);
      from = end + 1 + Number(size) + 1;
      return stdout.subarray(end + 1, from - 1);
    });
  }

  #names(args: readonly string[]): readonly string[] {
    const { status, stdout, stderr } = run(this.root, args);
    if (status !== 0) throw new GitError(`git ${args[0] ?? ''} failed: ${stderr.toString('utf8').trim()}`);
    return stdout.toString('utf8').split('\0').filter((name) => name !== '').map((name) => `${this.root}/${name}`);
  }

  #isShallow(): boolean {
    return run(this.root, ['rev-parse', '--is-shallow-repository']).stdout.toString('utf8').trim() === 'true';
  }

  #unknown(ref: string): GitError {
    if (this.#isShallow()) return shallow(ref);
    const remote = run(this.root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `origin/${ref}^{commit}`]).status === 0;
    return new GitError(`git knows no ${ref} here. ${remote ? `Did you mean origin/${ref}?` : `Fetch it, or name another branch, tag or commit.`}`);
  }
}

/** The branch to which a working copy belongs elsewhere, "origin/main"; undefined where there is none, or no git. */
export function upstreamOf(folder: string): string | undefined {
  for (const ref of ['origin/HEAD', '@{upstream}']) {
    const { status, stdout } = run(folder, ['rev-parse', '--abbrev-ref', '--verify', '--quiet', ref]);
    const name = stdout?.toString('utf8').trim() ?? '';
    if (status === 0 && name !== '' && name !== ref) return name;
  }
  return undefined;
}

function shallow(ref: string): GitError {
  return new GitError(`this is a shallow clone, in which git cannot tell what has changed since ${ref}. Fetch its history: git fetch --unshallow origin ${ref.replace(/^origin\//, '')} (GitHub's checkout: fetch-depth: 0).`);
}

/** No hook, pager or alias of the project's takes part. */
function run(cwd: string, args: readonly string[], input = '') {
  cannotRepeat();
  // Loaded for nothing by every run that asks git nothing.
  const { spawnSync } = process.getBuiltinModule('node:child_process');
  return spawnSync('git', ['-c', 'core.fsmonitor=false', '-c', 'core.quotepath=off', ...args], { cwd, input, maxBuffer: 256 * 1024 * 1024, env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' } });
}
