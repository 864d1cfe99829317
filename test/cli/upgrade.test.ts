import fs from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { runningServer, type TestDatabase } from '../server/running.ts';
import { phasewise } from './fake-io.ts';
import { folder } from './folder.ts';

let db: TestDatabase;
beforeEach(async () => { db = await (await runningServer(16)).database(); });
afterEach(() => db.drop());

const SHOP = {
  'migrations/001_create.up.sql': '-- title: create orders\nCREATE TABLE orders (id bigint PRIMARY KEY, buyer bigint, note text);\n',
  'migrations/001_create.down.sql': 'DROP TABLE orders;\n',
  'migrations/002_note.up.sql': '-- title: drop the note\nALTER TABLE orders DROP COLUMN note;\n',
  'migrations/002_note.down.sql': 'ALTER TABLE orders ADD COLUMN note text;\n',
};

/** Times, versions and sockets differ from run to run. */
function steady(text: string): string {
  return text.replaceAll(' ·\n', ' · ').replace(/\b\d+(\.\d+)? m?s\b/g, 'N ms').replace(/PostgreSQL \d+\.\d+/g, 'PostgreSQL N').replaceAll(/ @ \S+/g, ' @ server').replaceAll(/test_\d+/g, 'shop');
}

/** Each sentence on one line: where it breaks depends on the length of the numbers in it. */
function unwrapped(text: string): string {
  return text.replaceAll(/(?<=\S)\n {4,}(?=\S)/g, ' ');
}

function on(root: string, args: string, more: Parameters<typeof phasewise>[2] = {}) {
  return phasewise(args, root, { env: { DATABASE_URL: db.url, USER: 'ann' }, ...more });
}

const rows = async (sql: string) => (await db.client.query({ text: sql, rowMode: 'array' })).rows;

test('an empty database is upgraded without a question', async () => {
  const { code, out, err } = await on(folder(SHOP), 'upgrade');
  expect(steady(out)).toBe(`shop @ server · PostgreSQL N · at base (no phasewise_version yet), 2 revisions to go · lock timeout N ms

001 create orders                       transaction
  ✓ CREATE TABLE orders                 took N ms
002 drop the note                       transaction
  ✓ DROP COLUMN orders.note             ACCESS EXCLUSIVE on orders, held N ms
✓ at 002 (head).
`);
  expect([code, err]).toEqual([0, '']);
  const again = await on(folder(SHOP), 'upgrade');
  expect([again.code, steady(again.out)]).toEqual([0, 'shop @ server · PostgreSQL N · at 002 (head), nothing to do\n']);
});

describe('approvals', () => {
  test('a script that nobody approved stops the run before the first statement', async () => {
    const root = folder(SHOP);
    await on(root, 'upgrade 001');
    const { code, out } = await on(root, 'upgrade');
    expect(steady(out)).toBe(`shop @ server · PostgreSQL N · at 001, 1 revision to go · lock timeout N ms

002 (drop the note) is not approved.
  drop-column  Statements of the running application that name orders.note
    fail from the moment this commits, and its data is gone.
    migrations/002_note.up.sql:2
  To approve exactly this content:
    phasewise approve 002 --rule drop-column --reason "…"
Nothing was changed.
`);
    expect(code).toBe(1);
    expect(await rows('SELECT version_num FROM phasewise_version')).toEqual([['001']]);
  });

  test('approved, it runs; edited since, it does not', async () => {
    const root = folder(SHOP);
    await on(root, 'upgrade 001');
    const approved = await phasewise(['approve', '002', '--rule', 'drop-column', '--reason', 'no reader left'], root, { env: { USER: 'ann' } });
    expect(approved).toEqual({ code: 0, err: '', out: '✓ drop-column in 002: 1 finding approved by ann.\nCommit phasewise.approvals.jsonl. An edit of the script makes the approval void.\n' });

    fs.writeFileSync(`${root}/migrations/002_note.up.sql`, '-- title: drop the note\nALTER TABLE orders DROP COLUMN note, DROP COLUMN buyer;\n');
    const edited = await on(root, 'upgrade');
    expect(edited.code).toBe(1);
    expect(edited.out).toMatch(/^ {2}ann approved drop-column on \d{4}-\d\d-\d\d, and the script was edited since\.$/m);

    fs.writeFileSync(`${root}/migrations/002_note.up.sql`, `-- another comment\n${SHOP['migrations/002_note.up.sql']}`);
    expect((await on(root, 'upgrade')).code).toBe(0);
  });

  test('a downgrade is approved for itself', async () => {
    const root = folder(SHOP);
    await on(root, 'upgrade 001');
    const { code, out } = await on(root, 'downgrade base');
    expect(out).toContain(`The downgrade of 001 (create orders) is not approved.
  drop-table  Statements of the running application that name orders fail from
    the moment this commits, and its rows are gone.
    migrations/001_create.down.sql:1
  To approve exactly this content:
    phasewise approve 001 --down --rule drop-table --reason "…"
Nothing was changed.
`);
    expect(code).toBe(1);
    await phasewise(['approve', '001', '--down', '--reason', 'start over'], root, { env: { USER: 'ann' } });
    expect((await on(root, 'downgrade base')).code).toBe(0);
    expect(await rows('SELECT version_num FROM phasewise_version')).toEqual([]);
  });

  test('code that nobody has judged is approved as unread', async () => {
    const root = folder({ ...SHOP, 'migrations/002_note.up.sql': "DO $$ BEGIN EXECUTE (SELECT 'DROP TABLE ' || relname FROM pg_class WHERE relname = 'orders'); END $$;\n" });
    await on(root, 'upgrade 001');
    const { code, out } = await on(root, 'upgrade');
    expect([code, out]).toEqual([1, expect.stringContaining(`
  unread  What this code does to tables is not judged: read it before you let
    it run.
    migrations/002_note.up.sql:1
`)]);
    await phasewise(['approve', '002', '--rule', 'unread', '--reason', 'read it'], root, { env: { USER: 'ann' } });
    expect((await on(root, 'upgrade')).code).toBe(0);
  });
});

