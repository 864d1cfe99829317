import { expect, test } from 'vitest';
import { readStatement } from '../../src/operations/read.ts';
import { inWords } from './in-words.ts';

/** One row of a table: a statement and what is expected of its operations, in order, spans as the words they cover. */
export type Row = readonly [sql: string, ...expected: readonly object[]];

export function reads(rows: readonly Row[]): void {
  test.each(rows.map(([sql, ...expected]) => ({ sql, expected })))('reads $sql', ({ sql, expected }) => {
    const reading = readStatement(sql);
    expect(reading.error).toBeUndefined();
    expect(inWords(reading.operations, sql)).toMatchObject(expected);
  });
}
