import { expect, test } from 'vitest';
import { emptyCatalog } from '../../src/catalog/replayed.ts';
import { review } from '../../src/project/judge.ts';
import { scriptOf } from '../../src/project/project.ts';
import type { Start } from '../../src/project/start.ts';
import type { Changes } from '../../src/rule/changes.ts';
import type { HistorySituation } from '../../src/rule/history-situation.ts';
import { defineHistoryRule } from '../../src/rule/rule.ts';
import { historyOf } from '../rules/fixture.ts';

const FOUR = Array.from({ length: 4 }, () => 'SELECT 1;');

/** What a rule is told of migrations 001 to 004. */
function pending(published: number | undefined, start?: Start) {
  let seen: HistorySituation['pending'];
  const asks = defineHistoryRule({
    name: 'asks', summary: '', why: '', pack: 'core', since: '0.1.0', manual: [],
    check: (here) => {
      seen = here.pending;
      return [];
    },
  });
  const before = historyOf(FOUR.slice(0, published));
  const changes: Changes = published === undefined ? {} : { published: { name: 'origin/main', scriptOf: (id) => scriptOf(before, id) } };
  review({ ...historyOf(FOUR), start }, [asks], { changes });
  return seen && { missingIn: seen.missingIn, upgrades: seen.upgrades.map(({ script }) => script.id) };
}

const standsAt = (at: readonly string[], name = 'shop @ db.internal'): Start => ({ name, catalog: emptyCatalog(), at });

test('what is not published is pending', () => {
  expect(pending(2)).toEqual({ missingIn: 'origin/main', upgrades: ['003#up', '004#up'] });
});

test('so is what a database does not have yet', () => {
  expect(pending(undefined, standsAt(['003']))).toEqual({ missingIn: 'shop @ db.internal', upgrades: ['004#up'] });
});

test('a snapshot is called by its name', () => {
  expect(pending(undefined, standsAt(['003'], '/project/db/schema.json'))?.missingIn).toBe('schema.json');
});

test('what one of the two has is not pending', () => {
  expect(pending(2, standsAt(['003']))?.upgrades).toEqual(['004#up']);
  expect(pending(3, standsAt(['001']))?.upgrades).toEqual(['004#up']);
});

test('nobody knows what is pending where nothing tells, nor by a schema from before the first migration', () => {
  expect(pending(undefined)).toBe(undefined);
  expect(pending(undefined, standsAt([], '/project/schema.sql'))).toBe(undefined);
});