test('a dry run says what would run and changes nothing', async () => {
  const root = folder(SHOP);
  const { code, out } = await on(root, 'upgrade --dry-run');
  expect(steady(out)).toBe(`shop @ server · PostgreSQL N · at base (no phasewise_version yet), 2 revisions to go · lock timeout N ms

001 create orders                       transaction
    CREATE TABLE orders

002 drop the note                       transaction
    DROP COLUMN orders.note             ACCESS EXCLUSIVE on orders
    drop-column  Statements of the running application that name orders.note
      fail from the moment this commits, and its data is gone.
      migrations/002_note.up.sql:2

Nothing needs an approval here: the database has no tables yet.
Nothing was changed.
`);
  expect([code, await rows("SELECT to_regclass('orders'), to_regclass('phasewise_version')")]).toEqual([0, [[null, null]]]);
});

test('a script that cannot be run stops the run before the first statement', async () => {
  const root = folder({ ...SHOP, 'migrations/002_note.up.sql': 'ALTER TABLE orders ADD a int;\nCREATE INDEX CONCURRENTLY i ON orders (a);\n' });
  const { code, out } = await on(root, 'upgrade');
  expect(steady(out)).toContain(`
002 (note) cannot be applied.
  migrations/002_note.up.sql:2:1  \`CREATE INDEX CONCURRENTLY i\` cannot run
    inside a transaction, and the script it is in has one; put it into a
    revision of its own, or say where the transaction ends.
  What comes before it can be applied: phasewise upgrade 001
Nothing was changed.
`);
  expect([code, await rows("SELECT to_regclass('orders')")]).toEqual([1, [[null]]]);
});

test('a failure names the revision, the statement, its place, what the server said, and what stays', async () => {
  const root = folder({ ...SHOP, 'migrations/002_note.up.sql': 'CREATE TABLE a (id int);\nALTER TABLE nowhere ADD a int;\n' });
  const { code, out } = await on(root, 'upgrade');
  expect(out).toContain(`
002 (note) failed at ADD COLUMN nowhere.a (migrations/002_note.up.sql:2:1):
    relation "nowhere" does not exist (SQLSTATE 42P01)
  Nothing of 002 stays: its transaction was rolled back. The database is at
    001. 001 stays applied.
`);
  expect(code).toBe(1);
});

