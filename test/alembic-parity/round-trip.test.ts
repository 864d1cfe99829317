import { execFile, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { ALL } from '../all.ts';
import { phasewise } from '../cli/fake-io.ts';
import { folder } from '../cli/folder.ts';
import { schemaOf } from '../run/schema-of.ts';
import type { TestDatabase } from '../server/running.ts';
import { runningServer } from '../server/running.ts';
import { PYTHON } from './alembic.ts';
import { projectFolder } from './projects.ts';

const hasAlembic = spawnSync(PYTHON, ['-c', 'import alembic, psycopg2']).status === 0;
const WAY_OUT = `${PYTHON} has no Alembic, so nobody hands a database over to it and back. On Debian: apt-get install alembic python3-psycopg2`;
if (!hasAlembic) console.warn(WAY_OUT);

interface Journey {
  readonly name: string;
  /** Where it is made each time; with PHASEWISE_ALL=1 on all of these majors. */
  readonly major: (typeof MAJORS)[number];
  /** In the middle of the history, in one or more steps. */
  readonly middle: readonly string[];
  /** What the version table then holds. */
  readonly stands: readonly string[];
  readonly head: string;
}

const MAJORS = [13, 16, 18] as const;

const JOURNEYS: readonly Journey[] = [
  { name: 'alembic-todo', major: 13, middle: ['002'], stands: ['002'], head: '003' },
  { name: 'alembic-safe', major: 16, middle: ['bc67105ae3d8'], stands: ['bc67105ae3d8'], head: 'f9a3072e5d18' },
  { name: 'alembic-branched', major: 18, middle: ['support@2a90ab5d7712', 'audit@4e77b2043dc8'], stands: ['2a90ab5d7712', '4e77b2043dc8'], head: '7f3b8824ce10' },
];

/** Somebody who moves a database. */
type Runner = (direction: 'upgrade' | 'downgrade', target: string) => Promise<void>;
interface Stop { readonly rows: readonly string[]; readonly schema: readonly string[] }

test.skipIf(hasAlembic)(WAY_OUT, () => undefined);

for (const major of MAJORS) {
  const journeys = JOURNEYS.filter((journey) => journey.major === major || ALL);

  test.runIf(hasAlembic).each(journeys)(`PostgreSQL ${major}, $name: Alembic and Phasewise hand it over to each other at any stop`, async ({ name, middle, stands, head }) => {
    const server = await runningServer(major);
    const journey = async (choose: (alembic: Runner, ours: Runner) => readonly [Runner, Runner, Runner]): Promise<readonly Stop[]> => {
      const db = await server.database();
      onTestFinished(() => db.drop());
      const root = folder({});
      fs.cpSync(projectFolder(name), root, { recursive: true });
      fs.writeFileSync(`${root}/phasewise.toml`, '[run]\nrequire-approval = "none"\n');
      const [first, second, third] = choose(alembicOn(db, root), phasewiseOn(db, root));
      for (const target of middle) await first('upgrade', target);
      const inTheMiddle = await stopAt(db);
      await second('upgrade', 'head');
      const atTheHead = await stopAt(db);
      await third('downgrade', 'base');
      return [inTheMiddle, atTheHead, await stopAt(db)];
    };

    const alone = await journey((alembic) => [alembic, alembic, alembic]);
    expect(alone.map(({ rows }) => rows)).toEqual([stands, [head], []]);
    expect(alone.map(({ schema }) => schema.some((line) => !line.includes('alembic_version')))).toEqual([true, true, false]);
    expect(await journey((alembic, ours) => [alembic, ours, alembic])).toEqual(alone);
    expect(await journey((alembic, ours) => [ours, alembic, ours])).toEqual(alone);
  }, 120_000);
}

test.runIf(hasAlembic)('what revision --autogenerate writes does the same under Alembic', async () => {
  const root = folder({ 'schema.sql': `
    CREATE TYPE mood AS ENUM ('glad', 'low');
    CREATE TABLE teams (id bigserial PRIMARY KEY, name varchar(80) NOT NULL DEFAULT 'a :b', tags text[], m mood DEFAULT 'glad', at timestamptz DEFAULT now() NOT NULL, total numeric(10,2), CONSTRAINT c CHECK (total > 0), UNIQUE (name));
    CREATE TABLE players (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, mail text NOT NULL, team bigint REFERENCES teams ON DELETE CASCADE, low text GENERATED ALWAYS AS (lower(mail)) STORED, code uuid, doc jsonb DEFAULT '{"a": 1}');
    CREATE TABLE parts (a int, b smallint, PRIMARY KEY (a, b)) PARTITION BY RANGE (a);
    CREATE UNLOGGED TABLE lone (a int PRIMARY KEY, z interval, f double precision, d date);
    CREATE INDEX players_team ON players (team) WHERE team > 0;
    CREATE UNIQUE INDEX players_lower ON players (lower(mail), team DESC);
    CREATE INDEX teams_tags ON teams USING gin (tags);
    COMMENT ON TABLE teams IS 'those who play';
    COMMENT ON COLUMN teams.m IS 'how they are';
  ` });
  fs.cpSync(projectFolder('alembic-todo'), root, { recursive: true });
  fs.rmSync(`${root}/migrations/versions`, { recursive: true });
  fs.mkdirSync(`${root}/migrations/versions`);
  fs.writeFileSync(`${root}/phasewise.toml`, '[run]\nrequire-approval = "none"\n');
  expect(await phasewise(['revision', '--autogenerate', '--from', 'schema.sql', '-m', 'first'], root)).toMatchObject({ code: 0, err: '' });
  const server = await runningServer(18);
  const ends = await Promise.all([alembicOn, phasewiseOn].map(async (runner) => {
    const db = await server.database();
    onTestFinished(() => db.drop());
    await runner(db, root)('upgrade', 'head');
    const there = await schemaOf(db.client);
    await runner(db, root)('downgrade', 'base');
    return [there, await schemaOf(db.client)];
  }));
  expect(ends[0]).toEqual(ends[1]);
  expect(ends[0]?.[0]?.length).toBeGreaterThan(30);
  expect(ends[0]?.[1]?.every((line) => line.includes('alembic_version'))).toBe(true);
}, 120_000);

function alembicOn(db: TestDatabase, root: string): Runner {
  const env = { ...process.env, DATABASE_URL: db.url.replace(/^postgres:/, 'postgresql:') };
  return async (direction, target) => {
    await promisify(execFile)(PYTHON, ['-m', 'alembic', direction, target], { cwd: root, env });
  };
}

function phasewiseOn(db: TestDatabase, root: string): Runner {
  return async (direction, target) => {
    const { code, out, err } = await phasewise([direction, target, '--database-url', db.url], root);
    expect({ code, out, err }).toMatchObject({ code: 0 });
  };
}

async function stopAt({ client }: TestDatabase): Promise<Stop> {
  const { rows } = await client.query<{ version: string }>('SELECT version_num AS version FROM alembic_version ORDER BY 1');
  return { rows: rows.map(({ version }) => version), schema: await schemaOf(client) };
}
