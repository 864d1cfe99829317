import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { DEFAULT_CONFIG } from '../../src/config/config.ts';
import { PHASEWISE } from '../../src/migrations/tool.ts';
import { review } from '../../src/project/judge.ts';
import { openProject } from '../../src/project/project.ts';
import { durationOf, waitersOf } from '../../src/report/lock-words.ts';
import { sqlSource } from '../../src/sources/sql/source.ts';
import { memoryWorld } from '../text/memory-world.ts';

const TABLES = `CREATE TABLE users (id bigint PRIMARY KEY, name text);
CREATE TABLE tasks (id bigint PRIMARY KEY, title text, user_id bigint);
CREATE INDEX tasks_title ON tasks (title);
CREATE TABLE parts (id bigint) PARTITION BY RANGE (id);
CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (10);
CREATE TABLE parts_2 PARTITION OF parts FOR VALUES FROM (10) TO (20);
`;

/** What a script locks, a line for each lock: "SHARE on tasks | writes | while an index is built on `tasks`". */
function locks(text: string, { majors = [16], wraps = 'script' }: { majors?: readonly number[]; wraps?: 'script' | 'run' } = {}): readonly string[] {
  const world = memoryWorld({ '/p/migrations/1_tables.sql': TABLES, '/p/migrations/2_step.sql': text });
  const found = { root: '/p', folders: ['/p/migrations'], versionTable: { name: 'phasewise_version' } };
  const project = openProject({ source: sqlSource, found, config: DEFAULT_CONFIG, world, majors });
  const judged = review({ ...project, tool: { ...PHASEWISE, wraps } }, rules);
  const summary = judged.scripts.find(({ id }) => id === '2#up')?.locks();
  return [
    ...(summary?.locks ?? []).map((lock) => [
      `${lock.certain ? '' : 'perhaps '}${lock.mode} on ${lock.table}${lock.index === undefined ? '' : ` (${lock.index})`}`,
      waitersOf(lock.mode), durationOf(lock), ...(lock.majors.length < majors.length ? [lock.majors.join()] : []),
    ].join(' | ')),
    ...(summary?.unknown ? [`${summary.unknown} unknown`] : []),
  ];
}

describe('what a script locks', () => {
  test.each([
    ['nothing of its own tables', 'CREATE TABLE a (id bigint PRIMARY KEY);\nALTER TABLE a ADD COLUMN b int;\nCREATE INDEX ON a (b);', []],
    ['for a moment', 'ALTER TABLE tasks ADD COLUMN done date;', ['ACCESS EXCLUSIVE on tasks | reads and writes | a moment']],
    ['while an index is built', 'CREATE INDEX ON tasks (title);', ['SHARE on tasks | writes | while an index is built on `tasks`']],
    ['while an index is built concurrently', 'CREATE INDEX CONCURRENTLY i ON tasks (title);', ['SHARE UPDATE EXCLUSIVE on tasks | vacuum and other DDL | while an index is built on `tasks`']],
    ['while a table is rewritten', 'ALTER TABLE tasks ALTER COLUMN id TYPE text;', ['ACCESS EXCLUSIVE on tasks | reads and writes | while `tasks` is rewritten']],
    ['both tables of a foreign key', 'ALTER TABLE tasks ADD FOREIGN KEY (user_id) REFERENCES users (id);', [
      'SHARE ROW EXCLUSIVE on tasks | writes | while `tasks` and `users` are scanned',
      'SHARE ROW EXCLUSIVE on users | writes | while `tasks` and `users` are scanned',
    ]],
    ['what a later statement of the transaction does', 'ALTER TABLE users ADD COLUMN a int;\nUPDATE tasks SET title = lower(title);', [
      'ACCESS EXCLUSIVE on users | reads and writes | while rows of `tasks` are changed',
    ]],
    ['not what another transaction has done', 'BEGIN;\nALTER TABLE users ADD COLUMN a int;\nCOMMIT;\nBEGIN;\nUPDATE tasks SET title = lower(title);\nCOMMIT;', [
      'ACCESS EXCLUSIVE on users | reads and writes | a moment',
    ]],
    ['not a change of single rows', 'ALTER TABLE users ADD COLUMN a int;\nUPDATE tasks SET title = \'x\' WHERE id = 1;', ['ACCESS EXCLUSIVE on users | reads and writes | a moment']],
    ['the readers that a lock on an index keeps out', 'REINDEX INDEX tasks_title;', ['ACCESS EXCLUSIVE on tasks (tasks_title) | reads and writes | while `tasks_title` is rebuilt']],
    ['every partition', 'ALTER TABLE parts ADD COLUMN a int;', [
      'ACCESS EXCLUSIVE on parts | reads and writes | a moment',
      'ACCESS EXCLUSIVE on parts_1 | reads and writes | a moment',
      'ACCESS EXCLUSIVE on parts_2 | reads and writes | a moment',
    ]],
    ['in code, one statement after the other', 'DO $$ BEGIN UPDATE tasks SET title = \'\'; ALTER TABLE users ADD COLUMN a int; END $$;', [
      'ACCESS EXCLUSIVE on users | reads and writes | a moment',
    ]],
    ['in code, what comes behind a lock', 'DO $$ BEGIN ALTER TABLE users ADD COLUMN a int; UPDATE tasks SET title = \'\'; END $$;', [
      'ACCESS EXCLUSIVE on users | reads and writes | while rows of `tasks` are changed',
    ]],
    ['a table that nobody knows', 'ALTER TABLE elsewhere.orders ADD COLUMN a int;', ['ACCESS EXCLUSIVE on elsewhere.orders | reads and writes | a moment']],
  ])('%s', (_, text, expected) => {
    expect(locks(text)).toEqual(expected);
  });

  test('until the whole run commits, where the tool has one transaction', () => {
    expect(locks('ALTER TABLE tasks ADD COLUMN done date;\nCREATE INDEX ON users (name);', { wraps: 'run' })).toEqual([
      'ACCESS EXCLUSIVE on tasks | reads and writes | while an index is built on `users`, and until the whole run commits',
      'SHARE on users | writes | while an index is built on `users`, and until the whole run commits',
    ]);
    expect(locks('ALTER TABLE tasks ADD COLUMN done date;', { wraps: 'run' })).toEqual(['ACCESS EXCLUSIVE on tasks | reads and writes | until the whole run commits']);
  });

  test('on which majors, where they differ', () => {
    expect(locks('ALTER TABLE parts ADD UNIQUE (id);', { majors: [14, 18] })).toEqual([
      'ACCESS EXCLUSIVE on parts | reads and writes | while an index is built on `parts_1` and `parts_2`',
      'ACCESS EXCLUSIVE on parts_1 | reads and writes | while an index is built on `parts_1` and `parts_2` | 18',
      'ACCESS EXCLUSIVE on parts_2 | reads and writes | while an index is built on `parts_1` and `parts_2` | 18',
      'SHARE on parts_1 | writes | while an index is built on `parts_1` and `parts_2` | 14',
      'SHARE on parts_2 | writes | while an index is built on `parts_1` and `parts_2` | 14',
    ]);
  });
});

test('statements with effects that nobody knows are counted', () => {
  expect(locks('DO LANGUAGE plpython3u $$ plpy.execute("x") $$;')).toEqual(['1 unknown']);
});