test('a failed concurrent build names the index that it left, and the way out', async () => {
  await db.client.query('CREATE TABLE orders (buyer int); INSERT INTO orders VALUES (1), (1)');
  const root = folder({ 'migrations/001_i.sql': 'CREATE UNIQUE INDEX CONCURRENTLY one_each ON orders (buyer);\n' });
  const { code, out } = await on(root, 'upgrade');
  expect(out).toContain(`
001 (i) failed at CREATE UNIQUE INDEX CONCURRENTLY one_each
    (migrations/001_i.sql:1:1): could not create unique index "one_each"
    (SQLSTATE 23505)
  Key (buyer)=(1) is duplicated.
  The index public.one_each is invalid: PostgreSQL keeps it, and no query uses
    it. Remove it, then run again: DROP INDEX CONCURRENTLY public.one_each
  001 is not recorded as applied. The database is at base.
`);
  expect(code).toBe(1);
});

test('what the server remarks is passed on', async () => {
  await db.client.query('CREATE TABLE orders (buyer int); CREATE INDEX by_buyer ON orders (buyer)');
  const remarks = "DO $$ BEGIN FOR i IN 1..9 LOOP RAISE WARNING 'row % is odd', i; END LOOP; END $$;\n";
  const root = folder({ 'migrations/001_i.sql': `CREATE INDEX IF NOT EXISTS by_buyer ON orders (buyer);\n${remarks}`, 'phasewise.toml': '[run]\nrequire-approval = "none"\n' });
  const { code, out } = await on(root, 'upgrade');
  expect(steady(unwrapped(out))).toContain(`
  ✓ CREATE INDEX by_buyer               SHARE on orders, held N ms NOTICE: relation "by_buyer" already exists, skipping
`);
  expect(out).toContain(`
      WARNING: row 5 is odd
      … and 4 more
`);
  expect(code).toBe(0);
});

test('what was committed before a failure is named, and what to do about it', async () => {
  await db.client.query('CREATE TABLE orders (buyer int)');
  const root = folder({ 'migrations/001_i.sql': 'CREATE INDEX CONCURRENTLY one ON orders (buyer);\nCREATE INDEX CONCURRENTLY two ON orders (nothing);\n' });
  const { code, out } = await on(root, 'upgrade');
  expect(unwrapped(out)).toContain(`
  Of 001 these statements stay, because they were committed before: CREATE INDEX CONCURRENTLY one.
  001 is not recorded as applied, and another run begins it anew: undo first what stays, or make it repeatable (IF NOT EXISTS). The database is at base.
`);
  expect(code).toBe(1);
});

test('an index that is there already may be that of a run that was cut off', async () => {
  await db.client.query('CREATE TABLE orders (buyer int); CREATE INDEX by_buyer ON orders (buyer)');
  const root = folder({ 'migrations/001_i.sql': 'CREATE INDEX CONCURRENTLY by_buyer ON orders (buyer);\n' });
  const { code, out } = await on(root, 'upgrade');
  expect(out).toContain(`
001 (i) failed at CREATE INDEX CONCURRENTLY by_buyer
    (migrations/001_i.sql:1:1): relation "by_buyer" already exists (SQLSTATE
    42P07)
  If that is the index of 001, brought to its end after a run was cut off, say
    so: phasewise stamp 001
  001 is not recorded as applied. The database is at base.
`);
  expect(code).toBe(1);
});

test('a concurrent build says whom it waits for', async () => {
  await db.client.query('CREATE TABLE orders (buyer int)');
  const holder = await db.connect();
  await holder.query("SET application_name = 'reporting'; BEGIN");
  await holder.query('INSERT INTO orders VALUES (1)');
  const root = folder({ 'migrations/001_i.sql': 'CREATE INDEX CONCURRENTLY by_buyer ON orders (buyer);\n' });
  let told = '';
  const { code } = await on(root, 'upgrade', {
    out: (text) => {
      told += text;
      if (text.includes('waiting until')) void holder.query('COMMIT');
    },
  });
  expect(unwrapped(told)).toMatch(/\n {2}CREATE INDEX CONCURRENTLY by_buyer: waiting until pid \d+ \(reporting, idle in transaction for [^)]+\) ends its transaction\. Nobody waits behind it\.\n {2}✓ CREATE INDEX CONCURRENTLY by_buyer/);
  expect(code).toBe(0);
});

