import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import type { Operation } from '../../src/operations/operation.ts';
import { readStatement } from '../../src/operations/read.ts';
import { bodiesOf, bodyOf, tagOf } from '../../src/operations/tree.ts';
import { parseStatement } from '../../src/sql/grammar.ts';
import { effectsOn, emptyBed } from '../effects/bed.ts';
import type { Every } from './every/row.ts';
import { NO_STATEMENTS, STATEMENTS } from './every/statements.ts';
import { NO_SUBCOMMANDS, SUBCOMMAND_ROWS } from './every/subcommands.ts';

/** The grammar's own list, so that a kind of statement that it learns is missed here until it has a row. */
const TYPES = createRequire(import.meta.url).resolve('@pgsql/types');
const statements = named('types.d.ts', /^ {4}(\w+Stmt): \1;$/gm);
const subcommands = named('enums.d.ts', /"(AT_\w+)"/g);

function named(file: string, name: RegExp): readonly string[] {
  const text = readFileSync(TYPES.replace(/index\.js$/, file), 'utf8');
  return [...new Set([...text.matchAll(name)].map(([, found = '']) => found))].sort();
}

test('every kind of statement in the grammar has a row', () => {
  expect([...Object.keys(STATEMENTS), ...Object.keys(NO_STATEMENTS)].sort()).toEqual(statements);
});

test('every sub-command of ALTER TABLE in the grammar has a row', () => {
  expect([...Object.keys(SUBCOMMAND_ROWS), ...NO_SUBCOMMANDS].sort()).toEqual(subcommands);
});

describe.each(rowsOf({ ...STATEMENTS, ...SUBCOMMAND_ROWS }))('$sql', ({ node, sql, becomes, unknown }) => {
  test(`is a ${node} and becomes ${becomes}`, () => {
    expect(nodesOf(sql)).toContain(node);
    expect(readStatement(sql).operations.map(inShort).join(', ')).toBe(becomes);
  });

  test(unknown === undefined ? 'has known effects' : `has unknown effects: ${unknown}`, () => {
    expect(effectsOn(emptyBed(), sql).unknown.length > 0).toBe(unknown !== undefined);
  });
});

function rowsOf(every: Every) {
  return Object.entries(every).flatMap(([node, rows]) => rows.map(([sql, becomes, unknown]) => ({ node, sql, becomes, unknown })));
}

/** The kind of a statement, and of the sub-commands in it. */
function nodesOf(sql: string): readonly (string | undefined)[] {
  const parsed = parseStatement(sql);
  if (parsed.kind !== 'parsed') throw new Error(`${JSON.stringify(parsed)} ${sql}`);
  const commands = bodiesOf(bodyOf(parsed.tree, 'AlterTableStmt')?.cmds, 'AlterTableCmd');
  return [tagOf(parsed.tree), ...commands.map(({ subtype }) => subtype)];
}

/** UNKNOWN is what a statement without a command tag would be called. */
function inShort(operation: Operation): string {
  if (operation.kind === 'alter table') return `alter table ${operation.does}`;
  if (operation.kind !== 'other') return operation.kind;
  expect(operation.tag).toMatch(/^(?!UNKNOWN)[A-Z]+( [A-Z]+)*$/);
  return `other ${operation.tag}`;
}
