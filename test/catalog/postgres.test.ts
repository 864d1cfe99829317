import { describe, expect, test } from 'vitest';
import { runningServer } from '../server/running.ts';
import { HISTORIES, HISTORIES_OF_18 } from './histories.ts';
import { describedOn } from './on-server.ts';
import { described, statementsOf, told } from './telling.ts';

/** PHASEWISE_ALL=1 has 13 go through all of them, too. */
const EVERY = process.env['PHASEWISE_ALL'] === '1' ? 1 : 2;

describe.each([
  [18, Object.entries({ ...HISTORIES, ...HISTORIES_OF_18 })],
  [13, Object.entries(HISTORIES).filter((_, at) => at % EVERY === 0)],
] as const)('after the same statements PostgreSQL %i has', (major, histories) => {
  test.each(histories)('%s', async (_name, sql) => {
    const database = await (await runningServer(major)).database();
    try {
      for (const statement of statementsOf(sql)) await database.client.query(statement);
      expect(described(told(sql))).toEqual(await describedOn(database.client));
    } finally {
      await database.drop();
    }
  });
});
