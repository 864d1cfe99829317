import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import type { ScriptId } from '../../src/migrations/migration.ts';
import { review } from '../../src/project/judge.ts';
import { openProject, scriptOf } from '../../src/project/project.ts';
import { sqlSource } from '../../src/sources/sql/source.ts';
import { memoryWorld } from '../text/memory-world.ts';
import { configOf } from '../rules/fixture.ts';

function project(...numbers: readonly string[]) {
  const world = memoryWorld(Object.fromEntries(numbers.map((number) => [`/project/migrations/${number}_step.sql`, 'SELECT 1;'])));
  const found = sqlSource.detect('/project', world);
  if (!found) throw new Error('no project');
  return openProject({ source: sqlSource, found, config: configOf(''), world });
}

function told(published: readonly string[], now: readonly string[]): readonly string[] {
  const before = project(...published);
  const changes = { published: { name: 'origin/main', scriptOf: (id: ScriptId) => scriptOf(before, id) } };
  return review(project(...now), rules, { changes }).findings.filter(({ rule }) => rule === 'migration-order').map(({ message }) => message);
}

test('a number below the last published one comes too late', () => {
  expect(told(['001', '002', '004'], ['001', '002', '003', '004', '005'])).toEqual([
    '003 comes before 004, which stands on origin/main already: a database that has run 004 runs 003 out of order, passes it over or refuses it.',
  ]);
});

test('numbers may be left out', () => {
  expect(told(['001', '002'], ['001', '002', '004', '010'])).toEqual([]);
});

test('times of writing are no numbers of a row', () => {
  expect(told(['20260101000000', '20260301000000'], ['20260101000000', '20260201000000', '20260301000000'])).toEqual([]);
});
