import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { phasewise } from './fake-io.ts';
import { folder } from './folder.ts';

let root: string;

const FILES = {
  'migrations/001_orders.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, buyer bigint, total numeric);\n',
  'migrations/002_index.sql': '-- The shop is open.\nSET lock_timeout = \'2s\';\nALTER TABLE orders ADD COLUMN paid boolean;\nCREATE INDEX orders_buyer ON orders (buyer); -- for the basket\n',
};

function git(...args: readonly string[]): void {
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'init.defaultBranch=main', ...args], { cwd: root, stdio: 'pipe' });
}

function files(): Readonly<Record<string, string>> {
  const names = fs.readdirSync(path.join(root, 'migrations')).sort();
  return Object.fromEntries(names.map((name) => [name, fs.readFileSync(path.join(root, 'migrations', name), 'utf8')]));
}

beforeEach(() => { root = folder(FILES); });

const FIXED = {
  '001_orders.sql': FILES['migrations/001_orders.sql'],
  '002_index.sql': '-- The shop is open.\nSET lock_timeout = \'2s\';\nALTER TABLE orders ADD COLUMN paid boolean;\n',
  '003_index_orders_by_buyer.sql': '-- transaction: false\nCREATE INDEX CONCURRENTLY orders_buyer ON orders (buyer); -- for the basket\n',
};

describe('lint --fix', () => {
  test('writes what nobody else has, says so, and ends with what is left', async () => {
    const { code, out, err } = await phasewise('lint --fix --unpublished', root);
    expect(files()).toEqual(FIXED);
    expect(err).toBe('✓ migrations/002_index.sql: 1 finding cured (index-build-under-exclusive-lock).\n    new      migrations/003_index_orders_by_buyer.sql\n');
    expect(out).toMatch(/^✓ 3 revisions/);
    expect(code).toBe(0);
    const again = await phasewise('lint --fix --unpublished', root);
    expect(again.err).toBe('');
    expect(files()).toEqual(FIXED);
  });

  test('needs somebody to vouch for it where git knows nothing', async () => {
    const { code, err } = await phasewise('lint --fix', root);
    expect(err).toBe('– migrations/002_index.sql:4: index-build-under-exclusive-lock is left. Nothing tells whether others have this migration: there is no git history here that says it. Name the branch that others have with --since, or say --unpublished where nobody has it yet.\n');
    expect(code).toBe(1);
    expect(files()).toEqual(Object.fromEntries(Object.entries(FILES).map(([name, text]) => [name.replace('migrations/', ''), text])));
  });

  test('leaves what stands on the published branch, whatever is said', async () => {
    fs.rmSync(path.join(root, '.git'), { recursive: true });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'Begin');
    const { code, err } = await phasewise('lint --fix --all --unpublished', root, {});
    expect(code).toBe(0);
    expect(err).toContain('1 finding cured');

    git('checkout', '-q', '.');
    git('clean', '-qfd');
    fs.writeFileSync(path.join(root, 'phasewise.toml'), 'published = "main"\n');
    const published = await phasewise('lint --fix --unpublished', root);
    expect(published.err).toBe('– migrations/002_index.sql:4: index-build-under-exclusive-lock is left. 002_index.sql stands on main, so others may have applied it: write the change as a migration of its own.\n');
    expect(published.code).toBe(1);
  });

  test('writes what is new on the branch', async () => {
    fs.rmSync(path.join(root, '.git'), { recursive: true });
    fs.renameSync(path.join(root, 'migrations/002_index.sql'), path.join(root, 'later.txt'));
    git('init', '-q');
    git('add', 'migrations');
    git('commit', '-qm', 'Begin');
    fs.renameSync(path.join(root, 'later.txt'), path.join(root, 'migrations/002_index.sql'));
    expect((await phasewise('lint --fix --since main', root)).code).toBe(0);
    expect(files()).toEqual(FIXED);
  });

  test('moves no published file to make room', async () => {
    fs.rmSync(path.join(root, '.git'), { recursive: true });
    fs.writeFileSync(path.join(root, 'migrations/003_later.sql'), 'CREATE TABLE later (id bigint PRIMARY KEY);\n');
    git('init', '-q');
    git('add', 'migrations/001_orders.sql', 'migrations/003_later.sql');
    git('commit', '-qm', 'Begin');
    const { code, err } = await phasewise('lint --fix --since main', root);
    expect(err).toContain('is left. 003_later.sql stands on main, so others may have applied it: write the change as a migration of its own.');
    expect(code).toBe(1);
    expect(Object.keys(files())).toEqual(['001_orders.sql', '002_index.sql', '003_later.sql']);
  });

  test('cures only the files that are asked about', async () => {
    const { err } = await phasewise('lint --fix --unpublished migrations/001_orders.sql', root);
    expect(err).toBe('');
  });

  test('leaves what a database has applied', async () => {
    fs.writeFileSync(path.join(root, 'schema.sql'), `${FILES['migrations/001_orders.sql']}ALTER TABLE orders ADD COLUMN paid boolean; CREATE INDEX orders_buyer ON orders (buyer);`);
    const { err, code } = await phasewise('lint --fix --unpublished --baseline schema.sql --at 002', root);
    expect(err).toBe('– migrations/002_index.sql:4: index-build-under-exclusive-lock is left. 002_index.sql is applied in schema.sql.\n');
    expect(code).toBe(1);
    expect((await phasewise('lint --fix --unpublished --baseline migrations/001_orders.sql --at 001', root)).err).toContain('1 finding cured');
  });

  test('keeps the line ends of a file', async () => {
    fs.writeFileSync(path.join(root, 'migrations/002_index.sql'), FILES['migrations/002_index.sql'].replaceAll('\n', '\r\n'));
    await phasewise('lint --fix --unpublished', root);
    expect(files()).toEqual({ ...FIXED, ...Object.fromEntries(Object.entries(FIXED).slice(1).map(([name, text]) => [name, text.replaceAll('\n', '\r\n')])) });
  });

  test('cures a downgrade in the piece that it went to', async () => {
    fs.writeFileSync(path.join(root, 'migrations/002_index.sql'), `-- migrate:up\n${FILES['migrations/002_index.sql']}\n-- migrate:down\nDROP INDEX orders_buyer;\nSET LOCAL lock_timeout = '2s';\nALTER TABLE orders DROP COLUMN paid;\n`);
    const { err } = await phasewise('lint --fix --unpublished --down', root);
    expect(err).toContain('✓ migrations/002_index.sql: 2 findings cured (index-build-under-exclusive-lock, drop-index-not-concurrent).\n');
    expect(files()['003_index_orders_by_buyer.sql']).toBe('-- migrate:up transaction:false\nCREATE INDEX CONCURRENTLY orders_buyer ON orders (buyer); -- for the basket\n\n-- migrate:down transaction:false\nDROP INDEX CONCURRENTLY orders_buyer;\n');
    expect((await phasewise('lint --fix --unpublished --down', root)).err).toBe('');
  });

  test('leaves an index and standard input alone', async () => {
    expect(await phasewise('lint --fix --staged', root)).toMatchObject({ code: 2, err: 'phasewise: --fix changes files as they are saved, and --staged means the index. Leave one of them out.\n' });
    expect(await phasewise('lint - --fix', root)).toMatchObject({ code: 2, err: 'phasewise: --fix changes files, and standard input is none. Name the file instead.\n' });
    expect(await phasewise('lint --unpublished', root)).toMatchObject({ code: 2, err: 'phasewise: --unpublished says what --fix and --diff may change. Give one of them.\n' });
  });
});

