import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { judged } from '../rules/fixture.ts';

const UNREAD = 'DO $$ BEGIN EXECUTE current_query(); END $$;';
/** That the code itself is unread is a rule's to say, and told by its own fixtures. */
const OTHERS = rules.filter(({ name }) => name !== 'unread-ddl');
const findingsOf = (...migrations: readonly string[]) => judged(migrations, {}, OTHERS).findings;
const rulesOf = (...migrations: readonly string[]) => findingsOf(...migrations).map(({ rule, at }) => `${at.script} ${rule}`);

test('a table is new in its script whatever unread code does beside it', () => {
  expect(rulesOf(`CREATE TABLE t (a int); ${UNREAD} CREATE INDEX ON t (a); ALTER TABLE t ADD CHECK (a > 0);`)).toEqual([]);
  expect(rulesOf(`${UNREAD} CREATE TABLE IF NOT EXISTS t (a int); CREATE INDEX ON t (a);`)).toEqual([]);
});

test('a table of an earlier script is not', () => {
  expect(rulesOf('CREATE TABLE t (a int);', `${UNREAD} CREATE TABLE IF NOT EXISTS t (a int); CREATE INDEX ON t (a);`)).toEqual(['002#up index-not-concurrent']);
});

test('what unread code ran before a table was made says nothing of its columns', () => {
  expect(findingsOf(`${UNREAD} CREATE TABLE IF NOT EXISTS t (a int);`, 'ALTER TABLE t ALTER a TYPE bigint;').map(({ rule }) => rule)).toEqual(['column-type-rewrite']);
});

test('a partitioned table stays one in doubt', () => {
  const findings = findingsOf('CREATE TABLE p (id int); CREATE TABLE t (a int) PARTITION BY RANGE (a);', `${UNREAD} ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p (id);`);
  expect(findings.map(({ rule, cure }) => [rule, cure.kind])).toEqual([['foreign-key-scan', 'none']]);
});

test('what IF EXISTS may skip is told as an if', () => {
  expect(judged(['DROP TABLE IF EXISTS old; DROP INDEX IF EXISTS app.old_idx;']).findings.map(({ message }) => message)).toEqual([
    'If old exists, statements of the running application that name it fail from the moment this commits, and its rows are gone.',
    'If there is an index app.old_idx, nobody can read or write its table from the moment DROP INDEX asks for its lock until the upgrade commits.',
  ]);
});

test('a column is new in its script whatever unread code does beside it', () => {
  expect(rulesOf('CREATE TABLE t (a int);', `ALTER TABLE t ADD COLUMN b int; ${UNREAD} ALTER TABLE t RENAME b TO c;`)).toEqual([]);
});
