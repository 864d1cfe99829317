import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { differencesOf } from '../../src/catalog/difference.ts';
import { readLive } from '../../src/catalog/live/live.ts';
import { restored } from '../../src/catalog/restored.ts';
import { baselineOf } from '../../src/project/baseline.ts';
import type { Address } from '../../src/server/address.ts';
import { majorOf } from '../../src/server/majors.ts';
import { HISTORIES } from '../catalog/histories.ts';
import { statementsOf } from '../catalog/telling.ts';
import { runningServer } from '../server/running.ts';

/** The pg_dump of this machine, which dumps servers up to its own major. */
const PG_DUMP = /\b(\d+)\.\d+/.exec(spawnSync('pg_dump', ['--version'], { encoding: 'utf8' }).stdout ?? '')?.[1];
const MAJOR = PG_DUMP === undefined ? undefined : majorOf(PG_DUMP);

describe.skipIf(MAJOR === undefined)(`what pg_dump ${PG_DUMP ?? '(which is not installed here)'} writes is the catalog of the database it dumped`, () => {
  test.each(Object.entries(HISTORIES))('%s', async (_name, sql) => {
    const database = await (await runningServer(MAJOR)).database();
    try {
      for (const statement of statementsOf(sql)) await database.client.query(statement);
      const schema = dumped(database.address);
      expect(differencesOf(baselineOf('schema.sql', schema), restored(await readLive(database.client), 'server')), schema).toEqual([]);
    } finally {
      await database.drop();
    }
  });
});

function dumped({ host, port, user, database, password }: Address): string {
  const env = { ...process.env, PGPASSWORD: password?.reveal() ?? '' };
  const { status, stdout, stderr } = spawnSync('pg_dump', ['--schema-only', '-h', host, '-p', String(port), '-U', user, database], { encoding: 'utf8', env });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
