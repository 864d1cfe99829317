import type { Part, Phase } from '../../migrations/cure.ts';
import type { ColumnSpec, OperationOf } from '../../operations/operation.ts';
import { blankBefore } from '../../sql/blank.ts';
import type { Span, TextEdit } from '../../text/place.ts';
import type { Situation } from '../situation.ts';
import { change, inTransaction } from './build.ts';
import { proveNotNull } from './not-null.ts';
import { usingIndex } from './using-index.ts';

/** The same ADD COLUMN without the clauses that would touch every row; `also`: further clauses to take out or replace. */
export function plainColumn({ column }: OperationOf<'add column'>, here: Situation, ...also: readonly TextEdit[]): Part {
  const gone = [...(column.notNull ? [column.notNull] : []), ...keysOf(column).map(({ span }) => span)];
  return change(here.at, 'without default', ...also, ...gone.map((span) => ({ span: withBlank(here.sql, span), text: '' })));
}

/** What was taken out, put back once the rows have values: NOT NULL by proof, keys by concurrent builds. */
export function putBack({ table, column, when, span }: OperationOf<'add column'>, here: Situation, isRequired: boolean): readonly Phase[] {
  const written = here.textOf(table.span);
  const keys = keysOf(column);
  const required = isRequired || keys.some(({ type }) => type === 'primary key');
  return [
    ...(required ? proveNotNull({ table: table.name, written, column: column.name.name }, here.lowest) : []),
    ...keys.flatMap((key) => usingIndex(
      { kind: 'add constraint', table, when, span, constraint: { ...key, columns: [column.name.name] } },
      here,
      key.type === 'primary key' ? 'PRIMARY KEY' : 'UNIQUE',
    )),
  ];
}

/** Rows that exist get their value in batches. */
export function fill({ table, column }: OperationOf<'add column'>, here: Situation, value: string): Phase {
  const name = here.textOf(column.name.span);
  return inTransaction('backfill', { kind: 'backfill', table, set: `${name} = ${value}`, where: `${name} IS NULL` });
}

function keysOf({ constraints }: ColumnSpec) {
  return constraints.filter(({ type }) => type === 'unique' || type === 'primary key');
}

function withBlank(sql: string, { start, end }: Span): Span {
  return { start: blankBefore(sql, start), end };
}
