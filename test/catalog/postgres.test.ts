import { describe, expect, test } from 'vitest';
import { ALL } from '../all.ts';
import { runningServer } from '../server/running.ts';
import { HISTORIES, HISTORIES_OF_18 } from './histories.ts';
import { describedOn } from './on-server.ts';
import { described, statementsOf, told } from './telling.ts';

describe.each([
  [18, Object.entries({ ...HISTORIES, ...HISTORIES_OF_18 })],
  [13, Object.entries(HISTORIES).filter((_, at) => ALL || at % 2 === 0)],
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
