import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { FORMATS } from '../../src/report/formats.ts';
import { phasewise } from './fake-io.ts';
import { folder, QUIET, SHOP } from './folder.ts';

const read = (root: string, file: string) => fs.readFileSync(`${root}/${file}`, 'utf8');

test('files with a format come beside standard output', async () => {
  const root = folder(SHOP);
  const { code, out, err } = await phasewise('lint -o json=out/a.json --output-file gcc=b.txt', root);
  expect([code, err]).toEqual([1, '']);
  expect(out).toBe((await phasewise('lint', root)).out);
  expect(read(root, 'out/a.json')).toBe((await phasewise('lint -f json', root)).out);
  expect(read(root, 'b.txt')).toMatch(/^migrations\/002_index\.sql:1:1: error: /);
});

test('a file without a format takes what standard output would have got, without colours', async () => {
  const root = folder(SHOP);
  expect(await phasewise('lint -f compact -o a.txt', root)).toEqual({ code: 1, out: '', err: '' });
  expect(read(root, 'a.txt')).toBe((await phasewise('lint -f compact', root)).out);
  const { default: pc } = await import('picocolors');
  await phasewise('lint -o b.txt', root, { colors: pc.createColors(true), env: { GITHUB_ACTIONS: 'true' } });
  expect(read(root, 'b.txt')).toMatch(/^migrations\/002_index\.sql:1:1\n/);
});

test('on GitHub the screen keeps its annotations beside a file', async () => {
  const root = folder(SHOP);
  const { out } = await phasewise('lint -o json=a.json', root, { env: { GITHUB_ACTIONS: 'true' } });
  expect(out).toMatch(/^::error /);
});

test('an existing file is replaced whole, through links, and keeps its mode', async () => {
  const root = folder({ ...SHOP, 'real/a.txt': 'x'.repeat(100_000) });
  fs.chmodSync(`${root}/real/a.txt`, 0o640);
  fs.symlinkSync('real/a.txt', `${root}/link.txt`);
  await phasewise('lint -o gcc=link.txt', root);
  expect(fs.lstatSync(`${root}/link.txt`).isSymbolicLink()).toBe(true);
  expect(read(root, 'real/a.txt')).toMatch(/^migrations.*\n$/);
  expect(fs.statSync(`${root}/real/a.txt`).mode & 0o777).toBe(0o640);
  expect(fs.readdirSync(`${root}/real`)).toEqual(['a.txt']);
});

describe.each([
  ['lint -o json=migrations', 'cannot write migrations: it is a folder.'],
  ['lint -o json=migrations/001_orders.sql/a.json', 'cannot write migrations/001_orders.sql/a.json: there is a file of that name in the way.'],
  ['lint -o jsn=a', 'there is no format jsn. Did you mean json? For a file of that name write --output-file ./jsn=a.'],
  ['lint -o json=', '--output-file json= names no file. Write --output-file sarif=phasewise.sarif.'],
  ['lint -o json=a -o gcc=./a', '--output-file names a twice.'],
])('%s', (args, message) => {
  test('is one clear message and 2', async () => {
    const root = folder(SHOP);
    expect(await phasewise(args, root)).toEqual({ code: 2, out: '', err: `phasewise: ${message}\n` });
    expect(fs.readdirSync(root).sort()).toEqual(['.git', 'migrations']);
  });
});

test('a path that begins with ./ may have = in it', async () => {
  const root = folder(SHOP);
  await phasewise('lint -f gcc -o ./a=b.txt', root);
  expect(read(root, 'a=b.txt')).toContain('error');
});

test('a document is written also where there was nothing to judge', async () => {
  const root = folder({ 'a.py': '' });
  expect(await phasewise('lint a.py --no-warn-ignored -o sarif=a.sarif', root)).toEqual({ code: 0, out: '', err: '' });
  expect(JSON.parse(read(root, 'a.sarif'))).toMatchObject({ version: '2.1.0', runs: [{ results: [] }] });
});

test('the help names every format', async () => {
  const { out } = await phasewise('lint --help', '/');
  const [, named = ''] = /what standard output gets: ([\s\S]*?)\n +-o/.exec(out) ?? [];
  expect(named.replaceAll(/\s+/g, ' ').split(/, | or /)).toEqual(FORMATS.map(({ name }) => name));
});

