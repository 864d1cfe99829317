import type { OperationOf } from '../../src/operations/operation.ts';
import { advice } from '../../src/rule/cure/build.ts';
import { touchesFewRows } from '../../src/rule/few-rows.ts';
import { defineRule } from '../../src/rule/rule.ts';
import type { Situation } from '../../src/rule/situation.ts';
import type { ObjectName } from '../../src/sql/name.ts';

export default defineRule({
  name: 'row-count-unbounded',
  summary: 'Agree on how many rows a migration may change.',
  why: `
    A condition that matches more than its writer thinks changes more than anybody has looked at. A count of the rows, taken
    before on the database that is meant, makes that seen while nothing has happened yet.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/dml-update.html'],
  options: { rows: { kind: 'number', about: 'How many rows a statement may change unasked.', otherwise: 100_000, least: 1 } } as const,
  yieldsTo: ['unbatched-dml', 'backfill-under-ddl-lock', 'backfill-before-default'],
  on: ['update', 'delete', 'insert', 'merge'],

  check(operation, here, { rows }) {
    const most = Math.max(0, ...tablesOf(operation, here).map((table) => here.statisticsOf(table)?.rows ?? 0));
    if (most <= rows) return [];
    const name = here.named(operation.table);
    const may = operation.kind === 'insert' ? `add up to ${inWords(most)} rows to ${name}` : `${operation.kind === 'delete' ? 'delete' : 'change'} up to ${inWords(most)} rows of ${name}`;
    return [{
      message: `This may ${may}; ${inWords(rows)} are agreed on.`,
      at: here.at,
      because: here.work('row changes'),
      cure: advice('Count the rows that it concerns on the database that is meant, say the number in a comment beside it, and allow this finding there.'),
    }];
  },
});

/** The tables whose size bounds what it does; none where its text or a key does. */
function tablesOf(operation: OperationOf<'update' | 'delete' | 'insert' | 'merge'>, here: Situation): readonly ObjectName[] {
  switch (operation.kind) {
    case 'update': case 'delete': return touchesFewRows(operation, here) ? [] : [operation.table];
    case 'insert': return operation.rows === 'query' ? operation.sources.flatMap((source) => (source.kind === 'table' && source.columns.length === 0 ? [source.table] : [])) : [];
    case 'merge': return [operation.table, ...operation.reads];
  }
}

function inWords(rows: number): string {
  return rows.toLocaleString('en-US');
}
