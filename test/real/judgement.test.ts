import { afterAll, beforeAll, expect, test } from 'vitest';
import index from '../../rules/indexes/index-not-concurrent.ts';
import required from '../../rules/constraints/add-required-column.ts';
import dropped from '../../rules/destructive/drop-column.ts';
import droppedTable from '../../rules/destructive/drop-table.ts';
import { noCure } from '../../src/rule/cure/build.ts';
import type { Rule } from '../../src/rule/rule.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { EmbeddedServer } from '../../src/server/embedded.ts';
import { startEmbedded } from '../../src/server/embedded.ts';
import { historyOf } from '../rules/fixture.ts';
import type { JudgedProject } from './judged.ts';
import { judged } from './judged.ts';
import { stageOn } from './stage.ts';

let server: EmbeddedServer;
beforeAll(async () => { server = await startEmbedded({ major: 16, data: { kind: 'new' } }); });
afterAll(() => server.stop());

async function judgedBy(rules: readonly Rule[], migrations: readonly string[]): Promise<JudgedProject> {
  const stage = await stageOn(server);
  try {
    return await judged({ ...historyOf(migrations), majors: [16] }, { rules, stage });
  } finally {
    await stage.crew.end();
    await stage.admin.client.end();
  }
}

const TABLES = 'CREATE TABLE jobs (id int PRIMARY KEY, note text); CREATE TABLE runs (id int PRIMARY KEY, job int REFERENCES jobs);';

test('what the server did proves a finding right', async () => {
  const { findings } = await judgedBy([index, required, dropped], [
    TABLES, 'CREATE INDEX ON jobs (note);', 'ALTER TABLE runs ADD COLUMN kind int NOT NULL;', 'ALTER TABLE jobs DROP COLUMN note;',
  ]);
  expect(findings.map(({ rule, verdict }) => `${rule}: ${verdict.is}`)).toEqual([
    'index-not-concurrent: right', 'add-required-column: right', 'drop-column: right',
  ]);
});

test('nothing is proven wrong by the lack of a table that the server refused to make', async () => {
  const { findings } = await judgedBy([droppedTable], ['CREATE TABLE jobs (id int, sent blob);', 'DROP TABLE IF EXISTS jobs;', 'CREATE TABLE runs (id int);', 'DROP TABLE IF EXISTS runs;']);
  expect(findings.map(({ verdict }) => verdict)).toEqual([
    { is: 'unjudged', because: 'the server refused to make its table' },
    { is: 'right', because: 'a table that stood is gone' },
  ]);
});

/** Says of each new column what is true of few: that its table is rewritten. */
const criesWolf = defineRule({
  name: 'cries-wolf', summary: 'Cries.', why: 'Test.', pack: 'core', since: '0.1.0', manual: [], on: ['add column'],
  check(operation, here) {
    const [lock] = here.locks;
    if (!lock) return [];
    return [{ message: `Nobody can read or write ${here.named(operation.table)}.`, at: here.at, because: [{ kind: 'rewrite', on: lock.on, role: lock.role, because: lock.because, certain: true, under: lock.mode }], cure: noCure('Test.') }];
  },
});

test('and wrong: work that was not done, words that are not kept', async () => {
  const { findings } = await judgedBy([criesWolf], [TABLES, 'ALTER TABLE jobs ADD COLUMN kind int;', 'ALTER TABLE jobs ADD COLUMN token uuid DEFAULT gen_random_uuid();']);
  expect(findings.map(({ verdict: { is, because } }) => `${is}: ${because}`)).toEqual(['wrong: no rewrite on jobs', 'right: rewrite on jobs']);
});

test('statements that somebody waits for are found without asking the rules', async () => {
  const { hazards } = await judgedBy([index], [
    TABLES, 'CREATE INDEX ON jobs (note);', 'ALTER TABLE jobs ADD COLUMN kind int;', 'CREATE TABLE fresh (id int PRIMARY KEY);\nCREATE INDEX ON fresh (id);',
    'UPDATE jobs SET note = id;', "UPDATE jobs SET note = 'x' WHERE id = 3;", 'ALTER TABLE runs ALTER job SET NOT NULL;',
  ]);
  expect(hazards.map(({ sql, did, told }) => [sql, did, told])).toEqual([
    ['CREATE INDEX ON jobs (note)', 'built jobs_note_idx while jobs was locked', ['index-not-concurrent']],
    ['UPDATE jobs SET note = id', 'changed many rows of jobs', []],
    ['ALTER TABLE runs ALTER job SET NOT NULL', 'scanned runs while runs was locked', []],
  ]);
});

test('what a server without context refuses is not judged', async () => {
  const { findings, ran, statements } = await judgedBy([index], ['CREATE INDEX ON nowhere (note);']);
  expect([ran, statements, findings.map(({ verdict }) => verdict.is)]).toEqual([0, 1, ['unjudged']]);
});
