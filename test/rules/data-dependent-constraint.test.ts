import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestDatabase } from '../server/running.ts';
import { runningServer } from '../server/running.ts';
import { configOf, judged } from './fixture.ts';

const TABLES = `
CREATE TABLE parents (id bigint PRIMARY KEY);
CREATE TABLE t (id bigint PRIMARY KEY, "Total" numeric, parent_id bigint, email text);
CREATE TABLE pairs (a int, b int, PRIMARY KEY (a, b));
`;

/** What looks at the rows, a row that breaks it, and one that does not. */
const CASES = [
  ['ALTER TABLE t ADD CONSTRAINT positive CHECK ("Total" >= 0)', `INSERT INTO t (id, "Total") VALUES (1, -1)`, `INSERT INTO t (id, "Total") VALUES (1, NULL), (2, 1)`],
  ['ALTER TABLE t ALTER COLUMN "Total" SET NOT NULL', `INSERT INTO t (id) VALUES (1)`, `INSERT INTO t (id, "Total") VALUES (1, 1)`],
  ['ALTER TABLE t ADD CONSTRAINT t_email_key UNIQUE (email, "Total")', `INSERT INTO t (id, email, "Total") VALUES (1, 'a', 1), (2, 'a', 1)`, `INSERT INTO t (id, email, "Total") VALUES (1, 'a', NULL), (2, 'a', NULL), (3, 'b', 1)`],
  ['CREATE UNIQUE INDEX t_email_key ON t (lower(email), (parent_id > 0 OR parent_id < 0)) WHERE "Total" > 0 OR "Total" IS NULL', `INSERT INTO t (id, email, parent_id) VALUES (1, 'a', 1), (2, 'A', 2)`, `INSERT INTO t (id, email, parent_id, "Total") VALUES (1, 'a', 1, -1), (2, 'A', 2, 1), (3, NULL, 1, 1), (4, NULL, 1, 1)`],
  ['ALTER TABLE t ADD CONSTRAINT t_parent_fkey FOREIGN KEY (parent_id) REFERENCES parents', `INSERT INTO t (id, parent_id) VALUES (1, 1)`, `INSERT INTO parents VALUES (1); INSERT INTO t (id, parent_id) VALUES (1, 1), (2, NULL)`],
  ['ALTER TABLE t ADD CONSTRAINT t_pair_fkey FOREIGN KEY (parent_id, id) REFERENCES pairs (b, a)', `INSERT INTO pairs VALUES (1, 2); INSERT INTO t (id, parent_id) VALUES (2, 1)`, `INSERT INTO pairs VALUES (1, 2); INSERT INTO t (id, parent_id) VALUES (1, 2), (2, NULL)`],
] as const;

for (const major of [14, 18] as const) {
  describe(`on PostgreSQL ${major}`, () => {
    let database: TestDatabase;
    beforeAll(async () => { database = await (await runningServer(major)).database(); });
    afterAll(async () => { await database.drop(); });

    test.each(CASES)('%s: the query finds a row that breaks it, and none where it holds', async (statement, broken, sound) => {
      const { findings } = judged([TABLES, statement], { config: configOf('data-dependent-constraint'), postgres: [major] });
      const cure = findings.find(({ rule }) => rule === 'data-dependent-constraint')?.cure;
      const query = (cure?.kind === 'advice' && /`(.*)`/.exec(cure.say)?.[1]) || 'no query';

      for (const [rows, found, code] of [[broken, 1, /^23/], [sound, 0, undefined]] as const) {
        await database.client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
        await database.client.query(TABLES);
        await database.client.query(rows);
        expect((await database.client.query(query)).rowCount).toBe(found);
        const refused = await database.client.query(statement).then(() => undefined, ({ code: said }: { code: string }) => said);
        if (code) expect(refused).toMatch(code);
        else expect(refused).toBeUndefined();
      }
    });
  });
}
