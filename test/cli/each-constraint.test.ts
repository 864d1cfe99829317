import { expect, test } from 'vitest';
import { database, EMPTY, linesOf, revision } from './alembic-revisions.ts';
import { phasewise } from './fake-io.ts';
import { folder } from './folder.ts';

const TABLES = `op.execute("CREATE TABLE a (id int PRIMARY KEY)")
op.execute("CREATE TABLE b (id int PRIMARY KEY, x int REFERENCES a, y int CONSTRAINT \\"To Y\\" REFERENCES a, z int REFERENCES b)")
`;
const EACH = `for fk in sa.inspect(op.get_bind()).get_foreign_keys('b'):
    if fk['referred_table'] == 'a':
        op.drop_constraint(fk['name'], 'b', type_='foreignkey')
`;
const PROJECT = { ...EMPTY, ...revision('a', 'None', TABLES), ...revision('b', "'a'", EACH) };

test('the server is asked which constraints there are, and each is dropped', async () => {
  const { client, url } = await database();
  const { code, out, err } = await phasewise(['upgrade', 'head', '--database-url', url], folder(PROJECT));
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(linesOf(out).slice(2)).toEqual(['  ✓ DROP CONSTRAINT "To Y" on b', '  ✓ DROP CONSTRAINT b_x_fkey on b']);
  const { rows } = await client.query("SELECT conname FROM pg_constraint WHERE contype = 'f'");
  expect(rows).toEqual([{ conname: 'b_z_fkey' }]);
});

test.each([
  ['of those that are meant', EACH, 'its condition does not hold here'],
  ['at all', EACH.replace("    if fk['referred_table'] == 'a':\n    ", ''), 'there is no such constraint here'],
])('none is there %s', async (_, each, because) => {
  const { url } = await database();
  const root = folder({ ...PROJECT, ...revision('a', 'None', 'op.execute("CREATE TABLE b (id int)")\n'), ...revision('b', "'a'", each) });
  const { code, out, err } = await phasewise(['upgrade', 'head', '--database-url', url], root);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain(`  – a statement for each foreign key of b\n      passed over, ${because}\n`);
});

test('one that was made by hand was judged by nobody, and stops the run', async () => {
  const { client, url } = await database();
  const root = folder({ ...PROJECT, ...revision('b', "'a'", "op.execute('SELECT 1')\n"), ...revision('c', "'b'", EACH) });
  expect(await phasewise(['upgrade', 'b', '--database-url', url], root)).toMatchObject({ code: 0 });
  await client.query('ALTER TABLE b ADD CONSTRAINT late FOREIGN KEY (z) REFERENCES a');
  const { code, out } = await phasewise(['upgrade', 'head', '--database-url', url], root);
  expect({ code, out: out.slice(out.indexOf('c stopped')).replace(/\s+/g, ' ').trim() }).toEqual({
    code: 1,
    out: 'c stopped before DROP CONSTRAINT late on b (migrations/versions/c.py:10:13): this database has that constraint, and by what the migrations tell it does not. Something was made by hand, so what this does here was not judged. Bring the database back to what the migrations tell, or write out the names of the constraints that are meant. Nothing of c stays: its transaction was rolled back. The database is at b.',
  });
});

test('offline nobody answers', async () => {
  const { code, err } = await phasewise('upgrade head --sql', folder(PROJECT));
  expect(code).not.toBe(0);
  expect(err.replace(/\s+/g, ' ')).toContain('is sent for each foreign key that a server has by then: run it online, or write their names out.');
});
