import fc from 'fast-check';
import { expect, test } from 'vitest';
import { History } from '../../src/project/replay.ts';
import { newSession } from '../../src/session/connection.ts';
import { historyOf, judged } from '../rules/fixture.ts';

const header = (revision: string, ...parents: string[]) => `-- revision: ${revision}\n-- revises: ${parents.join(', ') || 'none'}\n`;

function tablesBefore(project: ReturnType<typeof historyOf>, revision: string): readonly string[] {
  return new History(project).before(`${revision}#up`).relations().map(({ name }) => name).sort();
}

test('a branch does not see its sibling, a merge sees both', () => {
  const project = historyOf([
    `${header('a')}CREATE TABLE root (id int);`,
    `${header('b', 'a')}CREATE TABLE left_side (id int);`,
    `${header('c', 'a')}CREATE TABLE right_side (id int);`,
    `${header('d', 'b', 'c')}SELECT 1;`,
  ]);
  expect(project.problems).toEqual([]);
  expect(tablesBefore(project, 'b')).toEqual(['root']);
  expect(tablesBefore(project, 'c')).toEqual(['root']);
  expect(tablesBefore(project, 'd')).toEqual(['left_side', 'right_side', 'root']);
});

test('before a downgrade stands what its own upgrade made, and it is not new', () => {
  const project = historyOf(['-- migrate:up\nCREATE TABLE a (id int);\n-- migrate:down\nDROP TABLE a;\n']);
  const before = new History(project).before('001#down');
  const [table] = before.relations();
  expect(table).toMatchObject({ name: 'a', born: { script: '001#up' } });
});

test('a table that an earlier revision made in the same run is not new', () => {
  const { findings } = judged(['CREATE TABLE a (id int);', 'CREATE INDEX i ON a (id);']);
  expect(findings.map(({ rule }) => rule)).toEqual(['index-not-concurrent']);
});

test('a history of thousands of revisions needs no deep stack', () => {
  const project = historyOf(Array.from({ length: 3000 }, (_, at) => `CREATE TABLE t${at} (id int);`));
  const last = project.graph?.order.at(-1) ?? '';
  expect(new History(project).before(`${last}#up`).relations()).toHaveLength(2999);
});

test('whatever the branches are, each revision sees exactly its ancestors', () => {
  const graphs = fc.array(fc.array(fc.nat({ max: 30 }), { maxLength: 3 }), { minLength: 1, maxLength: 12 })
    .map((links) => links.map((parents, at) => [...new Set(at === 0 ? [] : parents.map((parent) => parent % at))]));
  fc.assert(fc.property(graphs, (parents) => {
    const project = historyOf(parents.map((of, at) => `${header(`r${at}`, ...of.map((one) => `r${one}`))}CREATE TABLE t${at} (id int);`));
    const ancestors = (at: number): Set<number> => new Set((parents[at] ?? []).flatMap((parent) => [parent, ...ancestors(parent)]));
    const history = new History(project);
    parents.forEach((_, at) => {
      const seen = history.before(`r${at}#up`).relations().map(({ name }) => Number(name.slice(1))).sort((a, b) => a - b);
      expect(seen).toEqual([...ancestors(at)].sort((a, b) => a - b));
    });
  }), { numRuns: 40 });
});

test('a name is looked up through the search_path of its script', () => {
  const project = historyOf(['SET search_path = app;\nCREATE TABLE a (id int);', 'ALTER TABLE app.a ADD COLUMN b int;']);
  const after = new History(project).before('002#up');
  const answer = after.relation({ type: 'relation', schema: 'app', name: 'a' }, newSession({ settings: {} }));
  expect(answer).toMatchObject({ known: true, value: { schema: 'app', name: 'a' } });
});
