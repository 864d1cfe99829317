import { describe, expect, test } from 'vitest';
import { History } from '../../src/project/replay.ts';
import { downgradePath, upgradePath } from '../../src/revisions/path.ts';
import { makePlan } from '../../src/run/make-plan.ts';
import { sqlProject } from './applying.ts';

/** The plan of one upgrade of this SQL, as parts of words; and what is refused. */
function planOf(sql: string, files: Readonly<Record<string, string>> = {}) {
  const project = sqlProject({ ...files, '001_one.sql': sql });
  if (!project.graph) throw new Error('no graph');
  const path = upgradePath(project.graph, [], project.graph.heads);
  const history = new History(project);
  const { plan, refusals } = makePlan({ path, facts: path.flatMap(({ revision }) => history.facts(`${revision.id}#up`)), major: 18, width: 32 });
  const parts = plan.scripts.flatMap(({ parts: all }) => all.map((part) => ({
    [part.kind === 'transaction' ? part.begin : 'outside']: part.statements.map(({ words, waits }) => `${words} (${waits})`),
  })));
  return { parts, refusals: refusals.map(({ kind, message }) => `${kind}: ${message}`) };
}

describe('where the transactions of a script are', () => {
  test.each([
    ['one for the whole script', 'CREATE TABLE t (id int); ALTER TABLE t ADD b int;', [{ BEGIN: ['CREATE TABLE t (patient)', 'ADD COLUMN t.b (brief)'] }]],
    ['none where all statements stand outside, settings aside', "SET lock_timeout = '1s'; CREATE INDEX CONCURRENTLY i ON t (a); DROP INDEX CONCURRENTLY j;", [
      { outside: ['SET lock_timeout = 1s (patient)', 'CREATE INDEX CONCURRENTLY i (patient)', 'DROP INDEX CONCURRENTLY j (patient)'] }]],
    ['none where the writer opts out', '-- migrate:up transaction:false\nUPDATE t SET a = 1 WHERE id < 10; ALTER TABLE t ADD b int;', [
      { outside: ['UPDATE t (patient)', 'ADD COLUMN t.b (brief)'] }]],
    ["the writer's own are kept, and not sent twice", 'BEGIN; ALTER TABLE t ADD a int; COMMIT; BEGIN ISOLATION LEVEL SERIALIZABLE; ALTER TABLE t ADD b int; END;', [
      { BEGIN: ['ADD COLUMN t.a (brief)'] }, { 'BEGIN ISOLATION LEVEL SERIALIZABLE': ['ADD COLUMN t.b (brief)'] }]],
    ["the writer's own beside a statement that stands alone, in a script that opts out",
      '-- migrate:up transaction:false\nBEGIN; ALTER TABLE t ADD a int; COMMIT; CREATE INDEX CONCURRENTLY i ON t (a);',
      [{ BEGIN: ['ADD COLUMN t.a (brief)'] }, { outside: ['CREATE INDEX CONCURRENTLY i (patient)'] }]],
    ["a COMMIT ends the script's, and what is behind it stands alone", 'ALTER TABLE t ADD a int; COMMIT; CREATE INDEX CONCURRENTLY i ON t (a); COMMIT; DROP INDEX CONCURRENTLY j;', [
      { BEGIN: ['ADD COLUMN t.a (brief)'] }, { outside: ['CREATE INDEX CONCURRENTLY i (patient)', 'DROP INDEX CONCURRENTLY j (patient)'] }]],
    ['a BEGIN behind that COMMIT opens one to the end', 'COMMIT; DROP INDEX CONCURRENTLY j; BEGIN; ALTER TABLE t ADD a int;', [
      { outside: ['DROP INDEX CONCURRENTLY j (patient)'] }, { BEGIN: ['ADD COLUMN t.a (brief)'] }]],
    ['a COMMIT at the end leaves it whole', 'ALTER TABLE t ADD a int; COMMIT;', [{ BEGIN: ['ADD COLUMN t.a (brief)'] }]],
    ['an empty script still has one, for its row', '-- nothing\n', [{ BEGIN: [] }]],
    ['what lets reads and writes pass is patient', 'ALTER TABLE t VALIDATE CONSTRAINT c; UPDATE t SET a = 1; COMMENT ON TABLE t IS $$x$$; TRUNCATE t;', [
      { BEGIN: ['VALIDATE CONSTRAINT c on t (patient)', 'UPDATE t (patient)', 'COMMENT ON TABLE t (patient)', 'TRUNCATE t (brief)'] }]],
  ])('%s', (_, sql, parts) => {
    expect(planOf(sql)).toEqual({ parts, refusals: [] });
  });
});

