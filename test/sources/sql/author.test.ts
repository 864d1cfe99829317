import { expect, test } from 'vitest';
import { PHASEWISE } from '../../../src/migrations/tool.ts';
import type { Phase } from '../../../src/migrations/cure.ts';
import type { Statement } from '../../../src/migrations/migration.ts';
import { parseStatement } from '../../../src/sql/grammar.ts';
import { split } from '../../../src/sql/split.ts';
import { sqlSource } from '../../../src/sources/sql/source.ts';
import { memoryWorld } from '../../text/memory-world.ts';

const INDEX = 'CREATE UNIQUE INDEX ON "Users" -- kept\n  (lower(email))';

function shown(text: string, ...phases: readonly Phase[]) {
  const path = '/app/1_a.sql';
  const found = { root: '/app', folders: ['/app'], versionTable: { name: 'phasewise_version' } };
  const { migrations: [migration] } = sqlSource.read(found, memoryWorld({ [path]: text }));
  const statements = migration?.upgrade.steps.filter((step): step is Statement => step.kind === 'statement') ?? [];
  return sqlSource.author.show({ kind: 'phases', phases, same: false }, {
    statement: ({ index }) => statements[index] ?? expect.unreachable(),
    textOf: () => text,
    tool: PHASEWISE,
  });
}

const at = { script: '1#up' as const, index: 0 };
const concurrently = {
  phase: 'expand', transaction: 'none', parts: [{ kind: 'change', at, delta: 'concurrently', edits: [{ span: { start: 19, end: 19 }, text: ' CONCURRENTLY' }] }],
} satisfies Phase;

test('an edited statement keeps the words of its writer', () => {
  expect(shown(`${INDEX};`, concurrently)).toEqual([{
    phase: 'expand',
    where: 'in a file of its own, outside a transaction',
    code: '-- transaction: false\nCREATE UNIQUE INDEX CONCURRENTLY ON "Users" -- kept\n  (lower(email));',
  }]);
});

test('a project with sections is answered in sections', () => {
  expect(shown(`-- migrate:up\n${INDEX};\n-- migrate:down\nSELECT 1;`, concurrently)[0]?.code).toMatch(/^-- migrate:up transaction:false\nCREATE/);
});

const FUNCTION = 'CREATE FUNCTION f() RETURNS int LANGUAGE sql AS $$ SELECT 1; $$';

test.each([
  ['-- +goose Up', '-- +goose NO TRANSACTION\n-- +goose Up\nCREATE', '-- +goose Up\n-- +goose StatementBegin\nCREATE FUNCTION', '-- +goose StatementEnd'],
  ['-- +migrate Up', '-- +migrate Up notransaction\nCREATE', '-- +migrate Up\n-- +migrate StatementBegin\nCREATE FUNCTION', '-- +migrate StatementEnd'],
  ['---- create above / drop below ----', '---- tern: disable-tx ----\nCREATE', 'CREATE FUNCTION', '$$;'],
  ['-- migrate:up', '-- migrate:up transaction:false\nCREATE', '-- migrate:up\nCREATE FUNCTION', '$$;'],
])('under %s the words are those of its tool', (marker, outside, inside, end) => {
  const body: Phase = { phase: 'expand', transaction: 'own', parts: [{ kind: 'sql', sql: FUNCTION }] };
  const [alone, own] = shown(marker.includes('above') ? `${INDEX};\n${marker}` : `${marker}\n${INDEX};`, concurrently, body);
  expect(alone?.code.slice(0, outside.length)).toBe(outside);
  expect(own?.code.slice(0, inside.length)).toBe(inside);
  expect(own?.code.slice(-end.length)).toBe(end);
});

test('the cure of a downgrade is a downgrade', () => {
  const phase: Phase = { ...concurrently, parts: concurrently.parts.map((part) => ({ ...part, at: { script: '1#down', index: 0 } })) };
  expect(shown(`-- migrate:up\n${INDEX};\n-- migrate:down\nSELECT 1;`, phase)[0]?.code).toMatch(/^-- migrate:down transaction:false\nCREATE/);
});

test('several phases stand in files of their own, each statement with its semicolon', () => {
  expect(shown('SELECT 1; SELECT 2;',
    { phase: 'expand', transaction: 'own', parts: [{ kind: 'sql', sql: 'ALTER TABLE t ADD COLUMN c int' }, { kind: 'keep', at: { ...at, index: 1 } }] },
    { phase: 'contract', transaction: 'own', parts: [{ kind: 'sql', sql: 'ALTER TABLE t ALTER COLUMN c SET NOT NULL' }] },
  )).toEqual([
    { phase: 'expand', where: 'in a file of its own', code: 'ALTER TABLE t ADD COLUMN c int;\nSELECT 2;' },
    { phase: 'contract', where: 'in a file of its own', code: 'ALTER TABLE t ALTER COLUMN c SET NOT NULL;' },
  ]);
});

test('one phase in a transaction needs no place of its own', () => {
  expect(shown('SELECT 1;', { phase: 'expand', transaction: 'own', parts: [{ kind: 'keep', at }] })).toEqual([{ phase: 'expand', where: '', code: 'SELECT 1;' }]);
});

test('rows are filled one batch at a time, again and again', () => {
  const [authored] = shown('SELECT 1;', {
    phase: 'backfill',
    transaction: 'none',
    parts: [{ kind: 'backfill', table: { type: 'relation', schema: 'app', name: 'Tasks' }, set: "priority = 'medium'", where: 'priority IS NULL' }],
  });
  expect(authored).toEqual({
    phase: 'backfill',
    where: 'outside a transaction, run again until it changes 0 rows',
    code: [
      '-- transaction: false',
      '-- Run this again until it changes 0 rows; each run commits on its own.',
      `UPDATE app."Tasks" SET priority = 'medium'`,
      'WHERE (priority IS NULL)',
      '  AND ctid = ANY (ARRAY(SELECT ctid FROM app."Tasks" WHERE priority IS NULL LIMIT 1000));',
    ].join('\n'),
  });
  const [alone] = shown('SELECT 1;', {
    phase: 'backfill', transaction: 'own', parts: [{ kind: 'backfill', table: { type: 'relation', name: 't' }, set: 'a = 1', where: 'a IS NULL' }],
  });
  expect(alone?.where).toBe('in a transaction of its own, run again until it changes 0 rows');
  const pieces = split(authored?.code ?? '').pieces;
  expect(pieces.map(({ start, end }) => parseStatement(authored?.code.slice(start, end) ?? '').kind)).toEqual(['parsed']);
});
