import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { DEFAULT_CONFIG } from '../../src/config/config.ts';
import { review } from '../../src/project/judge.ts';
import { openProject } from '../../src/project/project.ts';
import { sqlSource } from '../../src/sources/sql/source.ts';
import { edited } from '../../src/text/edit.ts';
import { memoryWorld } from '../text/memory-world.ts';

const TABLES = 'CREATE TABLE tasks (id bigint PRIMARY KEY, title text);\n';

/** The file as each finding's edits would make it; undefined where it has none. */
function mended(text: string): readonly (string | undefined)[] {
  const path = '/p/migrations/2_step.sql';
  const world = memoryWorld({ '/p/migrations/1_tables.sql': TABLES, [path]: text });
  const found = { root: '/p', folders: ['/p/migrations'], versionTable: { name: 'phasewise_version' } };
  const judged = review(openProject({ source: sqlSource, found, config: DEFAULT_CONFIG, world }), rules);
  return judged.findings.map((finding) => {
    const cure = judged.editsOf(finding);
    return cure && edited(text, cure.edits);
  });
}

test('CONCURRENTLY, where the script can then run outside a transaction', () => {
  expect(mended('-- titles\r\nSELECT \'🎈\';\r\nCREATE INDEX tasks_title ON tasks (title);\r\n')).toEqual([undefined]);
  expect(mended('-- 🎈 titles\r\nCREATE INDEX tasks_title ON tasks (title);\r\n')).toEqual(['-- 🎈 titles\r\nCREATE INDEX CONCURRENTLY tasks_title ON tasks (title);\r\n']);
});

test('nothing beside a statement that needs the transaction', () => {
  expect(mended('CREATE INDEX tasks_title ON tasks (title);\nALTER TABLE tasks ADD COLUMN done date;\n')).toEqual([undefined]);
});

test('of two indexes in one script neither can be mended without the other', () => {
  expect(mended('CREATE INDEX a ON tasks (title);\nCREATE INDEX b ON tasks (title);\n')).toEqual([undefined, undefined]);
});

test('nothing for a cure in phases, or none', () => {
  expect(mended('ALTER TABLE tasks ADD CONSTRAINT titled CHECK (title <> \'\');\n')).toEqual([undefined]);
  expect(mended('DROP TABLE tasks;\n')).toEqual([undefined]);
});

test('the many findings of a long script do not have it judged again for each of them', () => {
  const drops = (count: number) => `-- transaction: false\nSET lock_timeout = '2s';\n${Array.from({ length: count }, (_, at) => `DROP INDEX i${at};\n`).join('')}`;
  expect(mended(drops(20)).filter((one) => one === undefined)).toEqual([]);
  const many = mended(drops(300));
  expect([many.at(0) === undefined, many.at(-1)]).toEqual([false, undefined]);
});
