import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pythonTree } from '../../src/eslint/python-tree.ts';
import { sqlTree } from '../../src/eslint/sql-tree.ts';
import type { SyntaxNode } from '../../src/eslint/syntax.ts';
import { childrenOf } from '../../src/eslint/syntax.ts';
import { LINTERS, PROJECTS, folderWith, lintText } from './linters.ts';

const all = (node: SyntaxNode): readonly SyntaxNode[] => [node, ...childrenOf(node).flatMap(all)];
const types = (sql: string) => all(sqlTree(sql)).map(({ type }) => type);

test('gives the nodes of pgsql-ast-parser names that a selector can have', () => {
  expect(types('ALTER TABLE app.tasks ADD COLUMN priority text NOT NULL DEFAULT \'low\'')).toEqual([
    'Program', 'AlterTable', 'Name', 'AddColumn', 'Column', 'Name', 'DataType', 'NotNull', 'Default', 'String',
  ]);
});

test.each([
  ['reads', 'CREATE INDEX CONCURRENTLY a ON b (c)', { type: 'CreateIndex', command: 'CREATE INDEX' }],
  ['does not read', 'REINDEX TABLE a', { type: 'Statement', command: 'REINDEX', text: 'REINDEX TABLE a' }],
  ['may not read, for it is not SQL', 'REINDEX TABEL a', { type: 'Invalid', text: 'REINDEX TABEL a', message: 'syntax error at or near "TABEL".' }],
  ['cannot read, for a tool fills it in', 'DROP TABLE ${app}.a', { type: 'Statement', command: 'DROP TABLE', text: 'DROP TABLE ${app}.a' }],
  ['would take too long over', `INSERT INTO a VALUES ${Array.from({ length: 5000 }, () => '(1)').join()}`, { type: 'Statement', command: 'INSERT' }],
])('has a node for a statement that the library %s', (_, sql, expected) => {
  expect(sqlTree(`SELECT 1;\n${sql};`).body[1]).toMatchObject(expected);
});

test('counts places from the beginning of the file', () => {
  const text = '-- 🙂\r\nSELECT \'é\';\r\nALTER TABLE "Tàsks" DROP COLUMN done;';
  const named = all(sqlTree(text)).filter(({ type }) => type === 'Name').map(({ range: [start, end] }) => text.slice(start, end));
  expect(named).toEqual(['"Tàsks"', 'done']);
});

test('every node of any text lies in the file and in the node around it', () => {
  const within = (node: SyntaxNode): void => {
    for (const child of childrenOf(node)) {
      expect(child.range[0]).toBeGreaterThanOrEqual(0);
      expect(child.range[1]).toBeGreaterThanOrEqual(child.range[0]);
      expect(child.range[1]).toBeLessThanOrEqual(node.range[1]);
      within(child);
    }
  };
  const words = fc.constantFrom('ALTER', 'TABLE', 'a', ';', '(', ')', '\'', '"é"', '$$', '--', '\n', 'ADD', 'int', ',', 'SELECT', '1', '+', '🙂', 'op.', '#', '=', 'def', ':');
  fc.assert(fc.property(fc.array(words, { maxLength: 20 }), (chosen) => {
    within(sqlTree(chosen.join(' ')));
    within(pythonTree(chosen.join(' ')));
  }), { numRuns: 300 });
});

test.each([100, 1000, 4000, 20_000])('has a node for a sum of %i', (length) => {
  const sum = Array.from({ length }, () => '1').join('+');
  expect(sqlTree(`SELECT ${sum}`).body).toHaveLength(1);
  expect(pythonTree(`x = f(${sum})\nop.execute("a")`).body.at(-1)?.type).toMatch(/OpCall|Invalid/);
});

test('has the calls of every revision of the fixtures', () => {
  const folder = path.join(PROJECTS, 'alembic-todo/migrations/versions');
  const names = fs.readdirSync(folder).filter((file) => file.endsWith('.py')).flatMap((file) =>
    all(pythonTree(fs.readFileSync(path.join(folder, file), 'utf8'))).filter(({ type }) => type === 'OpCall').map(({ name }) => name));
  expect(new Set(names)).toEqual(new Set(['create_table', 'create_index', 'drop_index', 'drop_table', 'add_column', 'drop_column']));
});

describe.each(LINTERS)('ESLint $version', ({ ESLint }) => {
  const restrict = async (file: string, text: string, selector: string) => {
    const rule = { files: [`**/${file}`], rules: { 'no-restricted-syntax': ['warn', { selector, message: 'Not here.' }] } };
    const messages = await lintText(ESLint, folderWith({}), file, text, [rule]);
    return messages.filter(({ message }) => message === 'Not here.').map(({ line, column, endColumn }) => `${line}:${column}-${endColumn}`);
  };
  const sql = 'ALTER TABLE tasks ADD COLUMN a json;\nALTER TABLE notes ADD b jsonb;\nREINDEX TABLE tasks;\n';
  const python = 'def upgrade():\n    op.drop_table("a")\n    op.add_column("a", sa.Column("b", sa.Text(), server_default="c"))\n';

  test.each([
    ['AlterTable[table.name="tasks"]', ['1:1-36']],
    ['AddColumn DataType[name="json"]', ['1:32-36']],
    ['AlterTable:has(DataType[name=/^json/])', ['1:1-36', '2:1-30']],
    ['[command="REINDEX"]', ['3:1-20']],
    ['Statement[text=/^reindex/i]', ['3:1-20']],
    ['AlterTable + AlterTable', ['2:1-30']],
  ])('finds %s in SQL', async (selector, places) => {
    expect(await restrict('a.sql', sql, selector)).toEqual(places);
  });

  test.each([
    ['OpCall[name="drop_table"]', ['2:5-23']],
    ['OpCall[name="add_column"] Call[name="sa.Column"] > Argument[keyword="server_default"]', ['3:50-68']],
    ['OpCall:not(:has(Argument[keyword]))', ['2:5-23']],
    ['Call[name="sa.Text"]', ['3:39-48']],
  ])('finds %s in Alembic', async (selector, places) => {
    expect(await restrict('versions/a.py', python, selector)).toEqual(places);
  });
});