describe('links of a comment', () => {
  const prefixed = Object.fromEntries(Object.entries(SHOP).map(([file, text]) => [`backend/${file}`, text]));
  const linked = async (env: Readonly<Record<string, string>>, root: string) =>
    /\[002_index\.sql:1\]\(([^)]*)\)/.exec((await phasewise('lint -f markdown', `${root}/backend`, { env })).out)?.[1];

  test('lead to the commit that GitHub or GitLab is working on, from the root of its checkout', async () => {
    const root = folder(prefixed);
    expect(await linked({ GITHUB_WORKSPACE: root, GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'acme/shop', GITHUB_SHA: '8f3e' }, root))
      .toBe('https://github.com/acme/shop/blob/8f3e/backend/migrations/002_index.sql#L1');
    expect(await linked({ CI_PROJECT_DIR: root, CI_PROJECT_URL: 'https://gitlab.com/acme/shop', CI_COMMIT_SHA: '8f3e' }, root))
      .toBe('https://gitlab.com/acme/shop/-/blob/8f3e/backend/migrations/002_index.sql#L1');
  });

  test('are relative where nobody says which commit that is, or the command runs elsewhere', async () => {
    const root = folder(prefixed);
    expect(await linked({}, root)).toBe('migrations/002_index.sql#L1');
    expect(await linked({ GITHUB_WORKSPACE: '/elsewhere', GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'a/b', GITHUB_SHA: '1' }, root)).toBe('migrations/002_index.sql#L1');
    expect(await linked({ GITHUB_WORKSPACE: root }, root)).toBe('backend/migrations/002_index.sql#L1');
  });

  test('are called by the folder where all files have one name', async () => {
    const { out } = await phasewise('lint -f markdown', path.resolve(import.meta.dirname, '../../fixtures/projects/prisma-shop'));
    expect(out).toMatch(/\[\d+_give_users_a_plan\/migration\.sql:4\]\(prisma\/migrations\/\d+_give_users_a_plan\/migration\.sql#L4\)/);
  });
});

describe('--max-warnings', () => {
  const warned = { ...SHOP, 'phasewise.toml': '[rules]\nindex-not-concurrent = "warning"\n' };

  test.each([['0', 1, 'phasewise: 1 warning; --max-warnings allows 0.\n'], ['1', 0, '']])('%s', async (allowed, code, err) => {
    expect(await phasewise(`lint --max-warnings ${allowed}`, folder(warned))).toMatchObject({ code, err });
  });

  test('counts what --quiet does not show', async () => {
    expect(await phasewise('lint --quiet --max-warnings 0', folder(warned), { columns: 200 })).toEqual({
      code: 1,
      out: 'No errors in 2 revisions · 1 finding below that not shown · 2 statements read, 0 unread · PostgreSQL 14 to 18 · judged as phasewise runs it\n',
      err: 'phasewise: 1 warning; --max-warnings allows 0.\n',
    });
  });

  test.each(['-1', 'many', '1.5'])('%s is a mistake', async (typed) => {
    const { code, err } = await phasewise(['lint', `--max-warnings=${typed}`], folder(warned));
    expect([code, err]).toEqual([2, `phasewise: --max-warnings takes a number from 0 on, not ${typed}.\n`]);
  });
});

describe('--quiet', () => {
  test('shows errors as ever', async () => {
    const root = folder(SHOP);
    expect(await phasewise('lint --quiet', root)).toEqual(await phasewise('lint', root));
  });

  test('hides what was not read and does not call it fine', async () => {
    const root = folder({ 'migrations/1_a.sql': 'DO $$ BEGIN EXECUTE (SELECT string_agg(x, \';\') FROM t); END $$;\n' });
    const loud = await phasewise('lint', root, { columns: 200 });
    expect(loud.out).toContain('warning  unread-');
    const { code, out } = await phasewise('lint --quiet', root, { columns: 200 });
    expect([code, out.includes('warning')]).toEqual([0, false]);
    expect(out).toContain('1 unread');
  });
});

describe('standard input', () => {
  const typed = (text: string) => ({ input: () => Promise.resolve(new TextEncoder().encode(text)) });

  test('is judged as the file that it will be, in the project around', async () => {
    const root = folder(SHOP);
    const { code, out } = await phasewise('lint - --stdin-filename migrations/003_more.sql -f gcc', root, typed('\nDROP TABLE orders;\n'));
    expect([code, out]).toEqual([1, expect.stringMatching(/^migrations\/003_more\.sql:2:12: error: .*\[drop-table\]\n$/)]);
    expect(fs.existsSync(`${root}/migrations/003_more.sql`)).toBe(false);
  });

  test('takes the place of a file that is there', async () => {
    const root = folder(SHOP);
    expect(await phasewise('lint - --stdin-filename migrations/002_index.sql', root, typed('SELECT 1;'))).toMatchObject({ code: 0, err: '' });
  });

  test('that is no migration is passed over', async () => {
    expect(await phasewise('lint - --stdin-filename notes.md', folder(QUIET), typed('#'))).toEqual({ code: 0, out: expect.any(String), err: 'phasewise: notes.md is no migration; passed over.\n' });
  });

  test.each([
    ['lint -', '- reads a migration from standard input. Say which file it is: --stdin-filename migrations/004_tags.sql.'],
    ['lint --stdin-filename a.sql', '--stdin-filename goes with - as path: phasewise lint - --stdin-filename a.sql.'],
    ['lint - --stdin-filename migrations', '--stdin-filename migrations is a folder; it takes the path of a file.'],
  ])('%s', async (args, message) => {
    expect(await phasewise(args, folder(QUIET), typed('SELECT 1;'))).toEqual({ code: 2, out: '', err: `phasewise: ${message}\n` });
  });

  test('of wrong bytes is a problem of the file', async () => {
    const { out, code } = await phasewise('lint - --stdin-filename migrations/003_a.sql', folder(QUIET), { input: () => Promise.resolve(new Uint8Array([65, 0])) });
    expect(out).toContain('003_a.sql has a NUL byte at offset 1');
    expect(code).toBe(2);
  });
});

test('--no-error-on-unmatched-pattern passes over what is not there, and judges the rest', async () => {
  const root = folder({ ...SHOP, 'src/a.ts': '' });
  expect(await phasewise('lint nowhere src --no-error-on-unmatched-pattern', root)).toEqual({ code: 0, out: '', err: '' });
  expect((await phasewise('lint nowhere migrations --no-error-on-unmatched-pattern -f gcc', root)).out).toMatch(/^migrations\/002/);
});

test('--no-warn-ignored is silent about named files that are no migrations', async () => {
  const root = folder({ ...QUIET, 'README.md': '#' });
  expect(await phasewise('lint README.md migrations/001_orders.sql --no-warn-ignored', root)).toMatchObject({ code: 0, err: '' });
});
