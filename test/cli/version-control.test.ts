import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { phasewise } from './fake-io.ts';
import { folder } from './folder.ts';

let root: string;

function git(...args: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'init.defaultBranch=main', '-c', 'protocol.file.allow=always', ...args], { cwd: root, stdio: 'pipe' });
}

function write(name: string, text: string): void {
  fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
  fs.writeFileSync(path.join(root, name), text);
}

async function lint(...args: readonly string[]): Promise<{ readonly code: number; readonly found: readonly string[]; readonly err: string }> {
  const { code, out, err } = await phasewise(['lint', '-f', 'json', ...args], root);
  const { projects }: { projects: readonly { findings: readonly { rule: string }[] }[] } = out === '' ? { projects: [] } : JSON.parse(out);
  return { code, found: projects.flatMap(({ findings }) => findings.map(({ rule }) => rule)), err };
}

/** The folder's own `.git` is a mark that ends the search for projects, and no repository. */
function emptyRepository(): void {
  fs.rmSync(path.join(root, '.git'), { recursive: true });
  git('init', '-q');
}

beforeEach(() => {
  root = folder({
    'db/001_tables.sql': 'CREATE TABLE a (id int, x int);\nCREATE TABLE b (id int);',
    'db/002_drop.sql': 'ALTER TABLE a DROP COLUMN x;',
  });
  emptyRepository();
  git('add', '.');
  git('commit', '-qm', 'Begin');
});

describe('--since', () => {
  test('reports on what has changed on the branch, saved or not yet known to git', async () => {
    git('checkout', '-qb', 'work');
    write('db/003_truncate.sql', 'TRUNCATE a;');
    git('add', '.');
    git('commit', '-qm', 'Empty');
    write('db/004_table.sql', 'DROP TABLE b;');
    expect(await lint('--since', 'main')).toMatchObject({ code: 1, found: ['truncate', 'drop-table'] });
    expect((await lint()).found).toEqual(['drop-column', 'truncate', 'drop-table']);
  });

  test('finds what was published and is changed now', async () => {
    git('checkout', '-qb', 'work');
    write('db/001_tables.sql', '-- Tables\nCREATE TABLE a (id int,   x int);\nCREATE TABLE b (id bigint);');
    write('db/002_drop.sql', '-- Only a comment is new.\nALTER TABLE a DROP COLUMN x;');
    expect((await lint('--since', 'main')).found).toEqual(['edited-after-applied', 'drop-column']);
    write('phasewise.toml', 'published = "main"\n[rules]\ndrop-column = "off"');
    expect((await lint()).found).toEqual(['edited-after-applied']);
  });

  test('is silent where nothing has changed', async () => {
    expect(await lint('--since', 'main')).toMatchObject({ code: 0, found: [] });
  });

  test.each([
    ['nowhere', /git knows no nowhere here\. Fetch it, or name another branch, tag or commit\./],
    ['--output=x', /git knows no --output=x here/],
  ])('%s is a mistake with a way out', async (ref, said) => {
    const { code, err } = await lint(`--since=${ref}`);
    expect(code).toBe(2);
    expect(err).toMatch(said);
  });

  test('a shallow clone says what to fetch', async () => {
    git('checkout', '-qb', 'work');
    write('db/003_truncate.sql', 'TRUNCATE a;');
    git('add', '.');
    git('commit', '-qm', 'Empty');
    const whole = root;
    root = folder({});
    fs.rmSync(path.join(root, '.git'), { recursive: true });
    git('clone', '-q', '--depth', '1', '--branch', 'work', `file://${whole}`, '.');
    const { code, err } = await lint('--since', 'origin/main');
    expect(code).toBe(2);
    expect(err).toContain('this is a shallow clone, in which git cannot tell what has changed since origin/main. Fetch its history: git fetch --unshallow origin main (GitHub\'s checkout: fetch-depth: 0).');
  });

  test('outside of a repository there is nothing to ask', async () => {
    root = folder({ 'db/001_a.sql': 'SELECT 1;' });
    expect((await lint('--since', 'main')).err).toMatch(/--since asks git what has changed, and .* is in no repository\./);
  });

  test('what the configuration says is published is no reason to stop', async () => {
    root = folder({ 'db/001_a.sql': 'SELECT 1;', 'phasewise.toml': 'published = "origin/main"' });
    const { code, err } = await lint();
    expect(code).toBe(0);
    expect(err).toContain('what is published on origin/main cannot be compared');
  });
});

