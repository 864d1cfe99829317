import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { readConfig } from '../../src/config/read.ts';
import { review } from '../../src/project/judge.ts';
import { passedOver } from '../../src/project/passed-over.ts';
import { openProject } from '../../src/project/project.ts';
import { sqlSource } from '../../src/sources/sql/source.ts';
import { memoryWorld } from '../text/memory-world.ts';

function found(toml: string): readonly string[] {
  const world = memoryWorld({
    '/p/phasewise.toml': toml,
    '/p/db/001_a.sql': 'CREATE TABLE a (id int, x int);',
    '/p/db/002_b.sql': 'ALTER TABLE a DROP COLUMN x;',
    '/p/db/003_c.sql': 'TRUNCATE a;',
    '/p/db/004_d.sql': 'DROP TABLE a;',
  });
  const at = sqlSource.detect('/p/db', world) ?? expect.unreachable();
  const project = openProject({ source: sqlSource, found: at, config: readConfig('/p', world, rules), world });
  return review(project, rules, { passedOver: passedOver(project) }).findings.map(({ rule, level }) => `${rule} ${level}`);
}

test.each([
  ['', ['drop-column error', 'truncate error', 'drop-table error']],
  ['ignore = ["db/002*", "db/004_d.sql"]', ['truncate error']],
  ['start-after = "002"', ['truncate error', 'drop-table error']],
  ['start-after = "003"', ['drop-table error']],
  ['preset = "essential"', ['drop-column error', 'truncate error', 'drop-table error']],
  ['[[paths]]\nfiles = ["003*"]\nrules = { truncate = "note" }\n[[paths]]\nfiles = ["db/**"]\nrules = { drop-table = "off" }', ['drop-column error', 'truncate note']],
])('%s', (toml, rest) => {
  expect(found(toml)).toEqual(rest);
});

test('a revision that nobody declares is a mistake with a way out', () => {
  expect(() => found('start-after = "0o3"')).toThrow('/p/phasewise.toml: start-after: there is no revision 0o3. Did you mean 003?');
});
