import fs from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runningServer, type TestDatabase } from '../server/running.ts';
import { phasewise } from './fake-io.ts';
import { folder } from './folder.ts';

const revision = (id: string, parents: string, labels = 'None', needs = 'None') => ({
  [`migrations/versions/${id}.py`]: [
    `"""${id} does it"""`, 'from alembic import op', `revision = '${id}'`, `down_revision = ${parents}`, `branch_labels = ${labels}`, `depends_on = ${needs}`,
    `def upgrade():\n    op.execute("SELECT '${id} up'")`, `def downgrade():\n    op.execute("SELECT '${id} down'")`, '',
  ].join('\n'),
});
const PROJECT = {
  'alembic.ini': '[alembic]\nscript_location = migrations\n', 'migrations/env.py': '',
  ...revision('aaaa1111', 'None'), ...revision('bbbb2222', "'aaaa1111'", "('feat',)"), ...revision('cccc3333', "'aaaa1111'"),
};
const EFFECTIVE = { ...PROJECT, ...revision('dddd4444', "('bbbb2222', 'cccc3333')"), ...revision('9999aaaa', 'None', "('net',)", "'dddd4444'") };

test('branches lists each fork with what follows it', async () => {
  expect(await phasewise('branches', folder(PROJECT))).toEqual({
    code: 0, err: '',
    out: 'aaaa1111 (branchpoint), aaaa1111 does it\n         -> bbbb2222 (feat) (head), bbbb2222 does it\n         -> cccc3333 (head), cccc3333 does it\n',
  });
  expect((await phasewise('branches -v', folder(PROJECT))).out).toMatch(/^Rev: aaaa1111 \(branchpoint\)\nParent: <base>\nBranches into: bbbb2222, cccc3333\n(?:.*\n)+ {9}-> cccc3333 \(head\), cccc3333 does it\n$/);
  expect((await phasewise('branches', folder({ 'migrations/1_a.sql': 'SELECT 1;' }))).out).toBe('There are no branches: no revision is followed by more than one.\n');
});

test('heads that nothing depends on', async () => {
  const root = folder(EFFECTIVE);
  expect((await phasewise('heads', root)).out.split('\n')).toHaveLength(3);
  expect((await phasewise('heads --resolve-dependencies', root)).out).toBe('9999aaaa (net) (head), 9999aaaa does it\n');
});

describe('merge', () => {
  test('of all heads', async () => {
    const root = folder(PROJECT);
    expect(await phasewise(['merge', 'heads', '-m', 'join them', '--rev-id', 'dddd'], root)).toEqual({
      code: 0, out: '✓ migrations/versions/dddd_join_them.py, after bbbb2222 (bbbb2222 does it) and cccc3333 (cccc3333 does it)\n',
      err: 'phasewise: There is no script.py.mako beside env.py, so the file has the form that Alembic brings.\n',
    });
    expect(fs.readFileSync(`${root}/migrations/versions/dddd_join_them.py`, 'utf8')).toContain("= ('bbbb2222', 'cccc3333')\n");
    expect((await phasewise('heads', root)).out).toBe('dddd (feat) (head), join them\n');
  });

  test('of plain SQL', async () => {
    const root = folder({ 'migrations/1_a.sql': '-- revises: none\nSELECT 1;', 'migrations/2_b.sql': '-- revises: 1\nSELECT 1;', 'migrations/3_c.sql': '-- revises: 1\nSELECT 1;' });
    expect((await phasewise('merge 2 3 -m join', root)).out).toBe('✓ migrations/4_join.sql, after 2 (b) and 3 (c)\n');
    expect(fs.readFileSync(`${root}/migrations/4_join.sql`, 'utf8')).toBe('-- revises: 2, 3\n');
  });

  test.each([
    [PROJECT, 'merge bbbb', 'there is nothing to merge: bbbb names bbbb2222 (bbbb2222 does it) alone.'],
    [EFFECTIVE, 'merge heads', 'there is nothing to merge: heads names 9999aaaa (9999aaaa does it) alone.'],
    [PROJECT, 'merge aaaa cccc', 'aaaa1111 (aaaa1111 does it) is no head: bbbb2222 (bbbb2222 does it) follows it. A merge brings heads together.'],
  ])('%# is refused', async (files, args, message) => {
    expect(await phasewise(args, folder(files))).toEqual({ code: 2, out: '', err: `phasewise: ${message}\n` });
  });
});

