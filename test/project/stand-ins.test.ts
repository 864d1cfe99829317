import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { authored } from '../../src/project/authored.ts';
import { review } from '../../src/project/judge.ts';
import { summaryOf } from '../../src/report/summary.ts';
import { asWritten } from '../../src/sql/stand-in.ts';
import { historyOf } from '../rules/fixture.ts';

const reviewed = (...migrations: readonly string[]) => review(historyOf(migrations), rules);
const told = (...migrations: readonly string[]) => reviewed(...migrations).findings.map(({ rule, message }) => `${rule}: ${message}`);

test('what is read with a stand-in is judged, in the words of its writer', () => {
  const found = reviewed('CREATE TABLE ${schema}.users (email text);', 'CREATE INDEX ON ${schema}.users (email);');
  const [finding] = found.findings;
  expect(finding?.rule).toBe('index-not-concurrent');
  expect(finding?.message).toContain('${schema}.users');
  expect(finding && authored(finding.cure, found.project).map(({ code }) => code).join()).toContain('CREATE INDEX CONCURRENTLY users_email_idx ON ${schema}.users (email);');
  expect(JSON.stringify([found.findings.map(({ message }) => message), found.problems])).not.toMatch(/[\ue000-\ue07f]/);
});

test('the sentences of a cure name the placeholder', () => {
  const [finding] = reviewed('CREATE TABLE ${schema}.users (email text);', 'DROP TABLE ${schema}.users;').findings;
  expect(finding?.cure).toMatchObject({ phases: [{ deployBefore: expect.stringContaining('does not name ${schema}.users') }] });
});

test('a table of the same placeholder is the same table', () => {
  expect(told('CREATE TABLE {{.prefix}}users (email text); CREATE INDEX ON {{.prefix}}users (email);')).toEqual([]);
  expect(told('CREATE TABLE {{.prefix}}users (email text); CREATE INDEX ON users (email);')).toHaveLength(1);
});

test('statements with stand-ins are counted, and their placeholders named', () => {
  const found = reviewed('DROP VIEW ${a}.b; DROP VIEW ${a}.c; DROP VIEW d; ${e};');
  expect([found.counts.statements, found.counts.standIns, found.counts.unread, found.placeholders]).toEqual([3, 2, 1, ['${a}']]);
  expect(summaryOf(found).join(' · ')).toContain('3 statements read, 2 of them with a stand-in for ${a}, 1 unread');
  expect(summaryOf(reviewed('CREATE VIEW ${a} AS SELECT 1; CREATE VIEW ${b} AS SELECT 1;')).join(' · ')).toContain('2 statements, 2 of them with stand-ins for ${a} and ${b}');
});

test('a default or a length that is a placeholder may be anything', () => {
  const effects = (sql: string) => {
    const { project } = reviewed('CREATE TABLE t (a varchar(10));', sql);
    return review(project, rules).counts.unknown + review(project, rules).findings.length;
  };
  expect(effects('ALTER TABLE t ADD COLUMN b int DEFAULT 1;')).toBe(0);
  expect(effects('ALTER TABLE t ADD COLUMN b int DEFAULT ${b};')).toBeGreaterThan(0);
  expect(effects('ALTER TABLE t ALTER COLUMN a TYPE varchar(20);')).toBe(0);
  expect(effects('ALTER TABLE t ALTER COLUMN a TYPE varchar(${n});')).toBeGreaterThan(0);
});

test('a slip of the pen beside placeholders is told in the words of its writer', () => {
  expect(reviewed('SELEC 1; DROP TABEL ${app}.a;').problems.map(({ message }) => message)).toEqual(['PostgreSQL would refuse this: syntax error at or near "SELEC".']);
  expect(asWritten(reviewed('ALTER TABLE ${app}.a ADD COLUMN ${b} int int;').problems.map(({ message }) => message).join())).not.toMatch(/[\ue000-\ue07f]/);
});

test('a long placeholder is told whole, and what is glued to it too', () => {
  const long = '${RELEASE_SCHEMA_OF_THE_TENANT}';
  expect(told(`CREATE TABLE ${long}.users (email text);`, `CREATE INDEX ON ${long}.users (email);`).join()).toContain(`Nobody can write to ${long}.users`);
  expect(told(`CREATE TABLE ${long}_users (email text); ALTER TABLE ${long}_users ADD COLUMN "${long} Name" int;`)).toEqual([]);
});

test('no name is cut for the bytes of its stand-in', () => {
  const long = '{{ RELEASE_SCHEMA_OF_THE_TENANT | quote }}';
  const found = reviewed(`CREATE TABLE ${long}.users (email text);`, `CREATE INDEX ON ${long}.users (email); DROP TABLE "${long}_a_name_that_is_longer_than_63_bytes"; DROP TABLE "${long}_a_name_that_is_longer_than_63_bits";`);
  expect(found.findings.map(({ message }) => /\{\{.*?(?= while| fail)/.exec(message)?.[0])).toEqual([
    `${long}.users`, `${long}_a_name_that_is_longer_than_63_bytes`, `${long}_a_name_that_is_longer_than_63_bits`,
  ]);
});
