import { describe, expect, test } from 'vitest';
import { readStatement } from '../../src/operations/read.ts';
import { reads } from './reading.ts';

describe('indexes', () => reads([
  [
    'CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "I x" ON ONLY s."T" USING gin (lower(a) text_pattern_ops DESC, b COLLATE "C", (a || b), s.f(a, 1)) INCLUDE (c, d) WITH (fillfactor = 70) WHERE a > 0',
    {
      kind: 'create index', span: 'CREATE UNIQUE INDEX', name: { type: 'index', schema: 's', name: 'I x', span: '"I x"' }, table: { name: 'T', span: 's."T"' },
      concurrently: true, unique: true, ifNotExists: true, only: true, method: 'gin', include: ['c', 'd'], where: { text: 'a > 0' },
      keys: [
        { expression: { text: 'lower(a)', shape: 'other', columns: ['a'], calls: ['lower'] }, operatorClass: 'text_pattern_ops' },
        { expression: { text: 'b', shape: 'column', columns: ['b'] }, collation: 'C' },
        { expression: { text: 'a || b', columns: ['a', 'b'] } },
        { expression: { text: 's.f(a, 1)', calls: ['s.f'] } },
      ],
    },
  ],
  ['CREATE INDEX ON t (a)', { kind: 'create index', span: 'CREATE INDEX', concurrently: false, unique: false, only: false, method: 'btree', keys: [{ expression: { text: 'a' } }] }],
  ['CREATE UNIQUE INDEX ON t (a) NULLS NOT DISTINCT WHERE b > 0', { kind: 'create index', unique: true, nullsNotDistinct: true, where: { text: 'b > 0' } }],
  [
    'CREATE INDEX ON t (a ASC NULLS LAST, b DESC, c NULLS FIRST, d DESC NULLS LAST, e DESC NULLS FIRST)',
    { keys: [{ expression: { text: 'a' } }, { order: 'desc' }, { order: 'nulls first' }, { order: 'desc nulls last' }, { order: 'desc' }] },
  ],
  ['DROP INDEX CONCURRENTLY IF EXISTS a.i, j', { kind: 'drop index', span: 'DROP INDEX', index: { type: 'index', schema: 'a', name: 'i', span: 'a.i' }, concurrently: true, ifExists: true }, { index: { name: 'j' } }],
  ['ALTER INDEX a.i RENAME TO j', { kind: 'rename index', index: { type: 'index', schema: 'a' }, to: { type: 'index', schema: 'a', name: 'j', span: 'j' } }],
  ['ALTER INDEX i ATTACH PARTITION s.i1', { kind: 'attach index partition', index: { name: 'i' }, partition: { type: 'index', span: 's.i1' } }],
  ['ALTER INDEX i SET (fillfactor = 70)', { kind: 'alter table', table: { type: 'index', name: 'i' }, does: 'SET (storage parameters)' }],
  ['REINDEX INDEX CONCURRENTLY s.i', { kind: 'reindex', span: 'REINDEX INDEX', what: 'index', target: { type: 'index', span: 's.i' }, concurrently: true }],
  ['REINDEX (VERBOSE, CONCURRENTLY off) TABLE t', { kind: 'reindex', what: 'table', target: { type: 'relation' }, concurrently: false }],
  ['REINDEX (TABLESPACE "Fast") INDEX i', { kind: 'reindex', what: 'index', tablespace: 'Fast' }],
  ['REINDEX SCHEMA CONCURRENTLY s', { what: 'schema', target: { type: 'schema', name: 's', span: 's' } }],
  ['REINDEX DATABASE', { what: 'database', span: 'REINDEX DATABASE' }],
]));

test.each([
  ['CREATE UNIQUE  INDEX ix ON t (a)', 'CREATE UNIQUE  INDEX CONCURRENTLY ix ON t (a)'],
  ['CREATE /* an INDEX */ INDEX ON t (a)', 'CREATE /* an INDEX */ INDEX CONCURRENTLY ON t (a)'],
  ['DROP INDEX ix', 'DROP INDEX CONCURRENTLY ix'],
  ['REINDEX (VERBOSE) TABLE t', 'REINDEX (VERBOSE) TABLE CONCURRENTLY t'],
])('says where CONCURRENTLY goes in %s', (sql, expected) => {
  const [operation] = readStatement(sql).operations;
  const at = operation?.kind === 'reindex' ? operation.afterWhat : operation && 'afterIndex' in operation ? operation.afterIndex : -1;
  expect(`${sql.slice(0, at)} CONCURRENTLY${sql.slice(at)}`).toBe(expected);
});
