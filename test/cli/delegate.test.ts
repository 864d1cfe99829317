import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withoutSecrets } from '../../src/run/delegate.ts';
import { runningServer, type TestDatabase } from '../server/running.ts';
import { phasewise } from './fake-io.ts';
import { folder } from './folder.ts';

/** The real Alembic, with a driver: Debian's packages `alembic` and `python3-psycopg2`. */
const hasAlembic = spawnSync('alembic', ['--version']).status === 0 && spawnSync('/usr/bin/python3', ['-c', 'import psycopg2, alembic']).status === 0;
if (!hasAlembic) console.warn('SKIPPED: delegation to the real Alembic, which is not installed here (Debian: alembic, python3-psycopg2).');

const ENV = `import os
from alembic import context
from sqlalchemy import create_engine, text
engine = create_engine(os.environ["DATABASE_URL"])
print("connects to", os.environ["DATABASE_URL"])
with engine.connect() as connection:
    print("locks held:", connection.execute(text("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")).scalar())
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
`;
const file = (id: string, parent: string, up: string, down: string) =>
  `"""${id} does it"""\nfrom alembic import op\nimport sqlalchemy as sa\nrevision = '${id}'\ndown_revision = ${parent}\n\n\ndef upgrade():\n${up}\n\n\ndef downgrade():\n${down}\n`;
/** The rows of a query decide what 0002 and its downgrade do. */
const PROJECT = {
  'alembic.ini': '[alembic]\nscript_location = migrations\n', 'migrations/env.py': ENV,
  'migrations/versions/0001.py': file('0001', 'None', "    op.create_table('notes', sa.Column('id', sa.Integer(), primary_key=True), sa.Column('plan', sa.Text()))\n    op.execute(\"INSERT INTO notes (plan) VALUES ('a'), ('b')\")", "    op.drop_table('notes')"),
  'migrations/versions/0002.py': file('0002', "'0001'",
    "    bind = op.get_bind()\n    for row in bind.execute(sa.text('SELECT DISTINCT plan FROM notes')):\n        op.add_column('notes', sa.Column('is_' + row[0], sa.Boolean()))",
    "    bind = op.get_bind()\n    for row in bind.execute(sa.text('SELECT DISTINCT plan FROM notes')):\n        op.drop_column('notes', 'is_' + row[0])"),
  'migrations/versions/0003.py': file('0003', "'0002'", "    op.create_table('labels', sa.Column('id', sa.Integer(), primary_key=True))", "    op.drop_table('labels')"),
};

let db: TestDatabase;
beforeEach(async () => { db = await (await runningServer(16)).database(); });
afterEach(() => db.drop());

const steady = (text: string) => text.replaceAll(/(?:took|held) [\d.]+ m?s/g, 'took T').replaceAll(/test_\d+ @ \S+/g, 'shop').replace(/PostgreSQL \d+\.\d+/g, 'PostgreSQL N').replaceAll(' ·\n', ' · ');
const on = (args: string, root: string, env: Readonly<Record<string, string>> = {}) => phasewise(`${args} --database-url ${db.url}`, root, { env: { ...process.env, ...env }, columns: 120 });
/** Without the line breaks that the width of the terminal makes. */
const flat = (text: string) => text.replace(/\s+/g, ' ');
const rows = async () => (await db.client.query<{ v: string }>('SELECT version_num AS v FROM alembic_version ORDER BY 1')).rows.map(({ v }) => v);
const columns = async () => (await db.client.query<{ name: string }>("SELECT column_name AS name FROM information_schema.columns WHERE table_name = 'notes' ORDER BY 1")).rows.map(({ name }) => name);
const consent = (root: string, ...scripts: readonly string[]) => Promise.all(scripts.map((script) => phasewise(['approve', ...script.split(' '), '--reason', 'read', '--who', 'me'], root)));