describe('--staged', () => {
  test('judges what is about to be committed, not what is saved', async () => {
    write('db/003_truncate.sql', 'TRUNCATE a;');
    git('add', '.');
    write('db/003_truncate.sql', 'SELECT 1;');
    write('db/004_untracked.sql', 'DROP TABLE b;');
    expect(await lint('--staged')).toMatchObject({ code: 1, found: ['truncate'] });
  });

  test('reads files that are deleted on the disk and not in the index', async () => {
    write('db/003_truncate.sql', 'TRUNCATE a;');
    git('add', '.');
    fs.rmSync(path.join(root, 'db/001_tables.sql'));
    fs.rmSync(path.join(root, 'db/003_truncate.sql'));
    expect((await lint('--staged')).found).toEqual(['truncate']);
  });

  test('works before the first commit', async () => {
    root = folder({ 'db/001_a.sql': 'TRUNCATE a;' });
    emptyRepository();
    git('add', '.');
    expect((await lint('--staged')).found).toEqual(['truncate']);
  });

  test('does not go with --since', async () => {
    expect((await lint('--staged', '--since', 'main')).err).toContain('--since and --staged choose the files to report on in two ways. Give one of them.');
  });
});

describe('release', () => {
  const first = async (...args: readonly string[]) => {
    const { out, err } = await phasewise(['lint', '-f', 'json', ...args], root);
    const { projects }: { projects: readonly { findings: readonly { level: string; message: string }[] }[] } = JSON.parse(out);
    const [finding] = projects.flatMap(({ findings }) => findings);
    return { level: finding?.level, message: finding?.message, err };
  };

  beforeEach(() => {
    write('phasewise.toml', 'release = ["app/**"]');
    write('app/a.py', 'SELECT x FROM a');
    write('app/logo.png', 'a.x\0');
    git('add', '.');
    git('commit', '-qm', 'Release');
    git('checkout', '-qb', 'work');
    write('app/a.py', 'SELECT id FROM a');
    write('db/003_more.sql', '-- x');
  });

  test('is what the published branch has, whatever is here', async () => {
    expect(await first('--since', 'main', 'db')).toMatchObject({ level: undefined });
    write('phasewise.toml', 'release = ["app/**"]\npublished = "main"');
    expect(await first()).toEqual({
      level: 'error', err: '',
      message: 'Statements of the running application that name a.x (app/a.py:1, on main) fail from the moment this commits, and its data is gone.',
    });
  });

  test('is what is here where nothing is published', async () => {
    expect(await first()).toEqual({
      level: 'note', err: '',
      message: 'Statements of the running application that name a.x fail from the moment this commits, and its data is gone. The only source file in the working tree does not name it, but an ORM that reads the schema from the database may.',
    });
  });

  test('is that of the last commit where it is asked what is about to be committed', async () => {
    write('db/004_drop.sql', 'ALTER TABLE a DROP COLUMN id;');
    git('add', '.');
    expect((await first('--staged')).message).toContain('a.id fail from the moment this commits, and its data is gone. The only source file in the last commit does not name it');
  });

  test('has no migrations among it', async () => {
    write('phasewise.toml', 'release = ["**/*.sql", "app/*.py"]');
    expect((await first()).level).toBe('note');
  });

  test('says what was too large to be read, and that nothing was there to be read', async () => {
    write('app/data.json', ' '.repeat(1024 * 1024 + 1));
    expect(await first()).toMatchObject({
      level: 'error',
      err: 'phasewise: 1 file of `release` in the working tree, such as app/data.json, has more than 1 MB and was not read: what no other file names may be named there.\n',
    });
    write('phasewise.toml', 'release = ["src/**"]');
    expect(await first()).toMatchObject({ level: 'error', err: 'phasewise: `release` fits no file in the working tree.\n' });
  });
});

describe('baseline', () => {
  const record = async () => (await phasewise('baseline', root)).out;

  test('makes lint silent about what was found, wherever it moves in its file', async () => {
    expect(await record()).toBe('db/phasewise.baseline.jsonl: 1 finding. lint is silent about it as long as its statement stays.\n');
    expect(await lint()).toMatchObject({ code: 0, found: [] });
    write('db/002_drop.sql', '-- A comment\nSELECT 1;\n\nALTER TABLE a\n  DROP COLUMN x;\nTRUNCATE b;');
    expect((await lint()).found).toEqual(['truncate']);
    expect((await lint('--all')).found).toEqual(['drop-column', 'truncate']);
  });

  test('says what has come and gone since', async () => {
    await record();
    write('db/002_drop.sql', 'TRUNCATE b;');
    expect(await record()).toContain('1 finding (1 new, 1 gone)');
  });

  test('a line that is none is a mistake with a way out', async () => {
    write('db/phasewise.baseline.jsonl', '{}\n');
    expect((await lint()).err).toMatch(/phasewise\.baseline\.jsonl:1 is no line of a baseline\. Write it again: phasewise baseline\./);
  });
});
