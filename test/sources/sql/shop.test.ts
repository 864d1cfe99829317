import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { expect, test } from 'vitest';
import { isScript } from '../../../src/migrations/migration.ts';
import type { Script } from '../../../src/migrations/migration.ts';
import { disk } from '../../../src/project/disk.ts';
import { graphOf } from '../../../src/revisions/graph.ts';
import type { Graph } from '../../../src/revisions/graph.ts';
import { downgradePath, upgradePath } from '../../../src/revisions/path.ts';
import type { PathStep } from '../../../src/revisions/path.ts';
import { sqlSource } from '../../../src/sources/sql/source.ts';
import { runningServer } from '../../server/running.ts';

function shop(): Graph {
  const root = fileURLToPath(new URL('../../../fixtures/projects/sql-shop', import.meta.url));
  const found = sqlSource.detect(root, disk);
  const { migrations, problems } = sqlSource.read(found ?? expect.unreachable(), disk);
  expect(problems).toEqual([]);
  const built = graphOf(migrations);
  return built.kind === 'graph' ? built.graph : expect.unreachable();
}

test('the shop has two branches and a merge', () => {
  const { order, heads, bases, branchPoints, mergePoints, labels, revisions } = shop();
  expect({ order, heads, bases, branchPoints, mergePoints }).toEqual({
    order: ['001', '002', '003', '004', '005', '006', '007', '008'],
    heads: ['008'],
    bases: ['001'],
    branchPoints: ['001'],
    mergePoints: ['004'],
  });
  expect([...labels]).toEqual([['payments', '002'], ['shipping', '003']]);
  expect(revisions.get('008')?.migration.title).toBe('find payments by day');
});

const COLUMNS = `
  SELECT table_name, column_name, data_type, is_nullable, column_default FROM information_schema.columns
  WHERE table_schema = 'public' ORDER BY 1, 2`;
const INDEXES = `SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1`;
const CONSTRAINTS = `
  SELECT conrelid::regclass::text AS of, conname, pg_get_constraintdef(oid) AS def, convalidated FROM pg_constraint
  WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2`;

async function schemaOf(client: pg.Client): Promise<readonly unknown[]> {
  const answers = [await client.query(COLUMNS), await client.query(INDEXES), await client.query(CONSTRAINTS)];
  return answers.map(({ rows }) => rows);
}

async function run(client: pg.Client, steps: readonly PathStep[]): Promise<void> {
  for (const { revision: { migration }, direction } of steps) {
    const script = direction === 'up' ? migration.upgrade : migration.downgrade;
    await runScript(client, isScript(script) ? script : expect.unreachable());
  }
}

async function runScript(client: pg.Client, { steps, optsOut }: Script): Promise<void> {
  const wrap = optsOut ? [] : ['BEGIN', 'COMMIT'];
  const statements = steps.map((step) => (step.kind === 'statement' ? step.sql.text : expect.unreachable()));
  for (const sql of [...wrap.slice(0, 1), ...statements, ...wrap.slice(1)]) await client.query(sql);
}

test.each([13, 18] as const)('the shop goes up, down one by one, and up again on PostgreSQL %s', async (major) => {
  const database = await (await runningServer(major)).database();
  const graph = shop();
  const empty = await schemaOf(database.client);
  const schemas: (readonly unknown[])[] = [];
  for (const step of upgradePath(graph, [], graph.heads)) {
    schemas.push(await schemaOf(database.client));
    await run(database.client, [step]);
  }
  const full = await schemaOf(database.client);
  for (const step of downgradePath(graph, graph.heads, { to: 'base' })) {
    await run(database.client, [step]);
    expect([step.revision.id, await schemaOf(database.client)]).toEqual([step.revision.id, schemas.pop()]);
  }
  expect(await schemaOf(database.client)).toEqual(empty);
  await run(database.client, upgradePath(graph, [], graph.heads));
  expect(await schemaOf(database.client)).toEqual(full);
  await database.drop();
});
