import { parseFirst } from 'pgsql-ast-parser';
import type { Statement } from 'pgsql-ast-parser';
import { expect, test } from 'vitest';
import { readStatement } from '../../src/operations/read.ts';
import { linesOfOperation } from './oracle/operation-lines.ts';
import { allStatements } from './oracle/statements.ts';
import { linesOfTree } from './oracle/tree-lines.ts';

/** A second grammar, written by somebody else, reads the same statements: what both know must be the same. */
interface Compared { readonly kind: Statement['type']; readonly sql: string; readonly theirs: readonly string[]; readonly ours: readonly string[] }

/** What the other grammar reads otherwise: it loses a name that stands before an inline NOT NULL, and cuts no name at 63 bytes. */
function isBeyondIt(sql: string): boolean {
  return /\bCONSTRAINT\s+\w+\s+NOT\s+NULL\b/i.test(sql) || (sql.match(/"[^"]+"|[\w\u0080-\uffff]+/g) ?? []).some((name) => Buffer.byteLength(name.replaceAll('"', '')) > 63);
}

const compared = allStatements().filter((sql) => !isBeyondIt(sql)).flatMap((sql): readonly Compared[] => {
  const { operations, error } = readStatement(sql);
  const tree = error ? undefined : treeOf(sql);
  const theirs = tree && linesOfTree(tree);
  return theirs ? [{ kind: tree.type, sql, theirs, ours: operations.flatMap((operation) => linesOfOperation(operation) ?? [`${operation.kind}?`]) }] : [];
});

function treeOf(sql: string): Statement | undefined {
  try {
    return parseFirst(sql);
  } catch {
    return undefined;
  }
}

test('every statement that both grammars read asks for the same', () => {
  const different = compared.filter(({ theirs, ours }) => theirs.join('\n') !== ours.join('\n'));
  expect(different.map(({ sql, theirs, ours }) => ({ sql, theirs, ours }))).toEqual([]);
});

/** Kinds of which the fixtures have several, with a number below which something must have gone wrong with the reading. */
const AT_LEAST: Partial<Record<Statement['type'], number>> = {
  'alter table': 250, 'create table': 80, 'create index': 50, 'create view': 5, 'create function': 5, 'drop table': 20, 'drop index': 15,
  'truncate table': 10, insert: 40, update: 40, delete: 8, select: 5, set: 7,
};

test('so many were compared that the two can differ', () => {
  const count = (kind: string) => compared.filter((one) => one.kind === kind).length;
  expect(Object.entries(AT_LEAST).filter(([kind, floor]) => count(kind) < floor)).toEqual([]);
  expect(compared.length).toBeGreaterThan(600);
});