test('what cannot be read whole stops a run before anything is changed, and the ways out are told', async () => {
  const root = folder(PROJECT);
  const { code, out } = await on('upgrade', root);
  expect(code).toBe(1);
  expect(out).toContain('0002 (0002 does it) cannot be applied.\n  migrations/versions/0002.py:11:42 ');
  expect(out).toContain('  What comes before it can be applied: phasewise upgrade 0001\n  Alembic itself can run it, in its place among the others: add --delegate\nNothing was changed.\n');
  expect((await db.client.query("SELECT to_regclass('notes') AS there")).rows).toEqual([{ there: null }]);
  expect((await on('upgrade 0001', root)).code).toBe(0);
});

describe.skipIf(!hasAlembic)('with the real Alembic', () => {
  test('it runs the one script in its place, and Phasewise the others, both ways', async () => {
    const root = folder(PROJECT);
    const up = await on('upgrade --delegate', root);
    expect([up.code, up.err]).toEqual([0, '']);
    expect(steady(up.out)).toMatch(/0001 does it +transaction\n(?:.*\n)*0002 0002 does it +left to Alembic: upgrade 0002\n {4}│ connects to postgresql:\/\/.*\n {4}│ locks held: 1\n {2}✓ Alembic ran it {2}took T\n(?:.*\n)*0003 0003 does it +transaction\n/);
    expect(up.out).toContain('✓ at 0003 (head).\n');
    expect([await rows(), await columns()]).toEqual([['0003'], ['id', 'is_a', 'is_b', 'plan']]);

    const before = await on('downgrade 0001 --delegate --dry-run', root);
    expect(before.out).toContain('not read whole: what it locks beside what is told here is not known');
    await consent(root, '0003 --down', '0002 --down');
    const down = await on('downgrade 0001 --delegate', root);
    expect([down.code, down.err, down.out.includes('left to Alembic: downgrade 0001')]).toEqual([0, '', true]);
    expect([await rows(), await columns()]).toEqual([['0001'], ['id', 'plan']]);
  });

  test('the first of all, down to base', async () => {
    const root = folder({
      'alembic.ini': PROJECT['alembic.ini'], 'migrations/env.py': ENV,
      'migrations/versions/0002.py': PROJECT['migrations/versions/0002.py'].replace("down_revision = '0001'", 'down_revision = None'),
    });
    await db.client.query("CREATE TABLE notes (plan text); INSERT INTO notes VALUES ('x')");
    await consent(root, '0002', '0002 --down');
    expect(await on('upgrade --delegate', root)).toMatchObject({ code: 0, err: '' });
    expect([await rows(), await columns()]).toEqual([['0002'], ['is_x', 'plan']]);
    expect(await on('downgrade base --delegate', root)).toMatchObject({ code: 0, err: '' });
    expect([await rows(), await columns()]).toEqual([[], ['plan']]);
  });

  test('on a database with tables it needs a consent', async () => {
    const root = folder(PROJECT);
    await on('upgrade 0001', root);
    const asked = await on('upgrade --delegate', root);
    expect(asked.code).toBe(1);
    expect(flat(asked.out)).toContain('0002 (0002 does it) is not approved. unread The rows of a query decide it; Phasewise does not execute migrations to read them. What it does to tables is not judged: read it before you let it run. migrations/versions/0002.py:11 To approve exactly this content: phasewise approve 0002 --rule unread --reason "…"');
    expect((await phasewise(['approve', '0002', '--rule', 'unread', '--reason', 'two plans', '--who', 'me'], root)).out).toContain('✓ unread in 0002: 1 finding approved by me.\n');
    const path = `${root}/migrations/versions/0002.py`;
    const written = fs.readFileSync(path, 'utf8');
    fs.writeFileSync(path, written.replace('op.add_column', 'op.execute("DROP TABLE notes"); op.add_column'));
    expect(flat((await on('upgrade --delegate', root)).out)).toContain('me approved unread on ');
    fs.writeFileSync(path, written);
    expect((await on('upgrade --delegate', root)).code).toBe(0);
    expect(await rows()).toEqual(['0003']);
  });

  test('where it fails, the run stops there', async () => {
    const root = folder({ ...PROJECT, 'migrations/versions/0002.py': PROJECT['migrations/versions/0002.py'].replace('op.add_column', "raise Exception('no, postgresql://me:hunter22@there')\n        op.add_column") });
    const { code, out } = await on('upgrade --delegate', root, { APP_SECRET: 'swordfish' });
    expect(code).toBe(1);
    expect(out).toContain('    │ Exception: no, postgresql://me:•••@there\n  ✗ Alembic ended with exit code 1');
    expect(flat(out)).toContain('0002 (0002 does it) stopped: Alembic, to which it was left, ended with exit code 1. 0002 is not recorded as applied by Phasewise; whether anything of it stays is for its own tool to say. The database is at 0001. 0001 stays applied. ');
    expect(await rows()).toEqual(['0001']);
  });

  test('where it works on another database, that is found', async () => {
    const other = await (await runningServer(16)).database();
    try {
      const root = folder({ ...PROJECT, 'migrations/env.py': ENV.replaceAll('os.environ["DATABASE_URL"]', JSON.stringify(other.url)) });
      await on('upgrade 0001', root);
      await other.client.query("CREATE TABLE alembic_version (version_num varchar(32) NOT NULL); INSERT INTO alembic_version VALUES ('0001'); CREATE TABLE notes (plan text)");
      await consent(root, '0002', '0003');
      const { code, out } = await on('upgrade --delegate', root);
      expect(code).toBe(1);
      expect(flat(out)).toContain('0002 (0002 does it) stopped: Alembic ended well, but public.alembic_version of this database holds 0001 where 0002 was to be. env.py connects to another database, or keeps another version table. Look at both before you run anything again. ');
      expect(await rows()).toEqual(['0001']);
    } finally {
      await other.drop();
    }
  });

  test('it is called as the configuration says', async () => {
    const root = folder({ ...PROJECT, 'phasewise.toml': '[alembic]\ncommand = ["/usr/bin/python3", "-m", "alembic"]\n' });
    expect(await on('upgrade --delegate', root)).toMatchObject({ code: 0, err: '' });
  });
});