test('what a stamp and ensure_version would send', async () => {
  const root = folder(EFFECTIVE);
  const created = 'CREATE TABLE alembic_version (\n    version_num VARCHAR(32) NOT NULL, \n    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n);\n\n';
  expect((await phasewise('stamp heads --sql', root)).out).toBe(
    `BEGIN;\n\n${created}-- Running stamp_revision  -> 9999aaaa\n\nINSERT INTO alembic_version (version_num) VALUES ('9999aaaa') RETURNING alembic_version.version_num;\n\nCOMMIT;\n\n`,
  );
  expect((await phasewise('stamp aaaa1111:dddd4444 --sql', root)).out).toBe(
    "BEGIN;\n\n-- Running stamp_revision aaaa1111 -> dddd4444\n\nUPDATE alembic_version SET version_num='dddd4444' WHERE alembic_version.version_num = 'aaaa1111';\n\nCOMMIT;\n\n",
  );
  expect((await phasewise('ensure_version --sql', root)).out).toBe(`BEGIN;\n\n${created}COMMIT;\n\n`);
  expect(await phasewise('stamp head --sql --purge', root)).toMatchObject({ code: 2, err: 'phasewise: --purge forgets what the version table holds, and --sql does not ask what that is. Leave one of them out.\n' });
});

test.each([
  ['upgrade head -x tenant=a', '-x tenant=a'],
  ['-x tenant=a upgrade head', '-x tenant=a'],
  ['upgrade head --tag nightly --sql', '--tag nightly'],
])('%s is for env.py', async (args, said) => {
  expect(await phasewise(args, folder(PROJECT))).toEqual({
    code: 2, out: '',
    err: `phasewise: ${said} is for env.py, which Phasewise reads and never runs. What env.py would make of it, say in phasewise.toml: [alembic] version-table, version-table-schema, …\n`,
  });
});

describe('a configuration that is chosen', () => {
  const TWO = {
    'alembic.ini': '[alembic]\nscript_location = migrations\n[tenants]\nscript_location = migrations\nversion_locations = %(here)s/tenant\n',
    'conf/other.ini': '[alembic]\nscript_location = %(here)s/../migrations\nversion_locations = %(here)s/../tenant\n',
    'migrations/env.py': 'from alembic import context', ...revision('aaaa1111', 'None'),
    'tenant/tttt.py': '"""of tenants"""\nrevision = "tttt"\ndown_revision = None\ndef upgrade(): pass\n',
  };

  test.each([
    ['heads', 'aaaa1111 (head), aaaa1111 does it\n'],
    ['-n tenants heads', 'tttt (head), of tenants\n'],
    ['heads --name tenants', 'tttt (head), of tenants\n'],
    ['-c conf/other.ini heads', 'tttt (head), of tenants\n'],
    ['heads -c alembic.ini -n alembic', 'aaaa1111 (head), aaaa1111 does it\n'],
  ])('%s', async (args, out) => {
    expect(await phasewise(args, folder(TWO))).toEqual({ code: 0, out, err: '' });
  });

  test('a baseline is of the section', async () => {
    const root = folder({ ...TWO, 'tenant/tttt.py': `${TWO['tenant/tttt.py']}    op.drop_table('t')\n`.replace('upgrade(): pass', 'upgrade():').replace('revision =', 'from alembic import op\nrevision =') });
    expect((await phasewise('baseline', root)).out).toBe('phasewise.baseline.jsonl: 0 findings.\n');
    expect((await phasewise('-n tenants baseline', root)).out).toBe('phasewise.baseline.jsonl: 1 finding. lint is silent about it as long as its statement stays.\n');
  });

  test('a new revision goes to the folder of the section', async () => {
    expect((await phasewise('-n tenants revision -m next --rev-id uuuu', folder(TWO))).out).toBe('✓ tenant/uuuu_next.py, after tttt (of tenants)\n');
  });

  test.each([
    ['-n tenant heads', 'alembic.ini says nowhere where the migrations of [tenant] are. Set script_location there, or take one of its sections: [alembic], [tenants].'],
    ['-c alembc.ini heads', 'there is no file or folder alembc.ini. Did you mean alembic.ini?'],
    ['-n x heads --project tenant', '-n x is a section of alembic.ini, and there is none in tenant. Name the file with -c.'],
    ['-c alembic.ini lint migrations', '-c names the project, and so do the paths. Give one of them.'],
  ])('%s is refused', async (args, message) => {
    expect(await phasewise(args, folder(TWO))).toEqual({ code: 2, out: '', err: `phasewise: ${message}\n` });
  });
});

