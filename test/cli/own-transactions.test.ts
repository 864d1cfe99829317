import { expect, onTestFinished, test } from 'vitest';
import { runningServer } from '../server/running.ts';
import { phasewise } from './fake-io.ts';
import { folder } from './folder.ts';

const project = (body: string) => folder({
  'alembic.ini': '[alembic]\nscript_location = migrations\n', 'migrations/env.py': '', 'phasewise.toml': '[run]\nrequire-approval = "none"\n',
  'migrations/versions/a.py': `from alembic import op\nrevision = 'a'\ndown_revision = None\n\ndef upgrade():\n${body.replace(/^(?=.)/gm, '    ')}\n\ndef downgrade():\n    pass\n`,
});

/** The words of what ran, with the transaction that each ran in. */
async function transactionsOf(body: string): Promise<readonly string[]> {
  const { client, url, drop } = await (await runningServer(18)).database();
  onTestFinished(drop);
  const { code, err } = await phasewise(['upgrade', 'head', '--database-url', url], project(`op.execute("CREATE TABLE log (at text DEFAULT pg_current_xact_id()::text, what text)")\n${body}`));
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const { rows } = await client.query<{ at: string; what: string }>('SELECT what, dense_rank() OVER (ORDER BY at::bigint) AS at FROM log ORDER BY what');
  return rows.map(({ at, what }) => `${what} in ${at}`);
}

const log = (what: string) => `op.execute("INSERT INTO log (what) VALUES ('${what}')")\n`;

test('behind a COMMIT each statement stands alone', async () => {
  expect(await transactionsOf(`${log('a')}${log('b')}op.execute("COMMIT")\n${log('c')}op.execute("CREATE INDEX CONCURRENTLY ON log (what)")\n${log('d')}`))
    .toEqual(['a in 1', 'b in 1', 'c in 2', 'd in 3']);
});

test('inside autocommit_block a BEGIN and its COMMIT are the transaction that they say', async () => {
  const block = `with op.get_context().autocommit_block():\n    op.execute("BEGIN")\n    ${log('b')}    ${log('c')}    op.execute("COMMIT")\n    ${log('d')}`;
  expect(await transactionsOf(`${log('a')}${block}${log('e')}${log('f')}`)).toEqual(['a in 1', 'b in 2', 'c in 2', 'd in 3', 'e in 4', 'f in 4']);
});