test('who stands in the way is named, and how to end it', async () => {
  await db.client.query('CREATE TABLE orders (buyer int)');
  const holder = await db.connect();
  await holder.query("SET application_name = 'reporting'; BEGIN");
  await holder.query('SELECT * FROM orders');
  const root = folder({ 'migrations/001_i.sql': 'ALTER TABLE orders ADD COLUMN note text;\n', 'phasewise.toml': '[run]\nlock-timeout = "30ms"\ngive-up-after = "600ms"\n' });
  const { code, out } = await on(root, 'upgrade');
  expect(unwrapped(out).replaceAll(/pid \d+|_backend\(\d+\)|for [\d.]+ m?s|\d+ m?s\b|\d+ tr(y|ies)/g, '#')).toContain(`
  ADD COLUMN orders.note: # (reporting, idle in transaction #) holds ACCESS SHARE on orders. Not queueing behind it, so nobody waits. Trying again as soon as it ends; giving up in #. End it yourself: SELECT pg_terminate#
001 (i) stopped at ADD COLUMN orders.note (migrations/001_i.sql:1:1): no lock in #, in which others waited # in all.
  # (reporting, idle in transaction #) holds ACCESS SHARE on orders.
  End it yourself: SELECT pg_terminate#
  Nothing of 001 stays: its transaction was rolled back. The database is at base.
`);
  expect(code).toBe(1);
});

test('of two runs at once exactly one applies, and the other waits for it', async () => {
  const root = folder({ ...SHOP, 'migrations/002_note.up.sql': 'CREATE TABLE b (id int);\nSELECT pg_sleep(1);\n' });
  const both = await Promise.all([on(root, 'upgrade'), on(root, 'upgrade')]);
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  const [other, one] = both.map(({ out }) => out).sort((a, b) => a.length - b.length);
  expect(one).toContain('✓ CREATE TABLE b');
  expect(unwrapped(other ?? '')).toMatch(/\n {2}Another run is at work on this database: pid \d+ \(phasewise\/[0-9a-f]{8}, connected since [^)]+\)\. Waiting for it\.\nAnother run has done it: at 002 \(head\)\.\n$/);
});

test('a step that was counted from where the database stood is not made from elsewhere', async () => {
  const root = folder({ ...SHOP, 'migrations/001_create.up.sql': 'CREATE TABLE orders (id bigint, note text);\nSELECT pg_sleep(1);\n' });
  const both = await Promise.all([on(root, 'upgrade +1'), on(root, 'upgrade +1')]);
  const [{ err = '' } = {}] = both.filter(({ code }) => code === 2);
  expect(both.map(({ code }) => code).sort()).toEqual([0, 2]);
  expect(err).toBe('phasewise: another run has changed the database meanwhile: it was at base and is at 001. Nothing was changed. "+1" now means something else; run it again if that is meant.\n');
  expect(await rows('SELECT version_num FROM phasewise_version')).toEqual([['001']]);
});

test('an interrupt ends the run with what was done and what was not', async () => {
  const root = folder({ ...SHOP, 'migrations/002_note.up.sql': 'CREATE TABLE b (id int);\nSELECT pg_sleep(60);\n' });
  const interrupt = new AbortController();
  const running = on(root, 'upgrade', { interrupted: interrupt.signal });
  for (let asleep = false; !asleep;) asleep = (await rows("SELECT 1 FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'")).length > 0;
  interrupt.abort();
  const { code, out } = await running;
  expect(unwrapped(out)).toMatch(/\nInterrupted in 002 \(note\) at SELECT pg_sleep\(60\) \(migrations\/002_note\.up\.sql:2:1\)\.\n {2}Nothing of 002 stays: its transaction was rolled back\. The database is at 001\. 001 stays applied\.\n$/);
  expect([code, await rows("SELECT to_regclass('b')")]).toEqual([1, [[null]]]);
});