describe('what is refused', () => {
  test.each([
    ['ALTER TABLE t ADD a int; CREATE INDEX CONCURRENTLY i ON t (a);',
      'mixed: `CREATE INDEX CONCURRENTLY i` cannot run inside a transaction, and the script it is in has one; put it into a revision of its own, or say where the transaction ends.'],
    ['BEGIN; CREATE INDEX CONCURRENTLY i ON t (a); COMMIT;',
      'mixed: `CREATE INDEX CONCURRENTLY i` cannot run inside a transaction, and the script it is in has one; put it into a revision of its own, or say where the transaction ends.'],
    ['ALTER TABLE t ADD a int; BEGIN; ALTER TABLE t ADD b int; COMMIT;',
      'transaction-control: `BEGIN` opens a transaction for a part of the script only; take it and its COMMIT out, since each script is run as a transaction already, or opt the script out of that.'],
    ['-- migrate:up transaction:false\nALTER TABLE t ADD a int; COMMIT;',
      'transaction-control: `COMMIT` ends a transaction that the script did not begin; each script is run as a transaction already, so take it out.'],
    ['BEGIN; ALTER TABLE t ADD a int;',
      'transaction-control: `BEGIN` opens a transaction that the script never commits; each script is run as a transaction already, so take it out.'],
    ['BEGIN; BEGIN; COMMIT;',
      'transaction-control: `BEGIN` stands inside a transaction that is already open; each script is run as a transaction already, so take it out.'],
    ['ALTER TABLE t ADD a int; ROLLBACK;',
      'transaction-control: `ROLLBACK` takes back what the script has done; each script is run as a transaction already, so take it out.'],
    ['\\i other.sql\n', 'unread: `\\i other.sql` includes a file that is not there.'],
    ['DROP TABLE ${schema}.t;',
      'stand-in: `DROP TABLE ${schema}.t` holds `${schema}`, which only the tool that the file is written for fills in; state the value under [placeholders] in phasewise.toml, or write it out.'],
    ['\\set t x\nDROP TABLE :t;',
      'stand-in: `DROP TABLE x` holds `:t`, which only the tool that the file is written for fills in; state the value under [placeholders] in phasewise.toml, or write it out.'],
    ['COPY t FROM stdin;\n1\n\\.\n',
      'stand-in: `COPY t` takes its rows from the lines below it, which only psql sends; run it with psql, or write INSERTs.'],
    ['ALTER TABEL t;', 'syntax: PostgreSQL cannot read it: syntax error at or near "TABEL".'],
  ])('%s', (sql, refusal) => {
    expect(planOf(sql).refusals).toEqual([refusal]);
  });

  test('a revision whose id the version table cannot hold', () => {
    const id = 'x'.repeat(33);
    const project = sqlProject({ [`a.sql`]: `-- revision: ${id}\nSELECT 1;` });
    if (!project.graph) throw new Error('no graph');
    const path = upgradePath(project.graph, [], project.graph.heads);
    expect(makePlan({ path, facts: [], major: 18, width: 32 }).refusals).toMatchObject([{
      kind: 'id-too-long', message: `${id} has 33 characters, and the version table holds 32. Shorten the id, or widen the column version_num.`,
    }]);
    expect(makePlan({ path, facts: [], major: 18, width: undefined }).refusals).toEqual([]);
  });

  test('a downgrade that nobody wrote', () => {
    const { graph } = sqlProject({ '001_one.sql': 'SELECT 1;' });
    if (!graph) throw new Error('no graph');
    const { refusals } = makePlan({ path: downgradePath(graph, ['001'], { to: 'base' }), facts: [], major: 18, width: 32 });
    expect(refusals.map(({ message }) => message)).toEqual(['001 cannot be undone: it has no downgrade. Write one, or restore from a backup and say where the database stands with `phasewise stamp`.']);
  });
});
