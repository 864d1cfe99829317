import fs from 'node:fs';
import { expect, test } from 'vitest';
import { phasewise } from './fake-io.ts';
import { folder, QUIET, SHOP } from './folder.ts';

test('a finding of level error ends with 1', async () => {
  const { code, out, err } = await phasewise('lint', folder(SHOP));
  await expect(out).toMatchFileSnapshot('snapshots/lint.txt');
  expect([code, err]).toEqual([1, '']);
});

test('nothing to say ends with 0', async () => {
  expect(await phasewise('lint', folder(QUIET))).toEqual({
    code: 0,
    out: '✓ 1 revision, 1 statement: nothing that an application would notice. PostgreSQL\n14 to 18\n',
    err: '',
  });
});

test('a warning alone ends with 0', async () => {
  const { code, out } = await phasewise('lint', folder({ ...SHOP, 'phasewise.toml': '[rules]\nindex-not-concurrent = "warning"\n' }));
  expect(out).toContain('\nwarning  index-not-concurrent\n');
  expect(code).toBe(0);
});

test('a statement that PostgreSQL would refuse is a finding', async () => {
  const { code, out } = await phasewise('lint', folder({ 'migrations/1_a.sql': 'CREATE TABLE a (;\n' }));
  expect(out).toContain('migrations/1_a.sql:1:16\n');
  expect(out).toContain('error  syntax-error\n  PostgreSQL would refuse this: syntax error at end of input.\n');
  expect(code).toBe(1);
});

test('a file that holds NUL is an error of the project, not a stack trace', async () => {
  const { code, out, err } = await phasewise('lint', folder({ ...QUIET, 'migrations/002_a.sql': new Uint8Array([65, 0]) }));
  expect(out).toContain("002_a.sql has a NUL byte at offset 1; PostgreSQL's text cannot hold one.");
  expect([code, err]).toEqual([2, '']);
});

test('two files of one revision end with 2, whichever file was asked about', async () => {
  const root = folder({ ...SHOP, 'migrations/002_again.sql': 'SELECT 1;' });
  const { code, out } = await phasewise('lint migrations/001_orders.sql', root);
  expect(out).toContain('  002_again.sql and 002_index.sql both declare revision 002; give one of them an\n  id of its own.\n');
  expect(code).toBe(2);
});

test('named files choose what is reported; the project around them is read', async () => {
  const root = folder({ ...SHOP, 'migrations/003_more.sql': 'CREATE INDEX i2 ON orders (id);' });
  const { code, out } = await phasewise('lint migrations/003_more.sql', root);
  expect(out.match(/^migrations.*$/gm)).toEqual(['migrations/003_more.sql:1:1']);
  expect(code).toBe(1);
});

test('a named file that is no migration is passed over aloud', async () => {
  const root = folder({ ...QUIET, 'README.md': '#', 'migrations/notes.md': '#' });
  expect(await phasewise('lint README.md migrations/notes.md migrations/001_orders.sql', root)).toMatchObject({
    code: 0,
    err: 'phasewise: README.md is no migration; passed over.\nphasewise: migrations/notes.md is no migration; passed over.\n',
  });
});

test('files that belong to no project at all are passed over, and nothing is claimed about them', async () => {
  expect(await phasewise('lint a.py', folder({ 'a.py': '' }))).toEqual({
    code: 0, out: '', err: 'phasewise: a.py is no migration; passed over.\n',
  });
});

test('a folder without a project is a mistake', async () => {
  expect(await phasewise('lint', folder({ 'src/a.ts': '' }))).toEqual({
    code: 2,
    out: '',
    err: 'phasewise: no migrations here. Looked for an alembic.ini, and for .sql files that begin with a number or name their revision, '
      + 'in that folder, its migrations and db/migrations, the folders around it and those below it. '
      + 'Name the folder: phasewise lint path/to/migrations.\n',
  });
});

