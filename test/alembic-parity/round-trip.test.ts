import { execFile, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
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
  /** Where it is made each time; on all of these majors with ALL_MAJORS=1. */
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
  const journeys = JOURNEYS.filter((journey) => journey.major === major || process.env['ALL_MAJORS'] !== undefined);

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
