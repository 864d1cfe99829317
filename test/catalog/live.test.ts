import { describe, expect, test } from 'vitest';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { differencesOf } from '../../src/catalog/difference.ts';
import { readLive } from '../../src/catalog/live/live.ts';
import { restored } from '../../src/catalog/restored.ts';
import type { Major } from '../../src/server/majors.ts';
import { majorOf } from '../../src/server/majors.ts';
import { runningServer } from '../server/running.ts';
import { HISTORIES, HISTORIES_OF_18 } from './histories.ts';
import { described, statementsOf, told } from './telling.ts';

/** PHASEWISE_MAJORS=13,14,15,16,17,18 asks them all. */
const MAJORS: readonly Major[] = process.env['PHASEWISE_MAJORS']?.split(',').flatMap((major) => majorOf(major) ?? []) ?? [13, 18];

describe.each(MAJORS)('read from PostgreSQL %i, the catalog is the one that the history tells', (major) => {
  test.each(Object.entries(major === 18 ? { ...HISTORIES, ...HISTORIES_OF_18 } : HISTORIES))('%s', async (_name, sql) => {
    const database = await (await runningServer(major)).database();
    try {
      for (const statement of statementsOf(sql)) await database.client.query(statement);
      const live = restored(await readLive(database.client), 'server');
      const history = told(sql).disconnected();
      expect(differencesOf(history, live)).toEqual([]);
      expect(described(live).filter((line) => !isOfView(line, live))).toEqual(described(history).filter((line) => !isOfView(line, history)));
    } finally {
      await database.drop();
    }
  });
});

/** A history may not know the columns of its views. */
function isOfView(line: string, catalog: Catalog): boolean {
  return catalog.relations().some(({ type, name }) => (type === 'view' || type === 'matview') && line.startsWith(`column ${name}.`));
}
