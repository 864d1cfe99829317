import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readStatement } from '../../src/operations/read.ts';
import { ByKind } from '../../src/rule/by-kind.ts';

const OPERATIONS = ['DROP TABLE a', 'TRUNCATE b', 'ANALYZE', 'ALTER TABLE c ADD x int'].flatMap((sql) => readStatement(sql).operations);
const KINDS = ['drop table', 'truncate', 'analyze', 'add column'] as const;

/** Statements of several operations or none, in order. */
const scripts = fc.array(fc.array(fc.constantFrom(...OPERATIONS), { maxLength: 3 }), { maxLength: 12 })
  .map((statements) => statements.flatMap((operations, index) => operations.map((operation) => ({ operation, at: { script: '1#up', index } as const }))));

test('what is found by kind is what a walk over all finds', () => {
  fc.assert(fc.property(scripts, fc.subarray([...KINDS]), fc.integer({ min: -1, max: 13 }), (all, kinds, index) => {
    const operations = new ByKind(all);
    const at = { script: '1#up', index } as const;
    const wanted = all.filter(({ operation }) => kinds.some((kind) => kind === operation.kind));
    expect(operations.of(...kinds)).toEqual(wanted);
    expect(operations.in(at, ...kinds)).toEqual(wanted.filter((one) => one.at.index === index));
    expect(operations.before(at, ...kinds)).toEqual(wanted.filter((one) => one.at.index < index));
    expect(operations.after(at, ...kinds)).toEqual(wanted.filter((one) => one.at.index > index));
  }));
});