test.each([
  ['lint migrations/002_indx.sql', 'there is no file or folder migrations/002_indx.sql. Did you mean migrations/002_index.sql?'],
  ['lint migratoins', 'there is no file or folder migratoins. Did you mean migrations?'],
  ['lint migratoins/002_index.sql', 'there is no file or folder migratoins/002_index.sql. Did you mean migrations/002_index.sql?'],
  ['lint nothing/like/this', 'there is no file or folder nothing/like/this.'],
  ['lint --format jsn', 'there is no format jsn. Did you mean json?'],
  ['lint --format xml-of-old', 'there is no format xml-of-old. Choose one of pretty, compact, json, jsonl, sarif, github, gitlab, junit, checkstyle, markdown, rdjson, gcc.'],
  ['lint --pg-version 9.6', '--pg-version 9.6 names no majors of PostgreSQL from 13 on. Write 16, 14,16 or 14-18.'],
])('%s', async (args, message) => {
  expect(await phasewise(args, folder(SHOP))).toEqual({ code: 2, out: '', err: `phasewise: ${message}\n` });
});

test.each([
  ['rulse = 1\n', 'phasewise.toml: rulse: there is no such key. Did you mean rules?'],
  ['[rules]\nindex-not-concurent = "off"\n', 'phasewise.toml: rules.index-not-concurent: there is no such rule. Did you mean index-not-concurrent?'],
  ['migrations = "nowhere"\n', 'phasewise.toml: migrations: there is no folder nowhere.\n'],
  ['[rules\n', 'phasewise.toml:1:'],
])('a broken configuration names its file and key: %j', async (toml, message) => {
  const { code, out, err } = await phasewise('lint', folder({ ...SHOP, 'phasewise.toml': toml }));
  expect([code, out]).toEqual([2, '']);
  expect(err.startsWith(`phasewise: ${message}`)).toBe(true);
  expect(err.split('\n')).toHaveLength(2);
});

test('a configuration above several projects holds for them all, and names the folder of migrations that no search would find', async () => {
  const root = folder({ 'phasewise.toml': 'migrations = "database/changes"\npostgres = "16"\n', 'database/changes/1_a.sql': 'CREATE TABLE a ();' });
  expect(await phasewise('lint', root)).toMatchObject({
    code: 0, out: '✓ 1 revision, 1 statement: nothing that an application would notice. PostgreSQL\n16\n',
  });
});

test('several projects are all judged and named; --project chooses one', async () => {
  const root = folder({ ...prefixed('shop', SHOP), ...prefixed('depot', QUIET) });
  const all = await phasewise('lint', root);
  expect(all.out).toContain('shop (plain SQL)\n');
  expect(all.out).toContain('depot (plain SQL)\n');
  expect(all.code).toBe(1);
  expect(await phasewise('lint --project depot', root)).toMatchObject({ code: 0, out: expect.stringMatching(/^✓/) });
  expect(await phasewise('lint . --project depto', root)).toMatchObject({ code: 2, err: 'phasewise: --project depto is none of the projects here: depot, shop.\n' });
});

test('--down judges the way back too', async () => {
  const root = folder({ 'migrations/1_a.up.sql': 'CREATE TABLE a ();', 'migrations/1_a.down.sql': 'DROP TABLE a;' });
  expect((await phasewise('lint', root)).code).toBe(0);
  const { code, out } = await phasewise('lint --down', root);
  expect(out).toContain('migrations/1_a.down.sql:1:1');
  expect(code).toBe(1);
});

test('--pg-version says what is judged', async () => {
  const { out } = await phasewise('lint --pg-version 14,16', folder(QUIET));
  expect(out.replaceAll('\n', ' ')).toContain('PostgreSQL 14 and 16');
});

test('on GitHub the format is chosen, and that is said', async () => {
  const env = { GITHUB_ACTIONS: 'true' };
  const root = folder(SHOP);
  const { out, err } = await phasewise('lint', root, { env });
  expect(out).toMatch(/^::error file=migrations\/002_index\.sql,line=1,/);
  expect(err).toBe('phasewise: the format is github, because GITHUB_ACTIONS is set; --format chooses another.\n');
  expect((await phasewise('lint --format pretty', root, { env })).err).toBe('');
});

test('paths for a code host start at the root of its checkout', async () => {
  const root = folder(prefixed('backend', SHOP));
  const { out } = await phasewise('lint --format github', `${root}/backend`, { env: { GITHUB_WORKSPACE: root } });
  expect(out).toMatch(/^::error file=backend\/migrations\/002_index\.sql,/);
});

