import { expect, test } from 'vitest';
import { runningServer } from '../server/running.ts';
import { apply, sqlProject } from './applying.ts';

const SHOP = {
  '001_create.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, note text);\nCREATE TABLE items (id bigint);\n',
  '001_create.down.sql': 'DROP TABLE items;\nDROP TABLE orders;\n',
  '002_index.sql': 'SET statement_timeout = 0;\nCREATE INDEX CONCURRENTLY items_id ON items (id);\n',
  '002_index.down.sql': 'DROP INDEX CONCURRENTLY items_id;\n',
};

test('scripts are applied in transactions or outside, and their rows with them', async () => {
  const { database } = await runningServer();
  const db = await database();
  const project = sqlProject(SHOP);
  const up = await apply(project, db);
  expect(up.outcome.kind).toBe('done');
  expect(up.preparation.plan.scripts.map(({ parts }) => parts.map(({ kind }) => kind))).toEqual([['transaction'], ['outside']]);
  const rows = await db.client.query('SELECT * FROM phasewise_version');
  expect(rows.rows).toEqual([{ version_num: '002' }]);
  const down = await apply(project, db, { down: 'base' });
  expect(down.outcome).toMatchObject({ kind: 'done', applied: [{}, {}] });
  expect((await db.client.query('SELECT * FROM phasewise_version')).rows).toEqual([]);
  await db.drop();
});
