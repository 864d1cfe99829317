import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import type { Project } from '../../src/project/project.ts';
import { History } from '../../src/project/replay.ts';
import type { TestDatabase } from '../server/running.ts';
import { runningServer } from '../server/running.ts';
import { cured } from './cured.ts';
import type { Fixture } from './fixture.ts';
import { fixturesOf, historyOf, judged } from './fixture.ts';

/** Statements that fail by nature, by their rule or their fixture: that is what the rule says of them. */
const REFUSED: Readonly<Record<string, string>> = {
  'concurrently-in-transaction': '25001',
  'constraint-index-dropped': '2BP01',
  'detach-concurrently-impossible': '55000',
  'drop-type bad-refused': '2BP01',
  'duplicate-assignment bad-insert': '42701',
  'duplicate-assignment bad-update': '42601',
  'duplicate-assignment bad-whole-and-part': '42601',
  'enum-value-used-in-same-transaction': '55P04',
  'type-created-twice': '42710',
  'type-change-blocked-by-dependent': '0A000',
  'index-on-partitioned-table bad-concurrently': '0A000',
  'index-on-partitioned-table bad-drop': '0A000',
  'partition-key-missing-in-key': '0A000',
  'unsupported-not-valid': '42809',
  'reindex-scope-in-transaction': '25001',
};

/** Every schema that a fixture may have made goes. */
const EMPTY = `DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
    EXECUTE format('DROP SCHEMA %I CASCADE', name);
  END LOOP;
END $$; CREATE SCHEMA public`;

function refusalOf({ rule, name, kind }: Fixture): string | undefined {
  return kind === 'bad' ? REFUSED[rule] ?? REFUSED[`${rule} ${name}`] : undefined;
}

for (const major of [14, 18] as const) {
  describe(`on PostgreSQL ${major}`, () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await (await runningServer(major)).database();
      await database.client.query('SET allow_in_place_tablespaces = on');
      const { rowCount } = await database.client.query("SELECT FROM pg_tablespace WHERE spcname = 'fast'");
      if (rowCount === 0) await database.client.query("CREATE TABLESPACE fast LOCATION ''");
    });
    beforeEach(async () => {
      await database.client.query('ROLLBACK');
      await database.client.query('DISCARD ALL');
      await database.client.query(EMPTY);
    });
    afterAll(async () => { await database.drop(); });

    for (const rule of rules) {
      for (const fixture of fixturesOf(rule.name).filter((one) => runsOn(one, major))) {
        const { findings, project } = judged(fixture.migrations, { ...fixture, postgres: [major] });

        test(`${rule.name} ${fixture.name} is SQL that the server ${refusalOf(fixture) ? 'refuses' : 'accepts'}`, async () => {
          expect(await run(project, database.client)).toBe(refusalOf(fixture));
        });

        const [finding] = findings;
        if (finding?.cure.kind !== 'phases') continue;
        const { migrations } = cured(project, fixture.migrations, finding, finding.cure);
        test(`${rule.name} ${fixture.name}: its cure runs`, async () => {
          expect(await run(historyOf(migrations, { config: fixture.config, postgres: [major] }), database.client)).toBe(undefined);
        });
      }
    }
  });
}

/** Histories that begin in the middle have no tables to run on; virtual columns came with 18. */
function runsOn({ migrations, name, config: { postgres } }: Fixture, major: number): boolean {
  const whole = (migrations[0] ?? '').includes(' TABLE ') && (migrations[0] ?? '').includes('CREATE ');
  return whole && (postgres === undefined || postgres.includes(major)) && !(name === 'good-virtual' && major < 18);
}

/** Runs the upgrades as our runner wraps them; the SQLSTATE of the first failure. */
async function run(project: Project, client: pg.Client): Promise<string | undefined> {
  const history = new History(project);
  try {
    for (const revision of project.graph?.order ?? []) {
      const facts = history.facts(`${revision}#up`);
      const wrapped = facts.some(({ session }) => session.transaction?.opened === 'script');
      if (wrapped) await client.query('BEGIN');
      for (const { statement } of facts) await client.query(statement.sql.text);
      if (wrapped) await client.query('COMMIT');
    }
    return undefined;
  } catch (error) {
    return error instanceof Error && 'code' in error ? `${String(error.code)}` : String(error);
  }
}