test('json and sarif are one document each', async () => {
  const root = folder(SHOP);
  const json: { projects: readonly { findings: readonly { rule: string }[] }[] } = JSON.parse((await phasewise('lint --format json', root)).out);
  expect(json.projects[0]?.findings[0]?.rule).toBe('index-not-concurrent');
  const sarif: { runs: readonly { results: readonly { ruleId: string }[] }[] } = JSON.parse((await phasewise('lint --format sarif', root)).out);
  expect(sarif.runs[0]?.results[0]?.ruleId).toBe('index-not-concurrent');
});

test('a file that cannot be read is named, in SQL and in Alembic', async () => {
  const sql = folder(SHOP);
  fs.symlinkSync('nowhere', `${sql}/migrations/003_gone.sql`);
  const plain = await phasewise('lint', sql);
  expect(plain.code).toBe(2);
  expect(plain.out + plain.err).toContain('003_gone.sql');

  const alembic = folder({ 'alembic.ini': '[alembic]\nscript_location = migrations\n', 'migrations/env.py': '', 'migrations/versions/001_a.py': 'revision = "1"' });
  fs.symlinkSync('nowhere', `${alembic}/migrations/versions/002_gone.py`);
  const python = await phasewise('lint', alembic);
  expect(python.code).toBe(2);
  expect(python.out + python.err).toContain('002_gone.py');
});

test('a broken alembic.ini is one clear message', async () => {
  const root = folder({ 'alembic.ini': '[alembic]\nscript_location = %(nowhere)s/migrations\n' });
  const { code, out, err } = await phasewise('lint', root);
  expect([code, out]).toEqual([2, '']);
  expect(err).toMatch(/^phasewise: alembic\.ini.*\n$/);
});

function prefixed(name: string, files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${name}/${path}`, text]));
}

test('a project that links lead to is judged once', async () => {
  const root = folder({ 'services/shop/migrations/001_a.sql': 'CREATE TABLE a (id int);' });
  fs.symlinkSync('../services/shop', `${root}/services/again`);
  fs.symlinkSync('.', `${root}/self`);
  expect(await phasewise('lint', root, { columns: 120 })).toEqual({ code: 0, err: '', out: '✓ 1 revision, 1 statement: nothing that an application would notice. PostgreSQL 14 to 18\n' });
  expect((await phasewise('heads --project services/again', root)).out).toBe('001 (head), a\n');
});

test('a link that leads nowhere, or to itself, is named', async () => {
  const root = folder(QUIET);
  fs.symlinkSync('nowhere', `${root}/gone`);
  fs.symlinkSync('circle', `${root}/circle`);
  expect((await phasewise('lint gone', root)).err).toBe('phasewise: gone is a link that leads nowhere.\n');
  expect((await phasewise('lint circle/deep', root)).err).toBe('phasewise: circle is a link that leads nowhere.\n');
  expect((await phasewise('lint gon', root)).err).toBe('phasewise: there is no file or folder gon. Did you mean gone?\n');
});

test('approved findings of one file and approval take one line', async () => {
  const root = folder({ ...SHOP, 'migrations/002_index.sql': 'CREATE INDEX a ON orders (buyer);\nCREATE INDEX b ON orders (id);\n' });
  await phasewise(['approve', '002', '--reason', 'the table is small'], root, { env: { USER: 'ann' } });
  const { code, out } = await phasewise('lint', root, { columns: 120 });
  expect([code, out.replace(/\d{4}-\d\d-\d\d/, 'TODAY')]).toEqual([0, `migrations/002_index.sql:1:1, 2:1  index-not-concurrent, approved by ann on TODAY: the table is small

✓ 2 revisions, 3 statements: 2 approved, nothing else that an application would notice. PostgreSQL 14 to 18
`]);
});

test('migrations for another database are left out, and that is said', async () => {
  const both = { 'migrations/mysql/1_a.sql': 'SELECT `a`;', 'migrations/postgres/1_a.sql': 'SELECT 1;' };
  expect((await phasewise('lint', folder(both))).err).toBe('phasewise: migrations/mysql is left out, because its folder is named mysql: Phasewise reads migrations for PostgreSQL.\n');
  const { code, err } = await phasewise('upgrade --sql', folder({ 'migrations/mysql/1_a.sql': 'SELECT `a`;' }));
  expect([code, err]).toEqual([2, 'phasewise: no migrations for PostgreSQL here. migrations/mysql is left out, because its folder is named mysql: Phasewise reads migrations for PostgreSQL.\n']);
});