describe('mistakes: one message each, 2, nothing changed', () => {
  const said = async (args: string, url = db.url, files: Readonly<Record<string, string>> = SHOP) =>
    phasewise(args, folder(files), { env: { DATABASE_URL: url } });

  test.each([
    ['upgrade 0O1', 'phasewise: no revision starts with "0O1". Did you mean 001 (create orders)?\n'],
    ['upgrade +5', 'phasewise: "+5" goes too far: only 2 revisions follow base.\n'],
    ['downgrade', 'phasewise: downgrade needs to know where to end: the id of a revision, base, or -1.\n'],
    ['downgrade 001', 'phasewise: 001 (create orders) is not applied: the database is at base. A downgrade ends at an applied revision or at base.\n'],
    ['upgrade --embedded --database-url postgresql://localhost/x', 'phasewise: --embedded and --database-url name two databases. Give one of them.\n'],
  ])('%s', async (args, err) => {
    expect(await said(args)).toEqual({ code: 2, out: '', err });
  });

  test('two heads are listed', async () => {
    const { code, err } = await said('upgrade', db.url, {
      'migrations/1_a.sql': '-- revises: none\nSELECT 1;', 'migrations/2_b.sql': '-- revises: 1\nSELECT 1;', 'migrations/3_c.sql': '-- revises: 1\nSELECT 1;',
    });
    expect([code, err]).toEqual([2, 'phasewise: there are 2 heads: 2 (b) and 3 (c). Name one, or say `heads` for all of them.\n']);
  });

  test('a database that cannot be reached', async () => {
    expect(await said('upgrade', 'postgresql://ann@127.0.0.1:1/todo')).toEqual({
      code: 2, out: '', err: 'phasewise: cannot connect to 127.0.0.1:1 as ann: no server listens on port 1 there. The address came from DATABASE_URL.\n',
    });
  });

  test('a database that is read-only', async () => {
    await db.client.query(`ALTER DATABASE ${db.name} SET default_transaction_read_only = on`);
    const { code, err } = await said('upgrade');
    expect([code, err]).toEqual([2, `phasewise: ${db.name} is read-only: default_transaction_read_only is on for this server, database or role. Turn it off, or connect as a role that may write.\n`]);
  });

  test('a database that stands at a revision nobody knows', async () => {
    await db.client.query("CREATE TABLE phasewise_version (version_num text PRIMARY KEY); INSERT INTO phasewise_version VALUES ('007')");
    const { code, err } = await said('upgrade');
    expect([code, err]).toEqual([2, 'phasewise: the database is at 007, which no file declares. Bring its file back, or say where the database stands with `phasewise stamp --purge <revision>`.\n']);
  });

  test('a file that cannot be read is not passed over', async () => {
    const root = folder({ ...SHOP, 'migrations/003_x.up.sql': Buffer.from([0x53, 0xff, 0x00]) });
    const { code, out, err } = await phasewise('upgrade', root, { env: { DATABASE_URL: db.url } });
    expect([code, out, err]).toEqual([2, '', expect.stringMatching(/^phasewise: migrations\/003_x\.up\.sql:1:1: .*\n$/)]);
    expect(await rows("SELECT to_regclass('orders')")).toEqual([[null]]);
  });

  test('what a role may not do is said in the words of the server', async () => {
    await db.client.query("CREATE TABLE phasewise_version (version_num text); CREATE ROLE clerk LOGIN");
    const { code, err } = await said('current', db.url.replace('postgres@', 'clerk@'));
    await db.client.query('DROP ROLE clerk');
    expect([code, err]).toEqual([2, 'phasewise: the server refused what we asked of it: permission denied for table phasewise_version (SQLSTATE 42501).\n']);
  });

  test('a role that may not record what it does, before it does anything', async () => {
    const name = `clerk ${db.name}`;
    await db.client.query(`CREATE ROLE "${name}" LOGIN`);
    const url = db.url.replace('postgres@', `${encodeURIComponent(name)}@`);
    const first = await said('upgrade', url);
    await db.client.query(`CREATE TABLE phasewise_version (version_num varchar(32) PRIMARY KEY); GRANT SELECT, INSERT ON phasewise_version TO "${name}"`);
    const second = await said('upgrade', url);
    await db.client.query(`DROP OWNED BY "${name}"; DROP ROLE "${name}"`);
    expect([first.code, first.err]).toEqual([2, `phasewise: ${name} may not create public.phasewise_version, where the applied revisions are recorded. Allow it: GRANT CREATE ON SCHEMA public TO "${name}"\n`]);
    expect([second.code, second.err]).toEqual([2, `phasewise: ${name} may not write to public.phasewise_version, where the applied revisions are recorded. Allow it: GRANT SELECT, INSERT, UPDATE, DELETE ON public.phasewise_version TO "${name}"\n`]);
  });

  test('a broken line among the approvals', async () => {
    const { code, err } = await said('upgrade', db.url, { ...SHOP, 'phasewise.approvals.jsonl': '{}\n' });
    expect([code, err]).toEqual([2, 'phasewise: phasewise.approvals.jsonl:1 is not an approval: it has no "revision". Take the line out and approve again: phasewise approve <revision> --reason "…"\n']);
  });
});