describe('lint --diff', () => {
  for (const option of ['--diff', '--fix-dry-run']) {
    test(`${option} shows what would be written and writes nothing`, async () => {
      const { code, out, err } = await phasewise(`lint ${option} --unpublished`, root);
      await expect(out).toMatchFileSnapshot('snapshots/fix.diff');
      expect(err).toBe('✓ migrations/002_index.sql: 1 finding would be cured (index-build-under-exclusive-lock).\n    new      migrations/003_index_orders_by_buyer.sql\n');
      expect(code).toBe(0);
      expect(Object.keys(files())).toEqual(['001_orders.sql', '002_index.sql']);
    });
  }

  test('git applies it', async () => {
    fs.writeFileSync(path.join(root, 'migrations/003_later.sql'), 'CREATE TABLE later (id bigint PRIMARY KEY);\n');
    const { out } = await phasewise('lint --diff --unpublished', root);
    fs.rmSync(path.join(root, '.git'), { recursive: true });
    git('init', '-q');
    fs.writeFileSync(path.join(root, 'fix.diff'), out);
    git('apply', 'fix.diff');
    const applied = files();
    expect(Object.keys(applied)).toEqual(['001_orders.sql', '002_index.sql', '003_index_orders_by_buyer.sql', '004_later.sql']);
    expect(applied['002_index.sql']).toBe(FIXED['002_index.sql']);
  });

  test('says nothing where there is nothing to cure', async () => {
    fs.rmSync(path.join(root, 'migrations/002_index.sql'));
    expect(await phasewise('lint --diff', root)).toEqual({ code: 0, out: '', err: '' });
  });
});