describe('with a database', () => {
  let db: TestDatabase;
  beforeEach(async () => { db = await (await runningServer(16)).database(); });
  afterEach(() => db.drop());
  const on = (args: string, files: Readonly<Record<string, string>> = PROJECT) => phasewise(`${args} --database-url ${db.url}`, folder(files));

  test('the version table is made once', async () => {
    expect(await on('ensure_version')).toEqual({ code: 0, out: '✓ public.alembic_version is there now, and empty.\n', err: '' });
    expect((await on('ensure_version')).out).toBe('public.alembic_version is there already.\n');
    expect((await db.client.query('SELECT * FROM alembic_version')).rows).toEqual([]);
  });

  test('history marks where the database is, and ranges begin there', async () => {
    await on('stamp bbbb2222');
    expect((await on('history -i')).out).toBe(
      'aaaa1111 -> cccc3333 (head), cccc3333 does it\naaaa1111 -> bbbb2222 (feat) (head) (current), bbbb2222 does it\n<base> -> aaaa1111 (branchpoint), aaaa1111 does it\n',
    );
    expect((await on('history -r :current')).out).toBe('aaaa1111 -> bbbb2222 (feat) (head), bbbb2222 does it\n<base> -> aaaa1111 (branchpoint), aaaa1111 does it\n');
    expect((await on('history -r current:')).out).toBe('aaaa1111 -> bbbb2222 (feat) (head), bbbb2222 does it\n');
    expect((await on('history -r -1:current')).out).toBe('aaaa1111 -> bbbb2222 (feat) (head), bbbb2222 does it\n<base> -> aaaa1111 (branchpoint), aaaa1111 does it\n');
    expect((await on('show current')).out).toMatch(/^Rev: bbbb2222 \(head\)\n/);
  });

  test('current --check-heads', async () => {
    await on('stamp bbbb2222');
    expect(await on('current --check-heads')).toEqual({
      code: 1, out: 'bbbb2222 (feat) (head), bbbb2222 does it\n',
      err: 'phasewise: the database is not at cccc3333 (cccc3333 does it). `phasewise upgrade heads` brings it there.\n',
    });
    await on('stamp heads');
    expect((await on('current --check-heads')).code).toBe(0);
  });

  test('show current at base', async () => {
    expect((await on('show current')).err).toBe('phasewise: the database is at base, before the first revision; there is nothing to show.\n');
  });
});

describe('what env.py computes', () => {
  const COMPUTED = { ...PROJECT, 'migrations/env.py': 'from alembic import context\n\ncontext.configure(version_table_schema=tenant())\n' };
  const message = 'phasewise: migrations/env.py:3 computes version_table_schema, and Phasewise does not run it, so it does not know which table holds the applied revisions. Say it in phasewise.toml: [alembic] version-table-schema = "…".\n';

  test('stops whatever asks which revisions are applied', async () => {
    expect(await phasewise('upgrade --sql aaaa', folder(COMPUTED))).toEqual({ code: 2, out: '', err: message });
    expect(await phasewise('current --database-url postgres://localhost:1/x', folder(COMPUTED))).toEqual({ code: 2, out: '', err: message });
  });

  test('is said in phasewise.toml', async () => {
    const root = folder({ ...COMPUTED, 'phasewise.toml': '[alembic]\nversion-table-schema = "ops"\nversion-table = "revisions"\n' });
    expect((await phasewise('stamp aaaa --sql', root)).out).toContain("INSERT INTO ops.revisions (version_num) VALUES ('aaaa1111')");
  });

  test('whether each migration has a transaction of its own', async () => {
    const begins = async (said: string) => (await phasewise('upgrade bbbb --sql', folder({ ...PROJECT, 'phasewise.toml': said }))).out.match(/^BEGIN;$/gm)?.length;
    expect([await begins(''), await begins('[alembic]\ntransaction-per-migration = true\n')]).toEqual([1, 2]);
  });
});