test('a command that is not there is told', async () => {
  const root = folder({ ...PROJECT, 'phasewise.toml': '[alembic]\ncommand = ["alembic-of-nobody"]\n' });
  const { code, out } = await on('upgrade --delegate', root);
  expect(code).toBe(1);
  expect(flat(out)).toContain('stopped: cannot start alembic-of-nobody: there is no such program. Say in phasewise.toml how Alembic is called: [alembic] command = ["poetry", "run", "alembic"]. Nothing of 0002 was run. The database is at 0001. 0001 stays applied. ');
});

test.each([
  [PROJECT, 'upgrade --delegate --sql', '--delegate lets Alembic run what cannot be read, and --sql runs nothing. Leave one of them out.'],
  [{ 'migrations/1_a.sql': 'SELECT 1;' }, 'upgrade --delegate', '--delegate leaves to Alembic what cannot be read whole, and these migrations are plain SQL.'],
])('%# is refused', async (files, args, message) => {
  expect(await on(args, folder(files))).toEqual({ code: 2, out: '', err: `phasewise: ${message}\n` });
});

test.each([
  ['postgresql://me:hunter2@there/db and postgres://me@there', 'postgresql://me:•••@there/db and postgres://me@there'],
  ["OperationalError: (host=x password=hunter2 user=me)", 'OperationalError: (host=x password=••• user=me)'],
  ["{'password': 'hunter 2', 'x': 1}", "{'password': •••, 'x': 1}"],
  ['the token swordfish is spent', 'the token ••• is spent'],
  ['abc stays', 'abc stays'],
])('%s is printed without its secrets', (line, printed) => {
  expect(withoutSecrets(line, ['swordfish', 'abc'])).toBe(printed);
});
