import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { review } from '../../src/project/judge.ts';
import { historyOf } from '../rules/fixture.ts';

const TABLES = 'CREATE TABLE jobs (id int PRIMARY KEY, note text); CREATE TABLE runs (id int PRIMARY KEY, job int REFERENCES jobs);';

/** The core rules that speak of the last migration, but those that speak of its rows being gone. */
function core(script: string): readonly string[] {
  const told = review(historyOf([TABLES, script]), rules.filter(({ pack, name }) => pack === 'core' && name !== 'truncate'));
  return told.findings.map(({ rule }) => rule);
}

const ADD = 'ALTER TABLE runs ADD COLUMN kind int NOT NULL;';

test.each<[string, string, readonly string[]]>([
  ['rows stand in the way of a required column', ADD, ['add-required-column']],
  ['not where TRUNCATE has taken them', `TRUNCATE runs; ${ADD}`, []],
  ['nor DELETE', `DELETE FROM runs; ${ADD}`, []],
  ['but where it has left some', `DELETE FROM runs WHERE job IS NULL; ${ADD}`, ['add-required-column']],
  ['where some came back', `TRUNCATE runs; INSERT INTO runs SELECT id, id FROM jobs; ${ADD}`, ['backfill-under-ddl-lock', 'add-required-column']],
  ['where code may have brought some', `TRUNCATE runs; DO $$ BEGIN EXECUTE current_setting('a.b'); END $$; ${ADD}`, ['add-required-column']],
  ['where somebody else may have', `-- transaction: false\nTRUNCATE runs; ${ADD}`, ['add-required-column']],
  ['an empty table is not gone through', 'TRUNCATE runs; ALTER TABLE runs ADD COLUMN c serial, ALTER job SET NOT NULL, ADD UNIQUE (job), ADD FOREIGN KEY (job) REFERENCES jobs; CREATE INDEX ON runs (job);', []],
  ['nor one that goes with it', 'TRUNCATE jobs CASCADE; CREATE INDEX ON runs (job);', []],
  ['one whose rows DELETE took is', 'DELETE FROM runs; CREATE INDEX ON runs (job);', ['index-not-concurrent']],
  ['another table is', 'TRUNCATE runs; CREATE INDEX ON jobs (note);', ['index-not-concurrent']],
])('%s', (_, script, expected) => {
  expect(core(script)).toEqual(expected);
});
