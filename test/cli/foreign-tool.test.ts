import { expect, test } from 'vitest';
import { runningServer } from '../server/running.ts';
import { phasewise } from './fake-io.ts';
import { folder } from './folder.ts';

const FLYWAY = { 'db/migration/V1__orders.sql': 'CREATE TABLE orders (id int);\n', 'db/migration/V2__buyer.sql': 'ALTER TABLE orders ADD COLUMN buyer int;\n' };
const TAKEN_OVER = { ...FLYWAY, 'phasewise.toml': 'tool = "phasewise"\n' };

const REFUSED = 'phasewise: these migrations are applied by Flyway, which writes down what it has done in flyway_schema_history; '
  + 'Phasewise keeps phasewise_version and would run all of them again. Go on with Flyway, or let Phasewise take over: '
  + 'write tool = "phasewise" into phasewise.toml, and say once where a database stands with `phasewise stamp <revision>`.\n';

test.each(['upgrade', 'downgrade base', 'upgrade --dry-run', 'upgrade --sql', 'downgrade head:base --sql'])('%s leaves the migrations of another tool to it, before any server is asked', async (command) => {
  const env = { DATABASE_URL: 'postgresql://ann@127.0.0.1:1/shop' };
  expect(await phasewise(command, folder(FLYWAY), { env })).toEqual({ code: 2, out: '', err: REFUSED });
});

test('a throwaway server has no list of anybody, so anything may be tried there', async () => {
  const { err } = await phasewise('upgrade --embedded', folder(FLYWAY), { env: { PHASEWISE_SERVERS: '/nowhere' } });
  expect(err).not.toContain('applied by Flyway');
});

test('what is taken over has to be stamped where the other tool has been, and goes on from there', async () => {
  const db = await (await runningServer(16)).database();
  try {
    const root = folder(TAKEN_OVER);
    const on = (args: string) => phasewise(`${args} --database-url ${db.url}`, root);
    await db.client.query('CREATE TABLE orders (id int); CREATE TABLE flyway_schema_history (version text); INSERT INTO flyway_schema_history VALUES (1)');
    expect(await on('upgrade')).toEqual({
      code: 2,
      out: '',
      err: 'phasewise: Flyway has applied migrations to this database (flyway_schema_history lists them), and phasewise_version names none. Nothing was changed. '
        + 'Say where the database stands: `phasewise stamp head` where all are applied, else `phasewise stamp <revision>` with the last one.\n',
    });
    expect((await on('stamp 1')).out).toBe('✓ Now at 1. No migration was run.\n');
    expect((await on('upgrade')).code).toBe(0);
    const { rows } = await db.client.query("SELECT attname FROM pg_attribute WHERE attrelid = 'orders'::regclass AND attnum > 0");
    expect(rows).toEqual([{ attname: 'id' }, { attname: 'buyer' }]);
  } finally {
    await db.drop();
  }
});

test('a database that the other tool has never seen needs no stamp', async () => {
  const db = await (await runningServer(16)).database();
  try {
    await db.client.query('CREATE TABLE flyway_schema_history (version text)');
    expect((await phasewise(`upgrade --database-url ${db.url}`, folder(TAKEN_OVER))).out).toMatch(/✓ at 2 \(head\)\.\n$/);
  } finally {
    await db.drop();
  }
});

test.each([
  ['flywya', 'tool: there is no tool flywya. Did you mean flyway?'],
  ['alembic', 'tool: alembic does not read the migrations of this project (Flyway).'],
])('tool = "%s" is told', async (tool, message) => {
  const { code, err } = await phasewise('lint', folder({ ...FLYWAY, 'phasewise.toml': `tool = "${tool}"\n` }));
  expect([code, err]).toEqual([2, expect.stringContaining(message)]);
});

test('the configuration says whose migrations are meant where no mark tells', async () => {
  const root = folder({ 'migrations/001_a.up.sql': 'CREATE TABLE a (id int);\nCREATE INDEX i ON a (id);\n', 'phasewise.toml': 'tool = "golang-migrate"\n' });
  expect((await phasewise('lint --format json', root)).out).toContain('"judgedAs": "golang-migrate"');
});
