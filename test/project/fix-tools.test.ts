import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import type { Direction } from '../../src/migrations/migration.ts';
import { review } from '../../src/project/judge.ts';
import type { Project } from '../../src/project/project.ts';
import { History } from '../../src/project/replay.ts';
import { schemaOf } from '../run/schema-of.ts';
import { fixturesOf } from '../rules/fixture.ts';
import { runningServer } from '../server/running.ts';
import type { TestDatabase } from '../server/running.ts';
import { memoryWorld } from '../text/memory-world.ts';
import { fixedIn } from './fixed.ts';
import type { Step } from './tool-projects.ts';
import { inEveryTool } from './tool-projects.ts';

const SHOP: readonly Step[] = [
  {
    words: 'create shop',
    up: [
      'CREATE TABLE customers (id bigint PRIMARY KEY, email text)',
      'CREATE TABLE orders (id bigint PRIMARY KEY, customer bigint, total numeric, paid boolean)',
    ],
    down: ['DROP TABLE orders', 'DROP TABLE customers'],
  },
  {
    words: 'guard orders',
    up: [
      'CREATE TABLE notes (id bigint PRIMARY KEY)',
      'ALTER TABLE orders ADD CONSTRAINT orders_customer_fk FOREIGN KEY (customer) REFERENCES customers (id)',
      'ALTER TABLE orders ADD CONSTRAINT orders_total CHECK (total >= 0)',
      'CREATE INDEX orders_customer ON orders (customer)',
      'ALTER TABLE notes ADD COLUMN body text',
    ],
    down: [
      'DROP INDEX orders_customer',
      'ALTER TABLE orders DROP CONSTRAINT orders_total',
      'ALTER TABLE orders DROP CONSTRAINT orders_customer_fk',
      'DROP TABLE notes',
    ],
  },
  { words: 'name things', up: ['ALTER TABLE orders ADD COLUMN name text'], down: ['ALTER TABLE orders DROP COLUMN name'] },
];

/** Histories that begin in the middle have no tables to run on, and no server here has a second tablespace. */
const FIXTURES = rules.flatMap((rule) => fixturesOf(rule.name).filter(({ kind, migrations: [first = ''] }) => kind === 'bad' && !/tablespace/.test(rule.name) && /CREATE [^;]*TABLE/.test(first)).map((fixture) => ({
  name: `${rule.name} ${fixture.name}`,
  config: fixture.config,
  postgres: fixture.config.postgres,
  world: memoryWorld(Object.fromEntries(fixture.migrations.map((text, at) => [`/project/migrations/${String(at + 1).padStart(3, '0')}_step.sql`, text]))),
})));

const PROJECTS = inEveryTool(SHOP).map(({ tool, files }) => ({ tool, files, ...fixedIn(memoryWorld(files)) }));

describe('the same history in the files of each tool', () => {
  for (const { tool, project, fixed, files, again } of PROJECTS) {
    test(`${tool}: is written as its writer would have`, async () => {
      expect(project.format).toBe(tool);
      const written = [...fixed.contents].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, text]) => (
        text === undefined ? `──── ${path} is gone` : `──── ${path}${files[path] === undefined ? '' : ' is changed'}\n${text}`));
      const left = fixed.left.map(({ finding, because }) => `──── left: ${finding.rule}. ${because}`);
      await expect(`${[...written, ...left].join('\n')}\n`).toMatchFileSnapshot(`snapshots/fixed-${tool.replaceAll(' ', '-').toLowerCase()}.txt`);
    });

    test(`${tool}: nothing new is found, and a second run changes nothing`, () => {
      const [before, after] = [project, fixed.project].map((one) => review(one, rules, { directions: ['up'] }).findings.map(({ rule }) => rule).sort());
      for (const rule of after ?? []) expect(before).toContain(rule);
      expect([...again().contents.keys()]).toEqual([]);
      expect(fixed.project.problems).toEqual(project.problems);
    });
  }
});

for (const major of [14, 18] as const) {
  describe(`on PostgreSQL ${major}`, () => {
    let database: TestDatabase;
    beforeAll(async () => { database = await (await runningServer(major)).database(); });
    beforeEach(async () => { await database.client.query('ROLLBACK'); });
    afterAll(async () => { await database.drop(); });

    for (const { tool, project, fixed } of PROJECTS.filter((one) => one.fixed.contents.size > 0)) {
      test(`${tool}: up it makes the same schema, and down it leaves the same`, async () => {
        const was = await stages(project, database.client);
        const is = await stages(fixed.project, database.client);
        expect(is.up).toEqual(was.up);
        expect(is.down).toEqual(was.down);
      });
    }

    for (const { name, world, config } of FIXTURES.filter(({ postgres }) => postgres === undefined || postgres.includes(major))) {
      const { project, fixed } = fixedIn(world, { config });
      if (fixed.contents.size === 0) continue;
      test(`${name}: it makes the same schema`, async () => {
        const was = await stages(project, database.client);
        expect((await stages(fixed.project, database.client)).up).toEqual(was.up);
        expect(was.up.length).toBeGreaterThan(0);
      });
    }
  });
}

/** The schema after all upgrades, and after all downgrades that there are. */
async function stages(project: Project, client: pg.Client): Promise<{ readonly up: readonly string[]; readonly down: readonly string[] }> {
  await client.query('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  const order = project.graph?.order ?? [];
  for (const revision of order) await run(project, revision, 'up', client);
  const up = await schemaOf(client);
  for (const revision of order.toReversed()) await run(project, revision, 'down', client);
  return { up, down: await schemaOf(client) };
}

/** As its tool sends it: in the transactions that the session tells of. */
async function run(project: Project, revision: string, direction: Direction, client: pg.Client): Promise<void> {
  let open: string | undefined;
  for (const { statement, session } of new History(project).facts(`${revision}#${direction}`)) {
    const wanted = session.transaction?.opened === 'statement' ? undefined : session.transaction?.id;
    if (open !== undefined && open !== wanted) await client.query('COMMIT');
    if (wanted !== undefined && open !== wanted) await client.query('BEGIN');
    open = wanted;
    await client.query(statement.sql.text);
  }
  if (open !== undefined) await client.query('COMMIT');
}
