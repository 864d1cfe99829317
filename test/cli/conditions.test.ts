import { expect, test } from 'vitest';
import { schemaOf } from '../run/schema-of.ts';
import { database, EMPTY, linesOf, revision } from './alembic-revisions.ts';
import { phasewise } from './fake-io.ts';
import { folder } from './folder.ts';

const ENUM = `mood = postgresql.ENUM('glad', 'low', name='mood')
mood.create(op.get_bind(), checkfirst=True)
`;
const TABLE = `inspector = sa.inspect(op.get_bind())
if not inspector.has_table('u'):
    op.create_table('u', sa.Column('id', sa.Integer()), sa.Column('a', sa.Integer()))
    op.create_index('u_a', 'u', ['a'])
else:
    op.add_column('u', sa.Column('late', sa.Integer()))
`;
const PROJECT = { ...EMPTY, ...revision('a', 'None', ENUM + TABLE) };

test('a branch runs whole where the server says that its condition holds', async () => {
  const { client, url } = await database();
  const { code, out, err } = await phasewise(['upgrade', 'head', '--database-url', url], folder(PROJECT));
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(linesOf(out)).toEqual([
    '  – ADD COLUMN u.late', '  ✓ CREATE TYPE mood', '  ✓ CREATE TABLE u', '  ✓ CREATE INDEX u_a',
  ]);
  expect((await schemaOf(client)).join('\n')).toMatch(/u_a/);
});

test('what is there already is passed over, and the other branch runs', async () => {
  const { client, url } = await database();
  await client.query("CREATE TYPE mood AS ENUM ('glad', 'low'); CREATE TABLE u (id int)");
  const { code, out, err } = await phasewise(['upgrade', 'head', '--database-url', url], folder(PROJECT));
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(linesOf(out)).toEqual([
    '  – CREATE TYPE mood',
    '  – CREATE TABLE u',
    '  – CREATE INDEX u_a',
    '  ✓ ADD COLUMN u.late',
  ]);
  expect((await schemaOf(client)).join('\n')).toMatch(/late/);
});

test('what by the migrations never runs was judged by nobody, and stops the run', async () => {
  const { client, url } = await database();
  const root = folder({
    ...PROJECT,
    ...revision('b', "'a'", "op.create_table('v', sa.Column('id', sa.Integer()))\n"),
    ...revision('c', "'b'", "inspector = sa.inspect(op.get_bind())\nif not inspector.has_table('v'):\n    op.execute('DROP TYPE mood')\n"),
  });
  expect(await phasewise(['upgrade', 'b', '--database-url', url], root)).toMatchObject({ code: 0 });
  await client.query('DROP TABLE v');
  const { code, out } = await phasewise(['upgrade', 'head', '--database-url', url], root);
  expect({ code, out: out.slice(out.indexOf('c stopped')).replace(/\s+/g, ' ').trim() }).toEqual({
    code: 1,
    out: 'c stopped before DROP TYPE mood (migrations/versions/c.py:10:21): its condition holds in this database, and by what the migrations tell it does not. Something was made or taken away by hand, so what this does here was not judged. Bring the database back to what the migrations tell, or state the condition in SQL. Nothing of c stays: its transaction was rolled back. The database is at b.',
  });
});

test('what was passed over does not stay, and is told once, however often its transaction is tried', async () => {
  const { client, url } = await database();
  await client.query("CREATE TYPE mood AS ENUM ('glad', 'low'); CREATE TABLE t (id int)");
  const root = folder({ ...PROJECT, ...revision('a', 'None', `${ENUM}op.execute('ALTER TABLE t ADD a int')\nwith op.get_context().autocommit_block():\n    op.execute('SELECT 1 / 0')\n`) });
  await client.query('BEGIN; LOCK TABLE t');
  let out = '';
  let freed: Promise<unknown> | undefined;
  const hear = (text: string) => {
    out += text;
    if (text.includes('Trying again')) freed ??= client.query('COMMIT');
  };
  const { code } = await phasewise(['upgrade', 'head', '--database-url', url], root, { out: hear });
  await freed;
  expect({ code, told: out.match(/passed over/g), tried: freed !== undefined }).toEqual({ code: 1, told: ['passed over'], tried: true });
  expect(out.replace(/\s+/g, ' ')).toContain('Of a these statements stay, because they were committed before: ADD COLUMN t.a. ');
});

test('offline nobody answers: what a call asks itself is sent, as Alembic does, and a branch is refused', async () => {
  expect(await phasewise('upgrade head --sql', folder({ ...PROJECT, ...revision('a', 'None', ENUM) }))).toMatchObject({ code: 0, out: expect.stringContaining("CREATE TYPE mood AS ENUM ('glad', 'low');") });
  const { code, err } = await phasewise('upgrade head --sql', folder(PROJECT));
  expect(code).not.toBe(0);
  expect(err.replace(/\s+/g, ' ')).toContain('`CREATE TABLE u` runs only under a condition that a server has to answer: run it online, or state it in SQL, with IF EXISTS or IF NOT EXISTS.');
});
